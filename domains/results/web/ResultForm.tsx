import type { Words } from '#contract/words.ts'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, NumberField, SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { correctResult, getResult, listBehaviours, listResults, type Result, recordResult } from '../contract.ts'
import { type Kind, type ValueName, valueFields } from '../report.ts'
import { text } from '../text.ts'
import { useFaultTold } from './use-fault-told.ts'

type Field = (typeof valueFields)[Kind][number]

const ChoiceField = ({ name, words, of }: { name: string; words: Words; of: Readonly<Record<string, Words>> }) => (
  <SelectField
    name={name}
    label={words}
    required
    options={Object.entries(of).map(([value, option]) => ({ value, text: option }))}
  />
)
const BehaviourField = ({ words }: { words: Words }) => {
  const behaviours = useAsk(listBehaviours, undefined, { freshMs: 60_000 })
  const options = (behaviours.data ?? []).filter(({ retired }) => !retired)
  return (
    <SelectField
      name="behaviour"
      label={words}
      required
      loading={behaviours.isPending}
      options={options.map(({ code, name }) => ({ value: code, text: name }))}
    />
  )
}

/** The control of one value, by how it is written. */
const ValueField = ({ name, words, shape, needed }: Field) => {
  if (name === 'behaviour') return <BehaviourField words={words} />
  if (shape.as === 'choice') return <ChoiceField name={name} words={words} of={shape.of} />
  if (shape.as === 'yesNo') return <SwitchField name={name} label={words} />
  if (shape.as === 'count')
    return <NumberField name={name} label={words} least={0} most={shape.most} required={needed ?? false} />
  if (shape.as === 'amount')
    return (
      <NumberField
        name={name}
        label={words}
        least={0}
        most={shape.most}
        digits={shape.decimals}
        required={needed ?? false}
      />
    )
  return <TextField name={name} label={words} max={shape.as === 'text' ? shape.max : 120} required={needed ?? false} />
}
const ValueFields = ({ kind }: { kind: Kind }) =>
  valueFields[kind].map((field) => <ValueField key={field.name} {...field} />)

const blank = (kind: Kind): Record<string, unknown> =>
  Object.fromEntries(
    valueFields[kind].map(({ name, shape, usual }) => [name, usual ?? (shape.as === 'yesNo' ? false : undefined)]),
  )

/** Writes one result down by hand. */
export const RecordForm = ({ open, kind, onClose }: { open: boolean; kind: Kind; onClose: () => void }) => {
  const told = useFaultTold()
  const record = useDo(recordResult, { refresh: [listResults] })
  const save = async (row: Record<string, unknown>) => {
    const received = await record.mutateAsync({ body: { kind, row } })
    if (told(received)) onClose()
    else throw new Error('refused')
  }
  return (
    <FormDrawer<Record<string, unknown>>
      open={open}
      title={text.kinds[kind]}
      action={text.record}
      values={blank(kind)}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="at" label={text.at} placeholder={text.atHelp} max={40} required />
      <TextField name="callId" label={text.callId} help={text.callHelp} max={40} />
      <TextField name="agent" label={text.staffNumber} max={20} />
      <TextField name="campaign" label={text.campaign} max={80} />
      <ValueFields kind={kind} />
    </FormDrawer>
  )
}

type Corrected = Partial<Record<ValueName, unknown>> & { at: string; reason: string }
/** Writes the next version of a result; a withdrawn one counts again. */
export const CorrectForm = ({ open, result, onClose }: { open: boolean; result: Result; onClose: () => void }) => {
  const correct = useDo(correctResult, { refresh: [listResults, getResult], done: text.saved, onDone: onClose })
  const values = Object.fromEntries(valueFields[result.kind].map(({ name }) => [name, result[name]]))
  const action = result.state === 'valid' ? text.correct : text.restore
  return (
    <FormDrawer<Corrected>
      open={open}
      title={action}
      action={action}
      values={{ ...values, at: result.at }}
      onClose={onClose}
      onSave={({ reason, ...fields }) =>
        correct.mutateAsync({
          params: { recordId: result.id },
          body: { ...(fields as object), version: result.version, reason },
        })
      }
    >
      <TextField name="at" label={text.at} help={text.instantHelp} max={40} required />
      <ValueFields kind={result.kind} />
      <NoteField name="reason" label={text.reason} max={500} required />
    </FormDrawer>
  )
}
