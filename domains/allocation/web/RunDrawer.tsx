import { Button, Drawer, Form, Radio, Space } from 'antd'
import { useState } from 'react'
import type { Campaign } from '#domains/campaigns/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { NumberField, SwitchField } from '#web/ui/fields.tsx'
import { applyRun, listBooks, listCandidates, listRuns, planRun } from '../contract.ts'
import type { Run } from '../shapes.ts'
import { text } from '../text.ts'
import { methodCodes, methods } from '../way.ts'
import { SharesTable } from './SharesTable.tsx'
import { useAgents } from './use-agents.ts'
import { ConditionFields, WayFields } from './WayFields.tsx'
import { type Filled, specOf } from './way-form.ts'

const methodHelp = {
  fair: text.fairHelp,
  roundRobin: text.roundRobinHelp,
  quota: text.quotaHelp,
  skill: text.skillHelp,
  rule: text.ruleHelp,
} as const
const offered = methodCodes.filter((code): code is Filled['method'] => code !== 'hand')
/** What changes when contacts change hands. */
export const refreshed = [listRuns, listBooks, listCandidates]

const Fields = ({ campaign }: { campaign: Campaign }) => {
  const say = useWords()
  const agents = useAgents(campaign.teamIds)
  const method = Form.useWatch('method', Form.useFormInstance<Filled>()) ?? 'fair'
  return (
    <>
      <Form.Item name="method" label={say(text.method)} extra={say(methodHelp[method])}>
        <Radio.Group optionType="button" options={offered.map((value) => ({ value, label: say(methods[value]) }))} />
      </Form.Item>
      <WayFields method={method} agents={agents} teamIds={campaign.teamIds} />
      <Form.Item label={say(text.conditions)}>
        <ConditionFields at={['condition']} />
      </Form.Item>
      <SwitchField name="untouched" label={text.untouched} />
      <SwitchField name="reassign" label={text.reassign} />
      <NumberField name="most" label={text.most} help={text.mostHelp} least={1} most={10_000_000} />
    </>
  )
}

/** Chooses how contacts are given out, shows who would get what, and does it. */
export const RunDrawer = ({ campaign, open, onClose }: { campaign: Campaign; open: boolean; onClose: () => void }) => {
  const say = useWords()
  const [form] = Form.useForm<Filled>()
  const [preview, setPreview] = useState<Run | null>(null)
  const close = () => {
    setPreview(null)
    onClose()
  }
  const plan = useDo(planRun, { onDone: setPreview })
  const apply = useDo(applyRun, { refresh: refreshed, done: text.applied, onDone: close })
  const params = { campaignId: campaign.id }
  return (
    <Drawer
      open={open}
      onClose={close}
      size={600}
      destroyOnHidden
      title={preview ? say(text.previewTitle) : say(text.newRun)}
      footer={
        <Space style={{ display: 'flex', justifyContent: 'flex-end' }}>
          {preview ? (
            <>
              <Button onClick={() => setPreview(null)}>{say({ zh: '返回修改', en: 'Back' })}</Button>
              <Button
                type="primary"
                loading={apply.isPending}
                onClick={() => apply.mutate({ params: { ...params, runId: preview.id } })}
              >
                {say(text.apply)}
              </Button>
            </>
          ) : (
            <Button type="primary" loading={plan.isPending} onClick={() => form.submit()}>
              {say(text.preview)}
            </Button>
          )}
        </Space>
      }
    >
      <div hidden={preview !== null}>
        <Form<Filled>
          form={form}
          layout="vertical"
          initialValues={{ method: 'fair', untouched: true, reassign: false }}
          onFinish={(filled) => plan.mutate({ params, body: specOf(filled) })}
        >
          <Fields campaign={campaign} />
        </Form>
      </div>
      {preview && <SharesTable run={preview} />}
    </Drawer>
  )
}
