import { Tooltip } from 'antd'
import { listCallsBehind, listMeasures, type Measure } from '#domains/metrics/contract.ts'
import { CallsBehind } from '#domains/metrics/web/public.tsx'
import { useLocale, useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import type { Asked } from '#web/ui/Shown.tsx'
import type { Column as TableColumn } from '#web/ui/table-columns.tsx'
import { listEdits, listRemarks } from '../contract.ts'
import { callsOf as callsIn, nextStep } from '../drill.ts'
import { footnoteLines, periodLine } from '../footnote.ts'
import { beside, type Level } from '../report.ts'
import type { Cell, Column, ReportTable, Row } from '../shapes.ts'
import { noValue } from '../shown.ts'
import { text } from '../text.ts'
import { narrowingIn } from './address.ts'
import { Behind, type BehindWhat } from './Behind.tsx'
import { ColumnChooser } from './ColumnChooser.tsx'
import { basisOf, toneOf } from './ReportCards.tsx'
import type { ReportFilters, ReportProps } from './report-props.ts'
import style from './reports.module.css'

type Drilled = NonNullable<Parameters<typeof CallsBehind>[0]['drilled']>
type Shown = Row & { isTotal?: true }
type Open = {
  next: (row: Shown) => (() => void) | undefined
  calls: (row: Shown, column: Column) => (() => void) | undefined
}

const Value = ({ column, row, table, open }: { column: Column; row: Shown; table: ReportTable; open: Open }) => {
  const say = useWords()
  const place = table.columns.indexOf(column)
  const cell = row.cells[place] as Cell
  const change = row.cells[table.columns.findIndex(({ key }) => key === `${column.key}${beside.change}`)]
  const onOpen = cell.shown === noValue ? undefined : open.calls(row, column)
  const basis = basisOf(column, cell, say)
  const shown = onOpen ? (
    <button type="button" onClick={onOpen} aria-label={`${say(column.name)} ${cell.shown}`}>
      {cell.shown}
    </button>
  ) : (
    cell.shown
  )
  return (
    <span className={`${style.cell} ${cell.isSmall ? style.small : ''} ${row.isTotal ? style.total : ''}`}>
      {basis ? <Tooltip title={basis}>{shown}</Tooltip> : shown}
      {change && change.shown !== noValue && (
        <span className={`${style.moved} ${toneOf(column, change.value, change.isSmall) ?? ''}`}>{change.shown}</span>
      )}
    </span>
  )
}

type NameProps = { cell: Cell | undefined; isTotal: boolean; onOpen: (() => void) | undefined }
const Name = ({ cell, isTotal, onOpen }: NameProps) => {
  const say = useWords()
  const name = cell?.shown ?? ''
  if (!onOpen) return <span className={isTotal ? style.total : undefined}>{name}</span>
  return (
    <button type="button" className={style.name} onClick={onOpen} aria-label={say(text.openNext, name)}>
      {name}
    </button>
  )
}

/** Heads of numbers break into two lines; words and the place among others need room. */
const widthOf = ({ key, unit }: Column): number => (key === 'rank' ? 190 : unit === 'text' ? 120 : 98)

const columnsOf = (table: ReportTable, open: Open): TableColumn<Shown>[] =>
  table.columns.flatMap((column, place): TableColumn<Shown>[] => {
    if (column.kind === 'before' || column.kind === 'change') return []
    const isLabel = column.kind === 'label'
    return [
      {
        key: column.key,
        title: column.name,
        ...(column.explain ? { explain: column.explain } : {}),
        sort: column.key,
        ...(isLabel
          ? { fixed: 'start' as const, width: 150, cut: true }
          : { number: column.unit !== 'text', width: widthOf(column) }),
        show: (row) =>
          isLabel ? (
            <Name
              cell={row.cells[place]}
              isTotal={row.isTotal ?? false}
              onOpen={place === table.by.length - 1 ? open.next(row) : undefined}
            />
          ) : (
            <Value column={column} row={row} table={table} open={open} />
          ),
      },
    ]
  })

/** What stands behind the rows of a report without measures. */
const behindOf = (by: readonly Level[]) => {
  if (by.length !== 1) return undefined
  if (by[0] === 'outcome') return { kind: 'remarks', asked: listRemarks } as const
  return by[0] === 'field' ? ({ kind: 'edits', asked: listEdits } as const) : undefined
}
const useOpen = (table: ReportTable | undefined, filters: ReportFilters) => {
  const may = useMay()
  const calls = useDrawer<Drilled>()
  const behind = useDrawer<BehindWhat>()
  const measures = useAsk(listMeasures, undefined, { freshMs: 600_000 })
  const fixed = narrowingIn(filters.values)
  const next = (row: Shown) => {
    if (!table || row.isTotal) return undefined
    const [key = null] = row.keys
    const rows = key === null ? undefined : behindOf(table.by)
    if (rows && key !== null) return may(rows.asked) ? () => behind.show({ kind: rows.kind, key }) : undefined
    const step = nextStep(table.by, row.keys, fixed)
    if (!step) return undefined
    const columns = filters.values.columns?.split(',').filter((code) => code !== 'rank' && code !== 'staff_number')
    return () =>
      filters.set({
        ...step.narrowing,
        by: step.by,
        sort: undefined,
        ...(columns ? { columns: columns.join(',') } : {}),
      })
  }
  const callsOf = (row: Shown, column: Column) => {
    const measure: Measure | undefined = measures.data?.find(({ code }) => code === column.measure)
    if (!table || !measure || !may(listCallsBehind) || !(measure.drill.numerator || measure.drill.denominator))
      return undefined
    const narrowing = row.isTotal ? {} : callsIn(table.by, row.keys)
    const only = timeOf(table.by, row)
    if (!only) return undefined
    return () => calls.show({ measure, ...fixed, ...narrowing, ...table.period, ...only })
  }
  return { open: { next, calls: callsOf }, calls, behind }
}

/** The days or the hour a row is of; undefined where calls cannot be narrowed to it, as to all Mondays. */
const timeOf = (by: readonly Level[], { keys, isTotal }: Shown): Partial<Drilled> | undefined => {
  if (isTotal) return {}
  const found: Partial<Drilled> = {}
  for (const [place, level] of by.entries()) {
    const key = keys[place] ?? ''
    if (key === '' && (level === 'hour' || level === 'day')) return undefined
    if (level === 'hour') found.hour = key
    if (level === 'day') Object.assign(found, { from: key, to: key })
    if (level === 'weekday' || level === 'week' || level === 'month') return undefined
  }
  return found
}

/** The table: every name opens the next level with its filters kept, every figure the calls behind it. */
export const ReportRows = ({ description, filters, asked }: ReportProps & { asked: Asked<ReportTable> }) => {
  const say = useWords()
  const locale = useLocale()
  const table = asked.data
  const { open, calls, behind } = useOpen(table, filters)
  const total: Shown[] =
    table && table.rows.length > 0 ? [{ keys: ['~total'], cells: table.totals, isTotal: true }] : []
  return (
    <>
      <DataTable<Shown>
        name={`report.${description.code}`}
        asked={
          { ...asked, data: table && { rows: [...table.rows, ...total], total: table.total } } as Asked<{
            rows: Shown[]
            total: number
          }>
        }
        columns={table ? columnsOf(table, open) : []}
        rowKey={({ keys }) => keys.join('|')}
        paging={filters.pages}
        sort={filters.sort}
        toolbar={
          table && (
            <span
              className={style.small}
            >{`${periodLine(table, locale)} · ${say(behindOf(table.by) ? text.behindHint : text.drillHint)}`}</span>
          )
        }
        exports={<ColumnChooser description={description} filters={filters} />}
        empty={{ words: text.noRows }}
      />
      {table && (
        <p className={style.foot}>
          {[
            ...description.missing.map((words) => say(words)),
            `${say(text.footnote)}: ${footnoteLines(table.footnote, locale).join(' · ')}`,
          ].map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      )}
      <CallsBehind open={calls.open} drilled={calls.shown} onClose={calls.close} />
      <Behind open={behind.open} what={behind.shown} filters={filters} onClose={behind.close} />
    </>
  )
}
