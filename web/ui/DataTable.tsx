import { Button, Skeleton, Table, type TableProps } from 'antd'
import { type Key, type ReactNode, useMemo, useState } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import style from './data-table.module.css'
import type { Cursor, Filters, Pages, Sort } from './filters.ts'
import { formatNumber } from './format.ts'
import { type Asked, Nothing, Trouble } from './Shown.tsx'
import { TablePager } from './TablePager.tsx'
import { TableToolbar } from './TableToolbar.tsx'
import { antdColumns, type Column, hiddenColumns } from './table-columns.tsx'
import { type TableChoice, useTableChoice } from './table-memory.ts'
import { text } from './text.ts'

type Answer<Row> = { rows: readonly Row[]; total?: number | null; next?: string | null } | readonly Row[]

export type DataTableProps<Row> = {
  /** Under this name the reader's columns and density are remembered. */
  name: string
  asked: Asked<Answer<Row>>
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** `filters.pages` or `filters.cursor`; without it all rows are shown. */
  paging?: Pages | Cursor
  sort?: Sort
  /** Told so that an empty list can say whether filters made it empty. */
  filters?: Pick<Filters<never>, 'narrowed' | 'reset'>
  /** Opens a row, by click or Enter. */
  onOpen?: (row: Row) => void
  /** What may be done with the chosen rows; makes rows choosable. */
  batch?: (rows: readonly Row[], clear: () => void) => ReactNode
  toolbar?: ReactNode
  exports?: ReactNode
  empty?: { words: Words; next?: ReactNode }
  rowTone?: (row: Row) => 'warn' | 'alarm' | 'quiet' | undefined
}

type Place = { total?: number | null; next?: string | null }
const none: readonly never[] = []
const isRows = <Row,>(answer: Answer<Row>): answer is readonly Row[] => Array.isArray(answer)
const readAnswer = <Row,>(answer: Answer<Row> | undefined): { rows: readonly Row[]; place: Place } => {
  if (answer === undefined) return { rows: none, place: {} }
  return isRows(answer) ? { rows: answer, place: {} } : { rows: answer.rows, place: answer }
}
const opened = (row: { open: () => void }) => ({
  tabIndex: 0,
  className: style.opens,
  onClick: ({ target, currentTarget }: { target: EventTarget; currentTarget: EventTarget }) => {
    // React tells a row of clicks in the menus it opened, too, though they hang elsewhere on the page.
    const isOnTheRow = (currentTarget as HTMLElement).contains(target as HTMLElement)
    if (isOnTheRow && !(target as HTMLElement).closest('a, button, input, label, .ant-dropdown-trigger')) row.open()
  },
  onKeyDown: ({ key, target, currentTarget }: { key: string; target: EventTarget; currentTarget: EventTarget }) => {
    if (key === 'Enter' && target === currentTarget) row.open()
  },
})

const useChosen = <Row,>(rows: readonly Row[], rowKey: (row: Row) => string) => {
  const [keys, setKeys] = useState<readonly Key[]>([])
  const rowsChosen = useMemo(() => rows.filter((row) => keys.includes(rowKey(row))), [rows, keys, rowKey])
  return { rows: rowsChosen, setKeys, clear: () => setKeys([]) }
}

const Empty = ({ filters, empty }: Pick<DataTableProps<never>, 'filters' | 'empty'>) => {
  const say = useWords()
  if (!filters?.narrowed) return <Nothing {...empty} />
  return (
    <Nothing
      words={text.nothingFound}
      next={
        <Button size="small" onClick={filters.reset}>
          {say(text.clearFilters)}
        </Button>
      }
    />
  )
}

const BatchBar = ({ count, clear, children }: { count: number; clear: () => void; children: ReactNode }) => {
  const say = useWords()
  return (
    <div className={style.batch}>
      <span>{say(text.chosen, formatNumber(count))}</span>
      {children}
      <Button type="link" size="small" onClick={clear}>
        {say(text.clearChoice)}
      </Button>
    </div>
  )
}

type BodyProps<Row> = Omit<DataTableProps<Row>, 'name' | 'asked'> & {
  rows: readonly Row[]
  chosen: ReturnType<typeof useChosen<Row>>
  choice: TableChoice
}
const Body = <Row extends object>({ rows, chosen, choice, ...props }: BodyProps<Row>) => {
  const { columns, rowKey, sort, onOpen, batch, rowTone } = props
  const say = useWords()
  const hidden = hiddenColumns(columns, choice.hidden)
  const onChange: TableProps<Row>['onChange'] = (_, __, sorter) => {
    const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter
    sort?.onChange(order ? columns.find(({ key }) => key === columnKey)?.sort : undefined, order === 'descend')
  }
  return (
    <Table<Row>
      rowKey={rowKey}
      size={choice.density === 'roomy' ? 'medium' : 'small'}
      columns={antdColumns(
        columns.filter(({ key }) => !hidden.includes(key)),
        say,
        sort,
      )}
      dataSource={rows}
      pagination={false}
      sticky
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <Empty {...props} /> }}
      onChange={onChange}
      rowClassName={(row) => style[rowTone?.(row) ?? ''] ?? ''}
      {...(onOpen ? { onRow: (row: Row) => opened({ open: () => onOpen(row) }) } : {})}
      {...(batch
        ? {
            rowSelection: {
              selectedRowKeys: chosen.rows.map(rowKey),
              onChange: chosen.setKeys,
              columnWidth: 40,
              getTitleCheckboxProps: () => ({ 'aria-label': say(text.chooseAll) }),
              getCheckboxProps: (row: Row) => ({ 'aria-label': say(text.chooseRow, rows.indexOf(row) + 1) }),
            },
          }
        : {})}
    />
  )
}

/** The list of the house: server paging and sorting, chosen columns, density, batch, empty, loading and error states. */
export const DataTable = <Row extends object>({ name, asked, ...props }: DataTableProps<Row>) => {
  const { columns, rowKey, batch, paging } = props
  const [choice, setChoice] = useTableChoice(name)
  const { rows, place } = readAnswer(asked.data)
  const chosen = useChosen(rows, rowKey)
  return (
    <section className={style.table}>
      <TableToolbar
        columns={columns}
        choice={choice}
        onChoice={setChoice}
        onRefresh={asked.refetch}
        refreshing={asked.isFetching}
        left={props.toolbar}
        right={props.exports}
      />
      {asked.data ? (
        <Body {...props} rows={rows} chosen={chosen} choice={choice} />
      ) : asked.error ? (
        <Trouble error={asked.error} onRetry={asked.refetch} />
      ) : (
        <Skeleton className={style.waiting ?? ''} active title={false} paragraph={{ rows: 8, width: '100%' }} />
      )}
      {batch && chosen.rows.length > 0 && (
        <BatchBar count={chosen.rows.length} clear={chosen.clear}>
          {batch(chosen.rows, chosen.clear)}
        </BatchBar>
      )}
      {paging && rows.length > 0 && <TablePager paging={paging} total={place.total} next={place.next} />}
    </section>
  )
}
