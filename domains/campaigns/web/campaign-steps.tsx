import { Alert, Form, Input, Radio } from 'antd'
import { listLists } from '#domains/lists/contract.ts'
import { listSites, listTeams } from '#domains/people/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DayField, NumberField, SelectField, TextField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { campaignTypes, dialModes, machineDetections, purposes, typeMeanings } from '../campaign.ts'
import { machineWords, modeWords, purposeWords, text } from '../text.ts'
import style from './campaign.module.css'
import { HoursEditor } from './HoursEditor.tsx'
import { PolicyEditor } from './PolicyEditor.tsx'
import { PoolField } from './PoolField.tsx'
import { PredictiveSettings } from './PredictiveSettings.tsx'

export const Basics = () => {
  const say = useWords()
  const sites = useAsk(listSites)
  const type = Form.useWatch('type') as keyof typeof typeMeanings | undefined
  const meaning = type && typeMeanings[type]
  return (
    <>
      <TextField name="name" label={text.name} required />
      <div className={style.two}>
        <SelectField
          name="type"
          label={text.type}
          required
          options={campaignTypes.map((value) => ({ value, text: typeMeanings[value].name }))}
        />
        <SelectField
          name="purpose"
          label={text.purpose}
          required
          options={purposes.map((value) => ({ value, text: purposeWords[value] }))}
        />
        <SelectField
          name="siteId"
          label={text.site}
          required
          loading={sites.isPending}
          options={(sites.data ?? [])
            .filter(({ closedAt }) => !closedAt)
            .map(({ id, name }) => ({ value: id, text: name }))}
        />
        <TextField name="product" label={text.product} help={text.productHelp} />
      </div>
      {meaning && (
        <Alert
          type="info"
          showIcon
          title={say(text.successIs, say(meaning.success))}
          description={say(meaning.explained)}
        />
      )}
    </>
  )
}

export const ListStep = () => {
  const say = useWords()
  const lists = useAsk(listLists, { query: { state: 'open', pageSize: 200 } })
  return (
    <SelectField
      name="listId"
      label={text.list}
      loading={lists.isPending}
      options={(lists.data?.rows ?? []).map(({ id, name, activeEntries }) => ({
        value: id,
        text: say(text.listRecords, { name, count: formatNumber(activeEntries) }),
      }))}
      {...(lists.data?.total === 0 ? { help: text.noList } : {})}
    />
  )
}

export const HoursStep = () => {
  const say = useWords()
  return (
    <>
      <Form.Item name="callingHours" label={say(text.hours)} tooltip={say(text.hoursHelp)}>
        <HoursEditor />
      </Form.Item>
      <PolicyEditor />
    </>
  )
}

export const ModeStep = () => {
  const say = useWords()
  const mode = Form.useWatch('mode') as string | undefined
  const detection = Form.useWatch('machineDetection') as string | undefined
  return (
    <>
      <Form.Item name="mode" label={say(text.mode)}>
        <Radio.Group className={style.choices}>
          {dialModes.map((value) => (
            <Radio key={value} value={value}>
              {say(modeWords[value])} <span className={style.aside}>{say(modeWords[value].explained)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {mode === 'predictive' && <PredictiveSettings />}
      <div className={style.two}>
        <TextField
          name="callerId"
          label={text.callerId}
          help={text.callerIdHelp}
          max={21}
          rules={[{ pattern: /^\+?[0-9]{0,20}$/, message: say(text.callerIdHelp) }]}
        />
        <NumberField name="wrapUpSeconds" label={text.wrapUpSeconds} least={0} most={3600} unit={text.seconds} />
        <NumberField
          name="rescueSeconds"
          label={text.rescueSeconds}
          help={text.rescueHelp}
          least={0}
          most={120}
          unit={text.seconds}
        />
      </div>
      <PoolField />
      <Form.Item name="machineDetection" label={say(text.machineDetection)} extra={say(text.machineHelp)}>
        <Radio.Group className={style.choices}>
          {machineDetections.map((value) => (
            <Radio key={value} value={value}>
              {say(machineWords[value])} <span className={style.aside}>{say(machineWords[value].explained)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {detection !== undefined && detection !== 'off' && (
        <NumberField
          name="machineAudits"
          label={text.machineAudits}
          help={text.machineAuditsHelp}
          least={0}
          most={500}
          unit={text.callsADay}
        />
      )}
    </>
  )
}

export const ScriptStep = () => {
  const say = useWords()
  return (
    <Form.Item name="openingWords" label={say(text.openingWords)} extra={say(text.openingHelp)}>
      <Input.TextArea rows={12} showCount maxLength={10_000} />
    </Form.Item>
  )
}

export const TeamsStep = () => {
  const form = Form.useFormInstance()
  const siteId = Form.useWatch('siteId', { form, preserve: true }) as string | undefined
  const teams = useAsk(listTeams, { query: siteId ? { siteId } : {} }, { when: siteId !== undefined })
  return (
    <SelectField
      name="teamIds"
      label={text.teams}
      help={text.teamsHelp}
      many
      loading={teams.isPending}
      options={(teams.data ?? [])
        .filter(({ closedAt }) => !closedAt)
        .map(({ id, name }) => ({ value: id, text: name }))}
    />
  )
}

export const GoalsStep = () => (
  <div className={style.two}>
    <NumberField name="targetSuccesses" label={text.target} help={text.targetHelp} least={0} most={10_000_000} />
    <DayField name="startsOn" label={text.startsOn} />
    <DayField name="endsOn" label={text.endsOn} />
  </div>
)
