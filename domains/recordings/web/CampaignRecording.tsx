import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, InputNumber, Select, Space, Switch } from 'antd'
import type { outcomeKinds } from '#domains/calls/contract.ts'
import { outcomeKindWords } from '#domains/calls/text.ts'
import { PromptChoice, PromptShown } from '#domains/telephony/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { changePolicy, getPolicy, type Policy, recordingModes } from '../contract.ts'
import { modeWords, text } from '../text.ts'

type OutcomeKind = (typeof outcomeKinds)[number]
const kinds = Object.keys(outcomeKindWords) as OutcomeKind[]
type Values = Omit<Policy, 'keepByOutcome' | 'campaignId' | 'changedByName' | 'changedAt' | 'version'> & {
  outcomes: { kind: OutcomeKind; days: number }[]
}

const valuesOf = ({ keepByOutcome, ...policy }: Policy): Values => ({
  ...policy,
  outcomes: Object.entries(keepByOutcome).map(([kind, days]) => ({ kind: kind as OutcomeKind, days: days ?? 1 })),
})

const OutcomeDays = () => {
  const say = useWords()
  return (
    <Form.Item label={say(text.keepByOutcome)}>
      <Form.List name="outcomes">
        {(fields, { add, remove }) => (
          <Space orientation="vertical" size={4}>
            {fields.map(({ key, name }) => (
              <Space key={key} align="baseline">
                <Form.Item name={[name, 'kind']} rules={[{ required: true }]} noStyle>
                  <Select
                    style={{ width: 160 }}
                    aria-label={say(text.outcomeKind)}
                    options={kinds.map((value) => ({ value, label: say(outcomeKindWords[value]) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'days']} rules={[{ required: true }]} noStyle>
                  <InputNumber
                    controls={false}
                    min={1}
                    max={36_500}
                    suffix={say(text.days)}
                    aria-label={say(text.keepDays)}
                  />
                </Form.Item>
                <Button type="text" size="small" onClick={() => remove(name)}>
                  ×
                </Button>
              </Space>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({ days: 365 })}>
              {say(text.addOutcome)}
            </Button>
          </Space>
        )}
      </Form.List>
    </Form.Item>
  )
}

const Fields = () => {
  const say = useWords()
  const mode = Form.useWatch('mode') as Policy['mode'] | undefined
  return (
    <>
      <Form.Item name="mode" label={say(text.mode)} rules={[{ required: true }]}>
        <Select options={recordingModes.map((value) => ({ value, label: say(modeWords[value]) }))} />
      </Form.Item>
      <Form.Item
        name="sharePercent"
        label={say(text.sharePercent)}
        hidden={mode !== 'share'}
        rules={[{ required: true }]}
      >
        <InputNumber controls={false} min={1} max={100} suffix="%" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="announcement" label={say(text.announcement)} extra={say(text.announcementHelp)}>
        <PromptChoice />
      </Form.Item>
      <Form.Item name="mayPause" label={say(text.mayPause)} extra={say(text.mayPauseHelp)} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="asksReason" label={say(text.asksReason)} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="keepDays" label={say(text.keepDays)}>
        <InputNumber
          controls={false}
          min={1}
          max={36_500}
          suffix={say(text.days)}
          placeholder={say(text.keepUsual)}
          style={{ width: '100%' }}
        />
      </Form.Item>
      <OutcomeDays />
    </>
  )
}

const usePolicyFacts = (policy: Policy) => {
  const say = useWords()
  const yesNo = (on: boolean) => say(on ? text.yes : text.no)
  const days = (count: number) => `${count} ${say(text.days)}`
  const { mode, sharePercent, keepDays } = policy
  const byOutcome = Object.entries(policy.keepByOutcome)
    .map(([kind, count]) => `${say(outcomeKindWords[kind as OutcomeKind])} ${days(count ?? 0)}`)
    .join(say({ zh: '，', en: ', ' }))
  return [
    { name: text.mode, value: mode === 'share' ? `${say(modeWords.share)} ${sharePercent}%` : say(modeWords[mode]) },
    {
      name: text.announcement,
      value: policy.announcement ? <PromptShown name={policy.announcement} /> : say(text.noAnnouncement),
    },
    { name: text.mayPause, value: yesNo(policy.mayPause) },
    { name: text.asksReason, value: yesNo(policy.asksReason) },
    { name: text.keepDays, value: keepDays === null ? say(text.keepUsual) : days(keepDays) },
    { name: text.keepByOutcome, value: byOutcome || '–' },
    {
      name: text.changedBy,
      value: policy.changedAt ? (
        <>
          {policy.changedByName} <Moment at={policy.changedAt} grain="minute" />
        </>
      ) : (
        say(text.nobodyChanged)
      ),
    },
  ]
}

const Content = ({ policy }: { policy: Policy }) => {
  const say = useWords()
  const may = useMay()
  const editor = useDrawer<Policy>()
  const save = useDo(changePolicy, { refresh: [getPolicy], done: text.saved, onDone: editor.close })
  const facts = usePolicyFacts(policy)
  const onSave = ({ outcomes = [], ...form }: Values) =>
    save.mutateAsync({
      params: { campaignId: policy.campaignId },
      body: {
        ...form,
        announcement: form.announcement ?? '',
        keepDays: form.keepDays ?? null,
        keepByOutcome: Object.fromEntries(outcomes.map(({ kind, days }) => [kind, days])),
        version: policy.version,
      },
    })
  return (
    <Sheet
      title={text.policy}
      help={text.policyHelp}
      extra={
        may(changePolicy) && (
          <Button size="small" onClick={() => editor.show(policy)}>
            {say(text.change)}
          </Button>
        )
      }
    >
      <Facts items={facts} />
      <FormDrawer<Values>
        open={editor.open}
        title={text.policy}
        values={editor.shown && valuesOf(editor.shown)}
        onClose={editor.close}
        onSave={onSave}
      >
        <Fields />
      </FormDrawer>
    </Sheet>
  )
}

/** What the campaign records and how long it keeps it. */
export const CampaignRecording = ({ campaignId }: { campaignId: string }) => {
  const asked = useAsk(getPolicy, { params: { campaignId } })
  return <Shown asked={asked}>{(policy) => <Content policy={policy} />}</Shown>
}
