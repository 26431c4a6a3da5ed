import { Alert } from 'antd'
import { useTimeZone, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NoteField, SelectField } from '#web/ui/fields.tsx'
import { dayAt } from '#web/ui/moments.ts'
import { type EmployeeDetail, getEmployee, listEmployees, listTeams, noteLeaving } from '../contract.ts'
import { type LeavingReason, leavingReasonCodes, leavingReasons } from '../employee.ts'
import { text } from '../text.ts'

/** Notes when and why somebody leaves. */
export const LeavingForm = ({
  employee,
  open,
  onClose,
}: {
  employee: EmployeeDetail
  open: boolean
  onClose: () => void
}) => {
  const say = useWords()
  const timeZone = useTimeZone()
  const note = useDo(noteLeaving, {
    refresh: [listEmployees, getEmployee, listTeams],
    done: text.leavingNoted,
    onDone: onClose,
  })
  const values = { leftOn: dayAt(Date.now(), timeZone), note: '' }
  return (
    <FormDrawer<{ leftOn: string; reason: LeavingReason; note: string }>
      open={open}
      title={{ zh: `${text.noteLeaving.zh}：${employee.name}`, en: `${text.noteLeaving.en}: ${employee.name}` }}
      values={values}
      action={text.noteLeaving}
      onClose={onClose}
      onSave={(filled) =>
        note.mutateAsync({
          params: { employeeId: employee.id },
          body: { ...filled, note: filled.note ?? '', version: employee.version },
        })
      }
    >
      <Alert type="warning" showIcon title={say(text.leavingHelp)} style={{ marginBottom: 18 }} />
      <DayField name="leftOn" label={text.leftOn} required />
      <SelectField
        name="reason"
        label={text.leavingReason}
        options={leavingReasonCodes.map((value) => ({ value, text: leavingReasons[value] }))}
        required
      />
      <NoteField name="note" label={text.leavingNote} />
    </FormDrawer>
  )
}
