import { InfoCircleOutlined } from '@ant-design/icons'
import { type TableColumnType, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import type { Say } from '#web/client/session.tsx'
import type { Sort } from './filters.ts'

/** One column of a `DataTable`. */
export type Column<Row> = {
  key: string
  title: Words
  show: (row: Row) => ReactNode
  width?: number
  /** Numbers stand to the right in figures of one width. */
  number?: boolean
  /** Sorted by the server under this name. */
  sort?: string
  /** Stays in sight when the table is wider than the page. */
  fixed?: 'start' | 'end'
  /** Not shown until the reader chooses it. */
  hidden?: boolean
  /** How the number is counted, on the head of the column. */
  explain?: Words
  /** One line, cut with …; the whole text on hover. */
  cut?: boolean
}

/** Columns not shown: what the reader chose, else what the page says. */
export const hiddenColumns = (
  columns: readonly Pick<Column<never>, 'key' | 'hidden'>[],
  chosen: readonly string[] | undefined,
): readonly string[] => chosen ?? columns.filter(({ hidden }) => hidden).map(({ key }) => key)

const head = ({ title, explain }: Pick<Column<never>, 'title' | 'explain'>, say: Say): ReactNode =>
  explain ? (
    <Tooltip title={say(explain)}>
      <span>
        {say(title)} <InfoCircleOutlined />
      </span>
    </Tooltip>
  ) : (
    say(title)
  )

const sorting = ({ sort: name }: Pick<Column<never>, 'sort'>, sort: Sort | undefined) => {
  if (!name || !sort) return {}
  const order = sort.descending ? ('descend' as const) : ('ascend' as const)
  return { sorter: true, showSorterTooltip: false, sortOrder: sort.by === name ? order : null }
}

const limited = (width: number | undefined) =>
  width === undefined ? {} : { onCell: () => ({ style: { maxWidth: width } }) }

/** Our columns as Ant Design's. */
export const antdColumns = <Row,>(
  columns: readonly Column<Row>[],
  say: Say,
  sort: Sort | undefined,
): TableColumnType<Row>[] =>
  columns.map((column) => ({
    key: column.key,
    title: head(column, say),
    render: (_: unknown, row: Row) => column.show(row),
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.number ? { align: 'end' as const, className: 'ca-number' } : {}),
    ...(column.fixed ? { fixed: column.fixed } : {}),
    // Without a limit an uncut cell would make the table as wide as its longest words.
    ...(column.cut ? { ellipsis: { showTitle: true }, ...limited(column.width) } : {}),
    ...sorting(column, sort),
  }))
