import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { z } from 'zod'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, TextField } from '#web/ui/fields.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { addDoNotCall, complianceContract, type DoNotCall, listDoNotCall } from '../contract.ts'
import { reasonWords, text } from '../text.ts'

type Row = z.infer<typeof DoNotCall>
const fields: readonly SearchField[] = [{ kind: 'text', name: 'number', label: text.searchNumber }]

const Origin = ({ callId }: { callId: string | null }) => {
  const say = useWords()
  if (!callId) return <>{say(text.byHand)}</>
  return (
    <Link to={'/calls/$callId' as string} params={{ callId } as never} title={say(text.openCall)}>
      {say(text.fromCall)}
    </Link>
  )
}
const columns: readonly Column<Row>[] = [
  { key: 'number', title: text.number, show: ({ number }) => <span className="ca-number">{number}</span>, width: 170 },
  { key: 'reason', title: text.reason, show: ({ reason }) => <Words of={reasonWords(reason)} /> },
  { key: 'from', title: text.from, show: ({ callId }) => <Origin callId={callId} />, width: 180 },
  { key: 'since', title: text.since, show: ({ since }) => <Moment at={since} />, width: 190 },
]

type Filled = { number: string; reason: string }
const AddForm = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const add = useDo(addDoNotCall, { refresh: [listDoNotCall], done: text.added, onDone: onClose })
  return (
    <FormDrawer<Filled>
      open={open}
      title={text.add}
      action={text.add}
      onClose={onClose}
      onSave={(body) => add.mutateAsync({ body })}
    >
      <TextField name="number" label={text.number} help={text.numberHelp} max={30} required />
      <NoteField name="reason" label={text.reason} help={text.reasonHelp} max={200} required />
    </FormDrawer>
  )
}

/** Whom nobody calls, whatever the campaign. */
export const DoNotCallPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(complianceContract.listDoNotCall.query)
  const numbers = useAsk(listDoNotCall, { query: filters.values })
  const form = useDrawer()
  const add = may(addDoNotCall) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => form.show()}>
      {say(text.add)}
    </Button>
  )
  return (
    <PageFrame title={text.doNotCall} help={text.help} actions={add}>
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="do-not-call"
        asked={numbers}
        columns={columns}
        rowKey={({ number }) => number}
        paging={filters.cursor}
        filters={filters}
        empty={{ words: text.noneYet, next: add }}
      />
      <AddForm open={form.open} onClose={form.close} />
    </PageFrame>
  )
}
