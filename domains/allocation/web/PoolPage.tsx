import { SettingOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { z } from 'zod'
import { outcomeWords } from '#domains/calls/text.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { type Filters, useFilters } from '#web/ui/filters.ts'
import { Grid, PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { MaskedNumber, Moment, Words } from '#web/ui/Values.tsx'
import {
  assignCustomers,
  claimCustomer,
  HoldingQuery,
  listHoldings,
  listPool,
  listPoolHistory,
  PoolQuery,
  saveRules,
} from '../contract.ts'
import type { PoolCustomer, PoolMove } from '../shapes.ts'
import { moveWords, text } from '../text.ts'
import { AssignTo } from './AssignTo.tsx'
import { Holdings } from './Holdings.tsx'

const search = PoolQuery.extend(HoldingQuery.shape).extend({ tab: z.enum(['pool', 'holdings', 'moves']).optional() })
type Search = z.output<typeof search>

const fields: readonly SearchField[] = [
  { kind: 'text', name: 'search', label: text.nameSearch, placeholder: text.nameBegins },
  {
    kind: 'select',
    name: 'touched',
    label: text.touched,
    options: [
      { value: 'any', text: { zh: '全部', en: 'Any' } },
      { value: 'never', text: text.neverCalled },
      { value: 'before', text: text.calledBefore },
    ],
  },
]
const told = (attributes: Record<string, unknown>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' · ')
const Outcome = ({ code }: { code: string | null }) => {
  const words = outcomeWords(code)
  return words ? <Words of={words} /> : <>–</>
}

const columns: readonly Column<PoolCustomer>[] = [
  { key: 'name', title: text.customer, show: ({ name }) => name || '–', width: 130 },
  { key: 'number', title: text.number, show: ({ number }) => <MaskedNumber number={number} />, width: 130 },
  {
    key: 'attributes',
    title: { zh: '客户属性', en: 'Attributes' },
    show: (row) => told(row.attributes) || '–',
    cut: true,
  },
  { key: 'lastAt', title: text.lastCall, show: ({ lastAt }) => <Moment at={lastAt} />, width: 165 },
  { key: 'outcome', title: text.lastOutcome, show: ({ lastOutcome }) => <Outcome code={lastOutcome} />, width: 150 },
  { key: 'holder', title: text.lastHolder, show: ({ lastHolder }) => lastHolder ?? '–', width: 110 },
  { key: 'since', title: text.addedAt, show: ({ createdAt }) => <Moment at={createdAt} />, width: 165, hidden: true },
]

const InPool = ({ filters }: { filters: Filters<Search> }) => {
  const say = useWords()
  const may = useMay()
  const { search: name, touched, after, limit } = filters.values
  const asked = useAsk(listPool, { query: { search: name, touched, after, limit } })
  const refresh = [listPool, listHoldings, listPoolHistory]
  const claim = useDo(claimCustomer, { refresh, done: text.claimed })
  const actions: Column<PoolCustomer> = {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    fixed: 'end',
    width: 90,
    show: ({ customerId }) => (
      <Button
        type="link"
        size="small"
        loading={claim.isPending && claim.variables?.params.customerId === customerId}
        onClick={() => claim.mutate({ params: { customerId } })}
      >
        {say(text.claim)}
      </Button>
    ),
  }
  const quota = asked.data
  return (
    <>
      {may(claimCustomer) && (
        <Grid least={180}>
          <Figure
            name={text.claimedToday}
            value={quota?.claimedToday}
            of={{ top: quota?.claimedToday, per: quota?.claimsPerDay }}
            tone={quota && quota.claimedToday >= quota.claimsPerDay ? 'warn' : 'plain'}
          />
          <Figure
            name={text.holds}
            value={quota?.holds}
            of={{ top: quota?.holds, per: quota?.holdingLimit }}
            tone={quota && quota.holds >= quota.holdingLimit ? 'warn' : 'plain'}
          />
        </Grid>
      )}
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="pool"
        asked={asked}
        columns={may(claimCustomer) ? [...columns, actions] : columns}
        rowKey={({ customerId }) => customerId}
        filters={filters}
        paging={filters.cursor}
        empty={{ words: text.poolEmpty }}
        {...(may(assignCustomers)
          ? {
              batch: (rows: readonly PoolCustomer[], clear: () => void) => (
                <AssignTo customerIds={rows.map(({ customerId }) => customerId)} onDone={clear} />
              ),
            }
          : {})}
      />
    </>
  )
}

const moveColumns: readonly Column<PoolMove>[] = [
  { key: 'at', title: text.at, show: ({ at }) => <Moment at={at} />, width: 170 },
  { key: 'customer', title: text.customer, show: ({ customerName }) => customerName || '–', width: 130 },
  { key: 'kind', title: text.kindOfMove, show: ({ kind }) => <Words of={moveWords[kind]} />, width: 170 },
  { key: 'from', title: text.from, show: ({ fromName }) => fromName ?? <Words of={text.thePool} />, width: 120 },
  { key: 'to', title: text.to, show: ({ toName }) => toName ?? <Words of={text.thePool} />, width: 120 },
  { key: 'by', title: text.by, show: ({ byName }) => byName || <Words of={text.system} />, width: 120 },
  { key: 'note', title: text.note, show: ({ note }) => note || '–', cut: true },
]
const Moves = ({ filters }: { filters: Filters<Search> }) => {
  const { page, pageSize } = filters.values
  const asked = useAsk(listPoolHistory, { query: { page, pageSize } })
  return (
    <DataTable
      name="pool-moves"
      asked={asked}
      columns={moveColumns}
      rowKey={({ id }) => id}
      paging={filters.pages}
      empty={{ words: text.movesEmpty }}
    />
  )
}

/** Customers nobody has, who has which, and how they came and went. */
export const PoolPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(search)
  const { tab = 'pool' } = filters.values
  const panels = {
    pool: <InPool filters={filters} />,
    holdings: <Holdings filters={filters} />,
    moves: <Moves filters={filters} />,
  }
  const names = { pool: text.poolTab, holdings: text.holdings, moves: text.moves }
  return (
    <PageFrame
      title={text.pool}
      help={text.poolHelp}
      actions={
        may(saveRules) && (
          <Link to="/pool/rules">
            <Button icon={<SettingOutlined />}>{say(text.rules)}</Button>
          </Link>
        )
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(next) => filters.set({ tab: next as Search['tab'] })}
        items={(['pool', 'holdings', 'moves'] as const).map((key) => ({ key, label: say(names[key]) }))}
        tabBarStyle={{ marginBottom: 0 }}
      />
      {panels[tab]}
    </PageFrame>
  )
}
