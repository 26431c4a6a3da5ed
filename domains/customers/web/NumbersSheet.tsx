import { PlusOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { call } from '#web/client/call.ts'
import { ProblemError } from '#web/client/problem.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { TextField } from '#web/ui/fields.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import {
  addNumber,
  type CustomerRecord,
  callFirst,
  getRecord,
  type Phone,
  readFullNumber,
  removeNumber,
} from '../contract.ts'
import { numberKinds } from '../number-kind.ts'
import { numberStates } from '../number-state.ts'
import { text } from '../record-text.ts'
import style from './record.module.css'
import { RevealNumber } from './reveal-number.tsx'
import { numberTones } from './words.tsx'

const Line = ({ record, phone }: { record: CustomerRecord; phone: Phone }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const params = { customerId: record.id, key: phone.key }
  const first = useDo(callFirst, { refresh: [getRecord], done: text.saved })
  const remove = useDo(removeNumber, { refresh: [getRecord], done: text.saved })
  const askRemove = async () => {
    const sure = await confirm({ title: text.remove, body: text.removeNumberAsk, action: text.remove, danger: true })
    if (sure) remove.mutate({ params })
  }
  return (
    <tr>
      <td>
        <RevealNumber
          masked={phone.number}
          read={(reason) =>
            call(readFullNumber, { params: { customerId: record.id }, body: { reason, masked: phone.key } })
          }
        />
        {phone.extension && ` ${say(text.extension)} ${phone.extension}`}
      </td>
      <td className={style.short}>
        <Words of={numberKinds[phone.kind]} />
      </td>
      <td>
        <Tooltip
          title={
            phone.stateSince && (
              <>
                {say(text.since)} <Moment at={phone.stateSince} /> {phone.stateSource}
              </>
            )
          }
        >
          <span>
            <StateTag tone={numberTones[phone.state]} text={numberStates[phone.state]} />
          </span>
        </Tooltip>
      </td>
      <td className={style.faint}>
        {phone.source || '–'} · <Moment at={phone.firstSeen} grain="day" />
      </td>
      <td className={style.actions}>
        {phone.isPrimary && <strong>{say(text.first)}</strong>}
        {!phone.isPrimary && may(callFirst) && (
          <Button size="small" type="link" onClick={() => first.mutate({ params })}>
            {say(text.callFirst)}
          </Button>
        )}
        {may(removeNumber) && (
          <Button size="small" type="link" danger onClick={() => void askRemove()}>
            {say(text.remove)}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Every number of the person, the one called first in front; whoever may adds, moves and removes them. */
export const NumbersSheet = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const editor = useDrawer()
  const isTaken = (error: unknown) => error instanceof ProblemError && error.code === 'customers.numberTaken'
  const add = useDo(addNumber, {
    refresh: [getRecord],
    done: text.numberAdded,
    onDone: editor.close,
    onProblem: isTaken,
  })
  const save = async ({ number }: { number: string }): Promise<unknown> => {
    const body = { number, move: false }
    const params = { customerId: record.id }
    return add.mutateAsync({ params, body }).catch(async (error: unknown) => {
      if (!isTaken(error)) throw error
      const sure = await confirm({ title: text.moveNumber, body: text.moveNumberAsk, action: text.moveNumber })
      if (!sure) throw error
      return add.mutateAsync({ params, body: { number, move: true } })
    })
  }
  const lines = record.numbers.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  return (
    <Sheet
      title={text.numbers}
      extra={
        may(addNumber) &&
        !record.erasedAt && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => editor.show()}>
            {say(text.addNumber)}
          </Button>
        )
      }
    >
      {lines.length === 0 ? (
        <Nothing words={text.noNumbers} />
      ) : (
        <table className={style.lines}>
          <tbody>
            {lines.map((phone) => (
              <Line key={phone.key} record={record} phone={phone} />
            ))}
          </tbody>
        </table>
      )}
      <FormDrawer<{ number: string }> open={editor.open} title={text.addNumber} onClose={editor.close} onSave={save}>
        <TextField name="number" label={text.number} required max={60} />
      </FormDrawer>
    </Sheet>
  )
}
