import { Alert, Form } from 'antd'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, SelectField, TextField } from '#web/ui/fields.tsx'
import { agentStates } from '../agent-state.ts'
import { type Correctable, correctable, correctTime, listCorrections, listReasons, readTimeline } from '../contract.ts'
import { text } from '../text.ts'
import { nextMoment, timeAt } from './wall-time.ts'

/** What is to be corrected; moments are milliseconds since 1970. */
export type Wrong = { startsAt: number; endsAt: number }
type Filled = { from: string; to: string; state: Correctable; reasonId?: string; why: string }
type Props = {
  employee: { id: string; name: string; timeZone: string }
  open: boolean
  wrong: Wrong | undefined
  /** The day it lies in: typed times are looked for from its beginning on. */
  dayFrom: number
  onClose: () => void
  /** Further routes whose answers change. */
  refresh: readonly (typeof readTimeline)[] | readonly { method: 'GET'; path: `/${string}` }[]
}

/** An edge left as it was offered stays exact to the millisecond; a typed one is that second of the day. */
const edge = (
  typed: string,
  offered: number | undefined,
  { dayFrom, timeZone }: { dayFrom: number; timeZone: string },
) => (offered !== undefined && timeAt(offered, timeZone) === typed ? offered : nextMoment(dayFrom, typed, timeZone))

const stateOptions = correctable.map((value) => ({ value, text: agentStates[value] }))

const Reason = () => {
  const locale = useLocale()
  const reasons = useAsk(listReasons, undefined, { freshMs: 300_000 })
  const state = Form.useWatch('state')
  const options = (reasons.data ?? [])
    .filter((reason) => reason.state === state)
    .map(({ id, nameZh, nameEn }) => ({ value: id, text: locale === 'zh' ? nameZh : nameEn }))
  return options.length > 0 ? (
    <SelectField name="reasonId" label={text.reasonLabel} options={options} clearable />
  ) : null
}

export const CorrectionForm = ({ employee, open, wrong, dayFrom, onClose, refresh }: Props) => {
  const say = useWords()
  const { id: employeeId, name, timeZone } = employee
  const correct = useDo(correctTime, {
    refresh: [readTimeline, listCorrections, ...refresh],
    done: text.corrected,
    onDone: onClose,
  })
  const place = { dayFrom, timeZone }
  const isTime = {
    validator: (_: unknown, typed: string) =>
      nextMoment(dayFrom, typed ?? '', timeZone) === undefined
        ? Promise.reject(new Error(say(text.timeFormat)))
        : Promise.resolve(),
  }
  const save = ({ from, to, state, reasonId, why }: Filled) => {
    const startsAt = new Date(edge(from, wrong?.startsAt, place) ?? 0).toISOString()
    const endsAt = new Date(edge(to, wrong?.endsAt, place) ?? 0).toISOString()
    return correct.mutateAsync({
      params: { employeeId },
      body: { startsAt, endsAt, state, reasonId: reasonId ?? null, why },
    })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={say(text.correctTitle, { name })}
      action={text.correct}
      values={wrong ? { from: timeAt(wrong.startsAt, timeZone), to: timeAt(wrong.endsAt, timeZone) } : {}}
      onClose={onClose}
      onSave={save}
    >
      <Alert type="info" showIcon title={say(text.correctHelp)} style={{ marginBottom: 16 }} />
      <TextField name="from" label={text.from} max={8} required rules={[isTime]} />
      <TextField name="to" label={text.to} max={8} required rules={[isTime]} />
      <SelectField name="state" label={text.becomes} options={stateOptions} required />
      <Reason />
      <NoteField name="why" label={text.why} max={300} required />
    </FormDrawer>
  )
}
