import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, SelectField, TextField } from '#web/ui/fields.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import {
  type CallerId,
  type CallerIdFlag,
  callerIdContract as contract,
  type FlagForm,
  flagLabels,
} from '../caller-id-contract.ts'
import { flagLabelWords, deskText as text } from '../desk-text.ts'
import style from './rules.module.css'

const refresh = [contract.listCallerIdFlags, contract.listCallerIds]

const columns: readonly Column<CallerIdFlag>[] = [
  { key: 'label', title: text.flagLabel, width: 120, show: ({ label }) => <Words of={flagLabelWords[label]} /> },
  { key: 'source', title: text.flagSource, width: 150, show: ({ source }) => source },
  { key: 'seen', title: text.flagSeen, width: 120, show: ({ seenAt }) => <Moment at={seenAt} grain="dayTime" /> },
  {
    key: 'note',
    title: text.note,
    show: ({ note, clearedNote }) => <p className={style.note}>{clearedNote || note || '–'}</p>,
  },
]

const NoteForm = ({ callerIdId, open, onClose }: { callerIdId: string; open: boolean; onClose: () => void }) => {
  const note = useDo(contract.noteCallerIdFlag, { refresh, done: text.flagNoted, onDone: onClose })
  return (
    <FormDrawer<FlagForm>
      open={open}
      title={text.noteFlag}
      values={{ label: 'harassment', note: '' }}
      onClose={onClose}
      onSave={(body) => note.mutateAsync({ params: { callerIdId }, body })}
    >
      <SelectField
        name="label"
        label={text.flagLabel}
        required
        options={flagLabels.map((value) => ({ value, text: flagLabelWords[value] }))}
      />
      <TextField name="source" label={text.flagSource} help={text.flagSourceHelp} required />
      <NoteField name="note" label={text.note} />
    </FormDrawer>
  )
}
type ClearProps = { callerIdId: string; flag: CallerIdFlag | undefined; open: boolean; onClose: () => void }
const ClearForm = ({ callerIdId, flag, open, onClose }: ClearProps) => {
  const clear = useDo(contract.clearCallerIdFlag, { refresh, done: text.cleared, onDone: onClose })
  return (
    <FormDrawer<{ note: string }>
      open={open}
      title={text.clearFlagTitle}
      action={text.clearFlag}
      values={{ note: '' }}
      onClose={onClose}
      onSave={async (body) => flag && clear.mutateAsync({ params: { callerIdId, flagId: flag.id }, body })}
    >
      <NoteField name="note" label={text.clearedHow} required />
    </FormDrawer>
  )
}

const Flags = ({ callerId }: { callerId: CallerId }) => {
  const say = useWords()
  const mayKeep = useMay()(contract.noteCallerIdFlag)
  const flags = useAsk(contract.listCallerIdFlags, { params: { callerIdId: callerId.id } })
  const noting = useDrawer()
  const clearing = useDrawer<CallerIdFlag>()
  const state: Column<CallerIdFlag> = {
    key: 'state',
    title: text.state,
    width: 110,
    show: (flag) => {
      if (flag.clearedAt) return <StateTag tone="ok" text={text.cleared} />
      if (!mayKeep) return <StateTag tone="warn" text={text.openFlags} />
      return (
        <Button type="link" size="small" onClick={() => clearing.show(flag)}>
          {say(text.clearFlag)}
        </Button>
      )
    },
  }
  const add = mayKeep && (
    <Button size="small" onClick={() => noting.show()}>
      {say(text.noteFlag)}
    </Button>
  )
  return (
    <>
      <DataTable
        name="caller-id-flags"
        asked={flags}
        columns={[...columns, state]}
        rowKey={({ id }) => id}
        toolbar={add}
        empty={{ words: text.noFlags }}
      />
      <NoteForm callerIdId={callerId.id} open={noting.open} onClose={noting.close} />
      <ClearForm callerIdId={callerId.id} flag={clearing.shown} open={clearing.open} onClose={clearing.close} />
    </>
  )
}

/** Where one number is shown to people as a nuisance, and how flags were taken off. */
export const FlagsDrawer = ({
  shown,
  open,
  onClose,
}: {
  shown: CallerId | undefined
  open: boolean
  onClose: () => void
}) => {
  const say = useWords()
  return (
    <DetailDrawer open={open} title={say(text.flagsOf, shown?.number ?? '')} onClose={onClose} width={760}>
      {shown && <Flags callerId={shown} />}
    </DetailDrawer>
  )
}
