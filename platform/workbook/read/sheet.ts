import { setImmediate } from 'node:timers/promises'
import { type DateStyles, storedNumber } from './cells.ts'
import { broken, WorkbookFault } from './fault.ts'
import type { TextStore } from './strings.ts'
import { attributeOf, openXml } from './xml.ts'

/** One row of a sheet: its cells as text, or that it is longer than any row may be. `line` counts as the program shows it. */
export type SheetRow = { line: number; raw: string } & ({ cells: string[] } | { fault: 'rowTooLong' })
export type SheetGround = { strings: TextStore; dates: DateStyles; from1904: boolean }

/** What Excel itself holds at most. */
const mostRows = 1_048_576
const mostCells = 16_384
const longestRow = 64 * 1024

/** `AB12` is column 27, counted from 0. */
const columnOf = (place: string): number => {
  let column = 0
  for (let at = 0; at < place.length; at++) {
    const letter = place.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}

/** Excel writes characters XML cannot hold as `_x000D_`. */
const withMarks = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** The row as a line of CSV: what is kept of it when it is refused. */
const recordOf = (line: number, cells: string[]): SheetRow => {
  const raw = cells.map(quoted).join(',')
  return raw.length > longestRow ? { line, raw: raw.slice(0, longestRow), fault: 'rowTooLong' } : { line, raw, cells }
}

const sheetReader = ({ strings, dates, from1904 }: SheetGround, onRow: (record: SheetRow) => void) => {
  let [line, column, cells, text] = [0, -1, [] as string[], '']
  let kind = ''
  let isDate = false
  let isText = false
  let inReading = false

  const cellText = (): string => {
    if (kind === 's') return strings.at(Number(text)) ?? broken()
    if (kind === 'inlineStr' || kind === 'str' || kind === 'e') return text
    if (kind === 'b') return text.trim() === '1' ? 'TRUE' : 'FALSE'
    if (kind === 'd') return text
    return text === '' ? '' : storedNumber(text, { isDate, from1904 })
  }
  const openCell = (attributes: string): void => {
    const place = attributeOf(attributes, 'r')
    column = place === undefined ? column + 1 : columnOf(place)
    if (column < 0 || column >= mostCells) broken()
    kind = attributeOf(attributes, 't') ?? 'n'
    isDate = dates.size > 0 && dates.has(Number(attributeOf(attributes, 's') ?? -1))
    text = ''
  }
  const closeCell = (): void => {
    while (cells.length < column) cells.push('')
    cells[column] = withMarks(cellText())
  }
  const openRow = (attributes: string): void => {
    line = Number(attributeOf(attributes, 'r') ?? line + 1)
    if (!(line <= mostRows)) throw new WorkbookFault('workbookTooLong')
    column = -1
    cells = []
  }
  return openXml({
    open: (name, attributes) => {
      if (name === 'c') openCell(attributes)
      else if (name === 'row') openRow(attributes)
      else if (name === 'rPh') inReading = true
      else if (name === 'v' || name === 't') isText = !inReading
    },
    text: (said) => {
      if (isText) text += said
    },
    close: (name) => {
      if (name === 'c') closeCell()
      else if (name === 'row') {
        if (cells.some((cell) => cell.trim() !== '')) onRow(recordOf(line, cells))
      } else if (name === 'rPh') inReading = false
      else if (name === 'v' || name === 't') isText = false
    },
  })
}

/** The rows of a sheet with anything in them, in blocks as they come. */
export async function* readSheet(bytes: AsyncIterable<Uint8Array>, ground: SheetGround): AsyncGenerator<SheetRow[]> {
  let block: SheetRow[] = []
  const read = sheetReader(ground, (record) => block.push(record))
  const decoder = new TextDecoder('utf-8')
  for await (const piece of bytes) {
    read(decoder.decode(piece, { stream: true }))
    // Others have their turn: inflated pieces come without a pause.
    await setImmediate()
    if (block.length === 0) continue
    yield block
    block = []
  }
  read(decoder.decode(), true)
  yield block
}
