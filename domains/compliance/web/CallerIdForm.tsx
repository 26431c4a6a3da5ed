import { useTimeZone, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, NumberField, SelectField, SwitchField, TextField, TimeField } from '#web/ui/fields.tsx'
import { startOfDay } from '#web/ui/moments.ts'
import {
  type CallerId,
  callerIdContract as contract,
  type CallerIdForm as Filled,
  type RestRule,
  callerIdRefusals as refusals,
} from '../caller-id-contract.ts'
import { callerIdKinds, callerIdPurposes, kindWords, purposeWords } from '../caller-ids.ts'
import { deskText as text } from '../desk-text.ts'

type Drawer = { shown: CallerId | undefined; open: boolean; onClose: () => void }
const refresh = [contract.listCallerIds, contract.getCallerIdUse]

/** A number of the pool: added, or its settings changed. */
export const CallerIdForm = ({ shown, open, onClose }: Drawer) => {
  const say = useWords()
  const add = useDo(contract.addCallerId, { refresh, done: text.numberSaved, onDone: onClose })
  const change = useDo(contract.changeCallerId, { refresh, done: text.numberSaved, onDone: onClose })
  const save = (filled: Filled) => {
    const { number, ...settings } = filled
    return shown
      ? change.mutateAsync({ params: { callerIdId: shown.id }, body: { ...settings, version: shown.version } })
      : add.mutateAsync({ body: { ...settings, number } })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={shown ? text.changeNumber : text.addNumber}
      values={shown ?? { kind: 'landline', purpose: 'any', licence: '', region: '' }}
      onClose={onClose}
      onSave={save}
    >
      {!shown && <TextField name="number" label={text.number} max={40} required />}
      <SelectField
        name="kind"
        label={text.kind}
        required
        options={callerIdKinds.map((value) => ({ value, text: kindWords[value] }))}
      />
      <SelectField
        name="purpose"
        label={text.purpose}
        required
        options={callerIdPurposes.map((value) => ({ value, text: purposeWords[value] }))}
      />
      <TextField name="ownerName" label={text.owner} required />
      <TextField name="licence" label={text.licence} max={200} />
      <TextField name="region" label={text.region} max={60} />
      <NumberField name="concurrentLimit" label={text.atOnce} least={1} most={100_000} placeholder={text.noLimit} />
      <NumberField
        name="hourLimit"
        label={text.perHour}
        least={1}
        most={1_000_000}
        placeholder={text.noLimit}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, hour: number | null) => {
              const day = getFieldValue('dayLimit') as number | null | undefined
              return hour && day && hour > day
                ? Promise.reject(new Error(say(refusals.limitsContradict.text, { hour, day })))
                : Promise.resolve()
            },
          }),
        ]}
      />
      <NumberField name="dayLimit" label={text.perDay} least={1} most={10_000_000} placeholder={text.noLimit} />
    </FormDrawer>
  )
}

type Rest = { note: string; day?: string; time?: string }
/** That time of that day on the clock of the zone; a day on which clocks change is told by its first hours. */
const momentOf = (day: string, time: string | undefined, zone: string): string => {
  const [hours = 0, minutes = 0] = (time ?? '00:00').split(':').map(Number)
  return new Date(Date.parse(startOfDay(day, zone)) + (hours * 60 + minutes) * 60_000).toISOString()
}

/** Lets a number rest, for a reason, until a moment or until somebody ends it. */
export const RestForm = ({ shown, open, onClose }: Drawer) => {
  const say = useWords()
  const zone = useTimeZone()
  const move = useDo(contract.moveCallerId, { refresh, done: text.stateChanged, onDone: onClose })
  const save = async ({ note, day, time }: Rest) =>
    shown &&
    move.mutateAsync({
      params: { callerIdId: shown.id },
      body: { state: 'resting', note, restUntil: day ? momentOf(day, time, zone) : null, version: shown.version },
    })
  return (
    <FormDrawer<Rest>
      open={open}
      title={say(text.restTitle, shown?.number ?? '')}
      action={text.rest}
      values={{ note: '' }}
      onClose={onClose}
      onSave={save}
    >
      <NoteField name="note" label={text.restReason} required />
      <DayField name="day" label={text.restUntilDay} help={text.restUntilHelp} />
      <TimeField name="time" label={text.restUntilTime} />
    </FormDrawer>
  )
}

type Rule = { restsByRule: boolean; restDays: number }
/** Whether numbers advised to rest are rested without anybody, and for how long. */
export const RestRuleForm = ({
  shown,
  open,
  onClose,
}: {
  shown: RestRule | undefined
  open: boolean
  onClose: () => void
}) => {
  const say = useWords()
  const change = useDo(contract.changeRestRule, {
    refresh: [contract.getRestRule],
    done: text.restRuleSaved,
    onDone: onClose,
  })
  const save = async ({ restsByRule, restDays }: Rule) =>
    shown && change.mutateAsync({ body: { restsByRule, restDays, version: shown.version } })
  return (
    <FormDrawer<Rule> open={open} title={text.restRuleTitle} values={shown ?? {}} onClose={onClose} onSave={save}>
      <p>{say(text.restRuleHelp)}</p>
      <SwitchField name="restsByRule" label={text.restsByRule} />
      <NumberField name="restDays" label={text.restDays} least={1} most={90} unit={text.days} required />
    </FormDrawer>
  )
}
