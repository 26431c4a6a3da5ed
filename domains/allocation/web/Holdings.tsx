import { Button, Space } from 'antd'
import { useMay, useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField } from '#web/ui/fields.tsx'
import type { Filters } from '#web/ui/filters.ts'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, MaskedNumber, Moment, Words } from '#web/ui/Values.tsx'
import {
  assignCustomers,
  claimCustomer,
  listHoldings,
  listPool,
  listPoolHistory,
  releaseCustomer,
  takeBackCustomers,
} from '../contract.ts'
import type { Holding } from '../shapes.ts'
import { returnWords, text } from '../text.ts'
import { AssignTo } from './AssignTo.tsx'

const dayMs = 86_400_000
const daysLeft = ({ returnsAt }: Holding): number | null =>
  returnsAt === null ? null : Math.max(0, Math.ceil((Date.parse(returnsAt) - Date.now()) / dayMs))

const HoldingState = ({ holding }: { holding: Holding }) => {
  if (holding.warned) return <StateTag tone="warn" text={text.soonBack} />
  if (Date.parse(holding.protectedUntil) > Date.now()) return <StateTag tone="ok" text={text.protectedNow} />
  return <StateTag tone="quiet" text={text.heldWell} />
}

const columns: readonly Column<Holding>[] = [
  { key: 'name', title: text.customer, show: ({ name }) => name || '–', width: 130 },
  { key: 'number', title: text.number, show: ({ number }) => <MaskedNumber number={number} />, width: 130 },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName, width: 110 },
  {
    key: 'state',
    title: { zh: '状态', en: 'State' },
    show: (holding) => <HoldingState holding={holding} />,
    width: 130,
  },
  {
    key: 'left',
    title: text.daysLeft,
    number: true,
    show: (holding) => (holding.returnsAt ? <Count value={daysLeft(holding)} /> : <Words of={text.stays} />),
    width: 100,
  },
  {
    key: 'returns',
    title: text.returns,
    show: ({ returnsAt, returnsFor }) => (
      <Space size={4}>
        <Moment at={returnsAt} grain="day" />
        {returnsFor && <Words of={returnWords[returnsFor]} />}
      </Space>
    ),
    width: 220,
  },
  { key: 'lastAt', title: text.lastCall, show: ({ lastAt }) => <Moment at={lastAt} />, width: 165 },
  { key: 'since', title: text.since, show: ({ since }) => <Moment at={since} grain="day" />, width: 130 },
  {
    key: 'protected',
    title: text.protectedUntil,
    show: ({ protectedUntil }) => <Moment at={protectedUntil} grain="day" />,
    width: 130,
    hidden: true,
  },
]

/** Customers in books: how long they stay, and letting them go. */
export const Holdings = ({
  filters,
}: {
  filters: Filters<{ page: number; pageSize: number; agentId?: string | undefined }>
}) => {
  const say = useWords()
  const may = useMay()
  const me = useMe()
  const { page, pageSize, agentId } = filters.values
  const asked = useAsk(listHoldings, { query: { page, pageSize, agentId } })
  const refresh = [listPool, listHoldings, listPoolHistory]
  const editor = useDrawer<{ ids: string[]; own: boolean; done: () => void }>()
  const ended = () => {
    editor.shown?.done()
    editor.close()
  }
  const release = useDo(releaseCustomer, { refresh, done: text.released, onDone: ended })
  const takeBack = useDo(takeBackCustomers, { refresh, done: text.released, onDone: ended })
  const actions: Column<Holding> = {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    fixed: 'end',
    width: 110,
    show: ({ customerId, agentId: holder }) =>
      holder === me.id && (
        <Button type="link" size="small" onClick={() => editor.show({ ids: [customerId], own: true, done: () => {} })}>
          {say(text.release)}
        </Button>
      ),
  }
  const save = async ({ note }: { note: string }) => {
    const { ids = [], own } = editor.shown ?? {}
    const [customerId = ''] = ids
    if (own) await release.mutateAsync({ params: { customerId }, body: { note } })
    else await takeBack.mutateAsync({ body: { customerIds: ids, note } })
  }
  return (
    <>
      <DataTable
        name="holdings"
        asked={asked}
        columns={may(claimCustomer) ? [...columns, actions] : columns}
        rowKey={({ customerId }) => customerId}
        paging={filters.pages}
        rowTone={({ warned }) => (warned ? 'warn' : undefined)}
        empty={{ words: text.holdingsEmpty }}
        {...(may(assignCustomers)
          ? {
              batch: (rows: readonly Holding[], clear: () => void) => {
                const ids = rows.map(({ customerId }) => customerId)
                return (
                  <Space>
                    <AssignTo customerIds={ids} onDone={clear} />
                    <Button size="small" danger onClick={() => editor.show({ ids, own: false, done: clear })}>
                      {say(text.takeBack)}
                    </Button>
                  </Space>
                )
              },
            }
          : {})}
      />
      <FormDrawer<{ note: string }>
        open={editor.open}
        title={editor.shown?.own ? text.release : text.takeBack}
        action={text.release}
        onClose={editor.close}
        onSave={save}
      >
        <NoteField name="note" label={text.releaseReason} required />
      </FormDrawer>
    </>
  )
}
