import type { Download } from '#contract/route.ts'
import type { Locale } from '#contract/words.ts'
import { csvDownload } from '#platform/csv.ts'
import { workbookType } from '#platform/workbook/parts.ts'
import {
  type NumberFormat,
  type Tone,
  type WorkbookCell,
  type WorkbookSheet,
  workbookStream,
} from '#platform/workbook/stream.ts'
import { footnoteLines, periodLine } from '../footnote.ts'
import type { Cell, Column, ReportTable } from '../shapes.ts'
import { noValue, shownNumber } from '../shown.ts'
import { pdfPages } from './pdf.ts'

const formatsOf: Partial<Record<Column['unit'], NumberFormat>> = {
  count: 'count',
  ratio: 'share',
  hours: 'one',
  number: 'two',
  perHour: 'one',
  money: 'money',
}

/** The number as exact as it is shown, with the look that shows it so; words where it is none. */
const numberCell = (column: Column, cell: Cell): { value: string | number; format?: NumberFormat } => {
  const value = shownNumber(column.unit, cell.value)
  if (value === null || column.kind === 'change' || column.kind === 'label') return { value: cell.shown }
  if (column.unit === 'seconds') return { value: value / 86_400, format: value >= 3600 ? 'hours' : 'minutes' }
  const format = formatsOf[column.unit]
  return format ? { value, format } : { value: cell.shown }
}
const workbookCell = (column: Column, cell: Cell, tone: Tone): WorkbookCell => ({
  ...(cell.shown === noValue ? { value: noValue } : numberCell(column, cell)),
  tone: cell.isSmall ? 'quiet' : tone,
})

const widthOf = (text: string): number => [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 2 : 1), 0)
const widthsOf = ({ columns, rows, totals }: ReportTable, locale: Locale): number[] =>
  columns.map((column, place) => {
    const words = [
      column.name[locale],
      totals[place]?.shown ?? '',
      ...rows.map(({ cells }) => cells[place]?.shown ?? ''),
    ]
    return Math.min(44, Math.max(8, ...words.map(widthOf)) + 2)
  })

type Mark = { heading: string; mark: string } | undefined
const sheetOf = (table: ReportTable, locale: Locale, mark: Mark): WorkbookSheet => {
  const { columns, rows, totals } = table
  const strong = (value: string): WorkbookCell => ({ value, tone: 'strong' })
  const quiet = (value: string): WorkbookCell[] => [{ value, tone: 'quiet' }]
  const marked = (cells: WorkbookCell[], last: WorkbookCell): WorkbookCell[] => (mark ? [...cells, last] : cells)
  return {
    name: table.title[locale],
    widths: [...widthsOf(table, locale), ...(mark ? [12] : [])],
    frozen: 3,
    rows: [
      [strong(table.title[locale])],
      quiet(periodLine(table, locale)),
      marked(
        columns.map(({ name }) => strong(name[locale])),
        strong(mark?.heading ?? ''),
      ),
      ...rows.map(({ cells }) =>
        marked(
          cells.map((cell, place) => workbookCell(columns[place] as Column, cell, 'usual')),
          mark?.mark ?? null,
        ),
      ),
      ...(rows.length > 0
        ? [
            marked(
              totals.map((cell, place) => workbookCell(columns[place] as Column, cell, 'strong')),
              mark?.mark ?? null,
            ),
          ]
        : []),
      [null],
      ...footnoteLines(table.footnote, locale).map(quiet),
      ...table.notes.map((note) => quiet(note[locale])),
    ],
  }
}

const nameOf = ({ title, period: { from, to } }: ReportTable, locale: Locale): string =>
  `${title[locale]} ${from === to ? from : `${from}_${to}`}`
const withMark = (name: string, mark: Mark): string => (mark ? `${name}-${mark.mark}` : name)

const asWorkbook = (table: ReportTable, locale: Locale, mark?: Mark): Download => ({
  name: `${withMark(nameOf(table, locale), mark)}.xlsx`,
  type: workbookType,
  bytes: workbookStream([sheetOf(table, locale, mark)]),
  marked: (heading, own) => asWorkbook(table, locale, { heading, mark: own }),
})

/** What the paper says at its foot of who took it out and under which number. */
const asPdf = (table: ReportTable, locale: Locale, who: string, mark?: Mark): Download => ({
  name: `${withMark(nameOf(table, locale), mark)}.pdf`,
  type: 'application/pdf',
  bytes: pdfPages(table, locale, [who, mark ? `${mark.heading} ${mark.mark}` : ''].filter(Boolean).join(' · ')),
  marked: (heading, own) => asPdf(table, locale, who, { heading, mark: own }),
})

/** The cells exactly as they are shown; the footnote follows after an empty line. */
const asCsv = (table: ReportTable, locale: Locale): Download => {
  const pages = async function* () {
    yield table.rows.map(({ cells }) => cells.map(({ shown }) => shown))
    if (table.rows.length > 0) yield [table.totals.map(({ shown }) => shown)]
    yield [[], [periodLine(table, locale)], ...footnoteLines(table.footnote, locale).map((line) => [line])]
    yield table.notes.map((note) => [note[locale]])
  }
  return csvDownload(
    `${nameOf(table, locale)}.csv`,
    table.columns.map(({ name }) => name[locale]),
    pages(),
  )
}

export type FileFormat = 'xlsx' | 'csv' | 'pdf'
/** A report as a file, in the reader's language; marked, every row (of a PDF every page) carries the export's number. */
export const reportFile = (
  table: ReportTable,
  format: FileFormat,
  { locale, who }: { locale: Locale; who: string },
): Download => {
  if (format === 'csv') return asCsv(table, locale)
  return format === 'pdf' ? asPdf(table, locale, who) : asWorkbook(table, locale)
}

/** A file whole in memory: what goes with a mail. */
export const wholeFile = async ({ bytes }: Download): Promise<Buffer> => {
  if (typeof bytes === 'string' || bytes instanceof Uint8Array) return Buffer.from(bytes)
  const pieces: Buffer[] = []
  for await (const piece of bytes) pieces.push(Buffer.from(piece as string))
  return Buffer.concat(pieces)
}
