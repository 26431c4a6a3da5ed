import type { Download } from '#contract/route.ts'

export type Cell = string | number | boolean | null | undefined

/**
 * A spreadsheet runs a cell that begins with one of these as a formula (OWASP, CSV injection); an apostrophe before it
 * makes it text. Plain numbers stay numbers.
 */
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/
/** Also as screens show one: with thousands, a percent sign, points of a percentage, money. */
const isNumber = /^[+-]?¥?\d[\d,]*(\.\d+)?(%| pp)?$/

/** A text no spreadsheet runs: every file we write takes its cells through this, CSV and workbook alike. */
export const harmless = (cell: string): string => (startsFormula.test(cell) && !isNumber.test(cell) ? `'${cell}` : cell)

export const csvCell = (cell: Cell): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = harmless(cell)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** A CSV file that is written while it is read: UTF-8 with a byte order mark, which spreadsheets need for Chinese. */
export const csvDownload = (
  name: string,
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): Download => csvFile(name, { headings, pages, mark: [] })

type Rows = {
  headings: readonly string[]
  pages: AsyncIterable<readonly (readonly Cell[])[]>
  /** What stands at the end of every row. */
  mark: readonly string[]
}
const csvFile = (name: string, { headings, pages, mark }: Rows): Download => ({
  name,
  type: 'text/csv; charset=utf-8',
  bytes: (async function* () {
    yield `\uFEFF${csvLine(headings)}`
    for await (const rows of pages) yield rows.map((cells) => csvLine([...cells, ...mark])).join('')
  })(),
  marked: (heading, cell) =>
    csvFile(name.replace(/(?=\.csv$)/, `-${cell}`), {
      headings: [...headings, heading],
      pages,
      mark: [...mark, cell],
    }),
})
