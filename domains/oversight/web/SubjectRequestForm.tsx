import { Form } from 'antd'
import { useTimeZone } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, SelectField, TextField } from '#web/ui/fields.tsx'
import { dayAt } from '#web/ui/moments.ts'
import { channelWords, kindWords, subjectText as text } from '../evidence-text.ts'
import { askForSubject, listSubjectRequests, type NewSubjectRequest } from '../subject-contract.ts'
import { requestChannels, requestKinds } from '../subject-request.ts'

const NewName = () => {
  const kind = Form.useWatch('kind')
  return kind === 'correct' ? <TextField name="newName" label={text.newName} max={200} required /> : null
}

/** Enters what somebody asked; another person decides on it. */
export const SubjectRequestForm = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const today = dayAt(Date.now(), useTimeZone())
  const enter = useDo(askForSubject, { refresh: [listSubjectRequests], done: text.entered, onDone: onClose })
  return (
    <FormDrawer<NewSubjectRequest>
      open={open}
      title={text.enter}
      action={text.enter}
      values={{ kind: 'export', channel: 'phone', receivedOn: today }}
      onClose={onClose}
      onSave={(body) => enter.mutateAsync({ body })}
    >
      <SelectField
        name="kind"
        label={text.kind}
        required
        options={requestKinds.map((value) => ({ value, text: kindWords[value] }))}
      />
      <TextField name="number" label={text.phone} max={30} required />
      <NewName />
      <SelectField
        name="channel"
        label={text.channel}
        required
        options={requestChannels.map((value) => ({ value, text: channelWords[value] }))}
      />
      <NoteField name="proof" label={text.proof} help={text.proofHelp} max={500} required />
      <DayField name="receivedOn" label={text.receivedOn} required />
    </FormDrawer>
  )
}
