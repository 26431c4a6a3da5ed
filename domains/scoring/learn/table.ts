/** What one cell may hold: whatever a file or a record held. */
export type Cell = string | number | boolean | null | undefined
export type Row = Readonly<Record<string, Cell>>

/** A table by columns, rows in the order of time: the oldest first. */
export type Table = { names: readonly string[]; cells: readonly (readonly Cell[])[]; rows: number }

/** Every column any row names, in order of first appearance; a row without it lacks the value. */
export const tableOf = (rows: readonly Row[], without: ReadonlySet<string> = new Set()): Table => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !without.has(name))
  return {
    names,
    // Own properties only: a column called `constructor` is a column.
    cells: names.map((name) => rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null))),
    rows: rows.length,
  }
}

export const someRows = (table: Table, chosen: ArrayLike<number>): Table => ({
  names: table.names,
  cells: table.cells.map((cells) => Array.from(chosen, (row) => cells[row])),
  rows: chosen.length,
})

export const withoutColumns = (table: Table, names: ReadonlySet<string>): Table => {
  const kept = table.names.map((_, column) => column).filter((column) => !names.has(table.names[column] as string))
  return {
    names: kept.map((column) => table.names[column] as string),
    cells: kept.map((column) => table.cells[column] ?? []),
    rows: table.rows,
  }
}

export const rowsBetween = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)

/** The cell as words; null where there is none. NaN and infinities are no values. */
export const wordsOf = (cell: Cell): string | null => {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : null
  const words = String(cell).trim()
  return words === '' ? null : words
}

/** The cell as a number; NaN where it is none. */
export const numberOf = (cell: Cell): number => {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : Number.NaN
  const words = wordsOf(cell)
  if (words === null || !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(words)) return Number.NaN
  const value = Number(words)
  return Number.isFinite(value) ? value : Number.NaN
}

const dayPattern = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/
/** The cell as days since 1970; NaN where it is no date. */
export const dayOf = (cell: Cell): number => {
  const parts = typeof cell === 'string' ? dayPattern.exec(cell.trim()) : null
  if (!parts) return Number.NaN
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN
  return Date.UTC(year, month - 1, day) / 86_400_000
}
