import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { DayField, NumberField, TextField } from '#web/ui/fields.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { Count, Money } from '#web/ui/Values.tsx'
import {
  addHolding,
  type CustomerRecord,
  changeHolding,
  getRecord,
  type Holding,
  type HoldingForm,
} from '../contract.ts'
import { text } from '../record-text.ts'
import style from './record.module.css'

const asForm = ({ product, channel = '', boughtOn, endedOn, quantity, amount }: HoldingForm): HoldingForm => ({
  product,
  channel,
  boughtOn: boughtOn ?? null,
  endedOn: endedOn ?? null,
  quantity: quantity ?? 1,
  amount: amount ?? null,
})

/** What the person bought, from whom, when and for how much. */
export const HoldingsSheet = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const editor = useDrawer<Holding>()
  const mayChange = may(addHolding) && !record.erasedAt
  const settled = { refresh: [getRecord], done: text.saved, onDone: editor.close }
  const add = useDo(addHolding, settled)
  const change = useDo(changeHolding, settled)
  const customerId = record.id
  const save = (form: HoldingForm): Promise<unknown> =>
    editor.shown
      ? change.mutateAsync({ params: { customerId, holdingId: editor.shown.id }, body: asForm(form) })
      : add.mutateAsync({ params: { customerId }, body: asForm(form) })
  return (
    <Sheet
      title={text.holdings}
      extra={
        mayChange && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => editor.show()}>
            {say(text.addHolding)}
          </Button>
        )
      }
    >
      {record.holdings.length === 0 ? (
        <Nothing words={text.noHoldings} />
      ) : (
        <table className={style.lines}>
          <tbody>
            {record.holdings.map((holding) => (
              <tr key={holding.id}>
                <td>
                  {holding.product} × <Count value={holding.quantity} />
                </td>
                <td>
                  {holding.boughtOn ?? '–'}
                  {holding.endedOn && ` → ${holding.endedOn}`}
                </td>
                <td>{holding.channel || '–'}</td>
                <td>
                  <Money yuan={holding.amount} />
                </td>
                <td className={style.actions}>
                  {mayChange && (
                    <Button size="small" type="link" onClick={() => editor.show(holding)}>
                      {say(text.change)}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FormDrawer<HoldingForm>
        open={editor.open}
        title={editor.shown ? text.changeHolding : text.addHolding}
        values={editor.shown ?? { quantity: 1 }}
        onClose={editor.close}
        onSave={save}
      >
        <TextField name="product" label={text.product} required max={120} />
        <TextField name="channel" label={text.channel} max={60} />
        <DayField name="boughtOn" label={text.boughtOn} />
        <DayField name="endedOn" label={text.endedOn} />
        <NumberField name="quantity" label={text.quantity} required least={1} most={1_000_000} />
        <NumberField name="amount" label={text.amount} least={0} most={99_999_999_999} digits={2} />
      </FormDrawer>
    </Sheet>
  )
}
