import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, SelectField, SwitchField, TimeField } from '#web/ui/fields.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import {
  addShift,
  changeShift,
  type RosterPerson,
  readRoster,
  readTeamTime,
  removeLeave,
  removeShift,
  type Shift,
  setLeave,
} from '../contract.ts'
import {
  activityKinds,
  type Inner,
  innerKinds,
  isUsuallyPaid,
  type LeaveKind,
  leaveKindCodes,
  leaveKinds,
} from '../shift.ts'
import { text } from '../text.ts'
import style from './roster.module.css'

/** A day of somebody: the shift chosen on it, or none yet. */
export type Cell = { person: RosterPerson; day: string; shift: Shift | undefined }
type Filled = { from?: string; to?: string; inner?: Inner[]; note?: string; leave?: LeaveKind }

const refresh = [readRoster, readTeamTime]
const kindOptions = innerKinds.map((value) => ({ value, text: activityKinds[value] }))
const leaveOptions = leaveKindCodes.map((value) => ({ value, text: leaveKinds[value] }))
const firstInner: Inner = { kind: 'break', from: '10:30', to: '10:45', isPaid: isUsuallyPaid('break') }

const InnerFields = () => {
  const say = useWords()
  return (
    <Form.List name="inner">
      {(spans, { add, remove }) => (
        <Form.Item label={say(text.inside)} tooltip={say(text.insideHelp)}>
          {spans.map(({ key, name }) => (
            <div key={key} className={style.span}>
              <SelectField name={[name, 'kind']} label={text.kind} options={kindOptions} required />
              <TimeField name={[name, 'from']} label={text.from} required />
              <TimeField name={[name, 'to']} label={text.to} required />
              <SwitchField name={[name, 'isPaid']} label={text.paid} />
              <Form.Item label=" " colon={false}>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={say(text.removeInside)}
                  onClick={() => remove(name)}
                />
              </Form.Item>
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(firstInner)}>
            {say(text.addInside)}
          </Button>
        </Form.Item>
      )}
    </Form.List>
  )
}

const Remove = ({ shift, onDone }: { shift: Shift; onDone: () => void }) => {
  const say = useWords()
  const confirm = useConfirm()
  const remove = useDo(removeShift, { refresh, done: text.removed, onDone })
  const sure = async () => {
    const body = `${shift.day} ${shift.from}–${shift.to}`
    if (await confirm({ title: text.removeTitle, body, action: text.remove, danger: true }))
      remove.mutate({ params: { shiftId: shift.id } })
  }
  return (
    <Button danger icon={<DeleteOutlined />} onClick={() => void sure()}>
      {say(text.remove)}
    </Button>
  )
}

/** Saves what changed: the shift, then the leave of that day. */
const useSave = (cell: Cell | undefined, onDone: () => void) => {
  const add = useDo(addShift, { refresh })
  const change = useDo(changeShift, { refresh })
  const leaveFor = useDo(setLeave, { refresh })
  const leaveOff = useDo(removeLeave, { refresh })
  const leaveNow = cell?.person.leaves.find(({ day }) => day === cell.day)?.kind

  const saveShift = async ({ from, to, inner = [], note = '' }: Filled): Promise<unknown> => {
    if (!cell || !from || !to) return undefined
    const { person, day, shift } = cell
    return shift
      ? change.mutateAsync({ params: { shiftId: shift.id }, body: { version: shift.version, from, to, inner, note } })
      : add.mutateAsync({ body: { employeeId: person.id, day, from, to, inner, note } })
  }
  const saveLeave = async ({ leave }: Filled): Promise<unknown> => {
    if (!cell || leave === leaveNow) return undefined
    const params = { employeeId: cell.person.id, day: cell.day }
    return leave ? leaveFor.mutateAsync({ params, body: { kind: leave } }) : leaveOff.mutateAsync({ params })
  }
  return async (filled: Filled) => {
    await saveShift(filled)
    await saveLeave(filled)
    onDone()
  }
}

/** Plans or changes a shift of one person on one day, and whether that day is leave. */
export const ShiftForm = ({ open, cell, onClose }: { open: boolean; cell: Cell | undefined; onClose: () => void }) => {
  const say = useWords()
  const save = useSave(cell, onClose)
  const { shift, person, day = '' } = cell ?? {}
  const leave = person?.leaves.find((one) => one.day === day)?.kind
  const values: Filled = {
    ...(shift
      ? { from: shift.from, to: shift.to, inner: shift.inner, note: shift.note }
      : leave
        ? {}
        : { from: '09:00', to: '18:00', inner: [{ kind: 'meal', from: '12:00', to: '13:00', isPaid: false }] }),
    ...(leave ? { leave } : {}),
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={`${say(shift ? text.changeShift : text.addShift)} · ${person?.name ?? ''} · ${day}`}
      values={values}
      width={620}
      onClose={onClose}
      onSave={save}
    >
      <TimeField name="from" label={text.start} />
      <TimeField name="to" label={text.end} help={text.endHelp} />
      <InnerFields />
      <SelectField name="leave" label={text.setLeave} help={text.leaveHelp} options={leaveOptions} clearable />
      <NoteField name="note" label={text.note} max={200} rows={2} />
      {shift && <Remove shift={shift} onDone={onClose} />}
    </FormDrawer>
  )
}
