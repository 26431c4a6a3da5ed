import Papa from 'papaparse'
import type { Separator } from '../../mapping.ts'
import { openLines, withoutEnd } from './lines.ts'

export type RecordFault = 'malformedQuotes' | 'unterminatedQuote' | 'rowTooLong'
/** One row of a file: its cells, or why it cannot be cut into cells. `line` counts the lines an editor shows, from 1. */
export type FileRecord = { line: number; raw: string } & ({ cells: string[] } | { fault: RecordFault })

/** A quoted cell may run over lines, but not over the whole file because somebody forgot to close it. */
const mostLinesInARow = 200
const longestRow = 64 * 1024

type Cut = string[] | 'open' | 'malformed'

/** A quote opens a cell only at its start; elsewhere it is an inch mark like any other letter. */
const cutQuoted = (text: string, separator: Separator): Cut => {
  const { data, errors } = new Papa.Parser({ delimiter: separator, newline: '\n', quoteChar: '"' }).parse(
    `${text}\n`,
    0,
    false,
  ) as Papa.ParseResult<string[]>
  if (errors.some(({ code }) => code === 'InvalidQuotes')) return 'malformed'
  if (errors.length > 0) return 'open'
  return data[0] ?? []
}

/**
 * Cuts lines into records one by one. Lines without quotes are split, others go through Papa Parse. A record that is
 * broken loses its first line to the refusals and no more: the lines after it are given back to be read afresh.
 */
const openCutter = (separator: Separator) => {
  let line = 0
  let open: string[] = []
  let openLength = 0
  type Taken = { record?: FileRecord; again?: string[] }

  const refuseFirst = (fault: RecordFault): Taken => {
    const [first = '', ...again] = open
    open = []
    openLength = 0
    line -= again.length
    return { record: { line, raw: withoutEnd(first), fault }, again }
  }
  const takePlain = (next: string): Taken => {
    const raw = withoutEnd(next)
    return raw === '' ? {} : { record: { line, raw, cells: raw.split(separator) } }
  }
  const takeQuoted = (next: string): Taken => {
    open.push(next)
    openLength += next.length
    if (open.length > mostLinesInARow || openLength > longestRow) return refuseFirst('unterminatedQuote')
    // A line without quotes cannot close one.
    if (open.length > 1 && !next.includes('"')) return {}
    const raw = withoutEnd(open.join(''))
    const cut = cutQuoted(raw, separator)
    if (cut === 'open') return {}
    if (cut === 'malformed') return refuseFirst('malformedQuotes')
    const record = { line: line - open.length + 1, raw, cells: cut }
    open = []
    openLength = 0
    return { record }
  }

  return {
    take: (next: string): Taken => {
      line++
      if (open.length > 0) return takeQuoted(next)
      if (next.length > longestRow) return { record: { line, raw: withoutEnd(next), fault: 'rowTooLong' } }
      return next.includes('"') ? takeQuoted(next) : takePlain(next)
    },
    /** The file is over: a quote still open will not be closed any more. */
    end: (): Taken => (open.length > 0 ? refuseFirst('unterminatedQuote') : {}),
  }
}

/** A row with nothing in any cell is no row. */
export const isBlank = (record: FileRecord): boolean =>
  'cells' in record && record.cells.every((cell) => cell.trim() === '')

/** Cuts text into records as it comes: those that are whole by now; after `last` nothing is left. Blank ones are no rows. */
export const openRecords = (separator: Separator) => {
  const cutLines = openLines()
  const cutter = openCutter(separator)

  return (text: string, last = false): FileRecord[] => {
    const found: FileRecord[] = []
    // A stack: lines given back come before those that follow.
    const waiting = cutLines(text, last).reverse()
    const note = ({ record, again = [] }: ReturnType<typeof cutter.take>) => {
      if (record && !isBlank(record)) found.push(record)
      waiting.push(...again.reverse())
    }
    for (;;) {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) note(cutter.take(next))
      const ending = last ? cutter.end() : {}
      if (!ending.record) return found
      note(ending)
    }
  }
}

/** The rows of a decoded file, in blocks as they come. */
export async function* readRecords(text: AsyncIterable<string>, separator: Separator): AsyncGenerator<FileRecord[]> {
  const cut = openRecords(separator)
  for await (const piece of text) yield cut(piece)
  yield cut('', true)
}
