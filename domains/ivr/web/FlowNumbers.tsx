import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, TextField } from '#web/ui/fields.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment } from '#web/ui/Values.tsx'
import {
  type FlowNumber,
  type FlowRow,
  listFlowNumbers,
  listFlows,
  removeFlowNumber,
  setFlowNumber,
} from '../contract.ts'
import { editorText as text } from '../editor-text.ts'

const refresh = [listFlowNumbers, listFlows]
const columns: readonly Column<FlowNumber>[] = [
  { key: 'number', title: text.number, width: 160, show: ({ number }) => <span className="ca-number">{number}</span> },
  { key: 'flow', title: text.flow, width: 220, show: ({ flowName }) => flowName },
  { key: 'site', title: text.site, width: 120, show: ({ siteName }) => siteName },
  {
    key: 'changed',
    title: text.changed,
    width: 160,
    show: ({ changedByName, changedAt }) => (
      <>
        {changedByName} <Moment at={changedAt} grain="dayTime" />
      </>
    ),
  },
]

type Filled = { number: string; flowId: string }

/** Which of our numbers are answered by which flow. */
export const FlowNumbers = ({ flows }: { flows: readonly FlowRow[] }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const numbers = useAsk(listFlowNumbers)
  const editor = useDrawer<Filled>()
  const set = useDo(setFlowNumber, { refresh, done: text.numberSaved, onDone: editor.close })
  const removal = useDo(removeFlowNumber, { refresh, done: text.numberRemoved })
  const remove = async (number: string) => {
    const title = say(text.removeNumberTitle, number)
    if (await confirm({ title, action: text.removeNumber, danger: true })) removal.mutate({ params: { number } })
  }
  const actions: Column<FlowNumber> = {
    key: 'actions',
    title: text.actions,
    width: 90,
    show: ({ number }) => (
      <Button type="link" size="small" onClick={() => void remove(number)}>
        {say(text.removeNumber)}
      </Button>
    ),
  }
  const button = may(setFlowNumber) && (
    <Button size="small" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.setNumber)}
    </Button>
  )
  const usable = flows.filter(({ purpose, state }) => purpose === 'incoming' && state === 'published')
  return (
    <Sheet title={text.numbers} extra={button}>
      <DataTable
        name="voice-flow-numbers"
        asked={numbers}
        columns={may(setFlowNumber) ? [...columns, actions] : columns}
        rowKey={({ number }) => number}
        empty={{ words: text.noNumbers, next: button }}
      />
      <FormDrawer<Filled>
        open={editor.open}
        title={text.setNumber}
        values={editor.shown}
        onClose={editor.close}
        onSave={({ number, flowId }) => set.mutateAsync({ params: { number }, body: { flowId } })}
      >
        <TextField name="number" label={text.number} max={40} required />
        <SelectField
          name="flowId"
          label={text.flow}
          help={text.onlyPublished}
          required
          options={usable.map(({ id, name }) => ({ value: id, text: name }))}
        />
      </FormDrawer>
    </Sheet>
  )
}
