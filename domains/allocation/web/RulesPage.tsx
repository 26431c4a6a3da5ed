import { Button, Form } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { NumberField, SelectField, SwitchField } from '#web/ui/fields.tsx'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { getRules, saveRules } from '../contract.ts'
import type { Rules } from '../shapes.ts'
import { text } from '../text.ts'

const inDays = { unit: text.days, required: true } as const

const RulesForm = ({ rules }: { rules: Rules }) => {
  const say = useWords()
  const save = useDo(saveRules, { refresh: [getRules], done: text.rulesSaved })
  return (
    <Form<Rules>
      layout="vertical"
      initialValues={rules}
      onFinish={(filled) => save.mutate({ body: { ...filled, version: rules.version } })}
    >
      <Grid least={240}>
        <Sheet title={text.poolRules}>
          <NumberField name="claimsPerDay" label={text.claimsPerDay} least={0} most={10_000} required />
          <NumberField name="holdingLimit" label={text.holdingLimit} least={1} most={1_000_000} required />
          <NumberField name="protectedDays" label={text.protectedDays} least={0} most={365} {...inDays} />
          <NumberField name="reclaimDays" label={text.reclaimDays} least={0} most={365} {...inDays} />
        </Sheet>
        <Sheet title={text.recycles}>
          <SwitchField name="recycles" label={text.recycles} />
          <NumberField name="followupDays" label={text.followupDays} least={1} most={3650} {...inDays} />
          <NumberField name="dealDays" label={text.dealDays} least={1} most={3650} {...inDays} />
          <NumberField name="warnDays" label={text.warnDays} least={0} most={60} {...inDays} />
        </Sheet>
        <Sheet title={text.bookRules}>
          <NumberField name="liveProspects" label={text.liveGoal} least={1} most={100_000} required />
          <NumberField name="dailyNew" label={text.newGoal} least={0} most={1000} required />
          <NumberField name="dailyRevisits" label={text.revisitsGoal} least={0} most={1000} required />
        </Sheet>
        <Sheet title={text.allocationRules}>
          <NumberField
            name="absentDays"
            label={text.absentDays}
            help={text.absentHelp}
            least={1}
            most={60}
            {...inDays}
          />
          <SelectField
            name="returnTo"
            label={text.returnTo}
            required
            options={[
              { value: 'shared', text: text.toShared },
              { value: 'team', text: text.toTeam },
            ]}
          />
        </Sheet>
      </Grid>
      <Button type="primary" htmlType="submit" loading={save.isPending} style={{ marginTop: 12 }}>
        {say(text.save)}
      </Button>
    </Form>
  )
}

/** How customers come out of the pool and go back, and what a book should hold. */
export const RulesPage = () => {
  const asked = useAsk(getRules)
  return (
    <PageFrame title={text.rules} help={text.poolHelp} crumbs={[{ title: text.pool, to: '/pool' }]}>
      <Shown asked={asked}>{(rules) => <RulesForm key={rules.version} rules={rules} />}</Shown>
    </PageFrame>
  )
}
