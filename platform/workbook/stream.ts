import type { Download } from '#contract/route.ts'
import { harmless } from '../csv.ts'
import { workbookParts, workbookType } from './parts.ts'
import { escapedText, sheetName } from './write.ts'
import { type ZipPart, zipStream } from './zip-stream.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** How a number is shown. The number itself is already as exact as it is shown, so that sums on paper agree. */
export const numberFormats = {
  plain: 'General',
  count: '#,##0',
  one: '#,##0.0',
  two: '#,##0.00',
  share: '0.0%',
  minutes: 'mm:ss',
  hours: '[hh]:mm:ss',
  money: '"¥"#,##0.00',
} as const
export type NumberFormat = keyof typeof numberFormats
const formatNames = Object.keys(numberFormats) as NumberFormat[]
const tones = ['usual', 'quiet', 'strong'] as const
export type Tone = (typeof tones)[number]

/** A text, a bare number, nothing, or either with a look. */
export type WorkbookCell =
  | string
  | number
  | null
  | { value: string | number | null; format?: NumberFormat | undefined; tone?: Tone | undefined }

/** A sheet of a workbook; `widths` in characters, the first `frozen` rows stay in sight. */
export type WorkbookSheet = {
  name: string
  widths: readonly number[]
  frozen?: number
  rows: AsyncIterable<readonly WorkbookCell[]> | Iterable<readonly WorkbookCell[]>
}

const escapedFormat = (format: string): string => format.replaceAll('"', '&quot;')
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="${formatNames.length}">${formatNames
  .map((name, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapedFormat(numberFormats[name])}"/>`)
  .join(
    '',
  )}</numFmts><fonts count="3"><font><sz val="11"/></font><font><sz val="11"/><color rgb="FF8C8C8C"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formatNames.length * tones.length}">${formatNames
  .flatMap((_, at) =>
    tones.map(
      (_tone, font) =>
        `<xf numFmtId="${at === 0 ? 0 : 164 + at}" fontId="${font}" applyNumberFormat="1" applyFont="1"/>`,
    ),
  )
  .join('')}</cellXfs></styleSheet>`

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)

const cellXml = (cell: WorkbookCell, place: string): string => {
  const { value, format = 'plain', tone = 'usual' } = typeof cell === 'object' && cell !== null ? cell : { value: cell }
  if (value === null) return ''
  const style = formatNames.indexOf(format) * tones.length + tones.indexOf(tone)
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${place}" s="${style}"><v>${value}</v></c>`
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapedText(harmless(String(value)))}</t></is></c>`
}
const rowXml = (cells: readonly WorkbookCell[], row: number): string =>
  `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${row}`)).join('')}</row>`

const pieceOf = 500
async function* sheetXml({ widths, frozen = 0, rows }: WorkbookSheet): AsyncGenerator<string> {
  const pane = frozen
    ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    : ''
  const cols = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  yield `${head}<worksheet xmlns="${main}">${pane}${cols.length ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`
  let piece: string[] = []
  let written = 0
  for await (const row of rows) {
    piece.push(rowXml(row, ++written))
    if (piece.length < pieceOf) continue
    yield piece.join('')
    piece = []
  }
  yield `${piece.join('')}</sheetData></worksheet>`
}

/** A workbook that is written while it is read. Sheets come one after the other; each is asked for when its turn is. */
export const workbookStream = (
  sheets: AsyncIterable<WorkbookSheet> | Iterable<WorkbookSheet>,
): AsyncGenerator<Buffer> => {
  const parts = async function* (): AsyncGenerator<ZipPart> {
    const names: string[] = []
    for await (const sheet of sheets) {
      names.push(escapedText(sheetName(sheet.name)))
      yield { name: `xl/worksheets/sheet${names.length}.xml`, bytes: sheetXml(sheet) }
    }
    for (const [name, text] of Object.entries({ ...workbookParts(names), 'xl/styles.xml': styles }))
      yield { name, bytes: [text] }
  }
  return zipStream(parts())
}

/** The same, whole in memory: for what goes with a mail. */
export const workbookBytes = async (sheets: Iterable<WorkbookSheet>): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of workbookStream(sheets)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Rows a sheet of Excel holds. */
export const mostRows = 1_048_576

type Rows = {
  sheet: string
  headings: readonly string[]
  widths: readonly number[]
  pages: AsyncIterable<readonly (readonly WorkbookCell[])[]>
}

/** One row after the other into as many sheets as they need, each with the headings. */
export async function* sheetsOf(
  { sheet, headings, widths, pages }: Rows,
  most = mostRows,
): AsyncGenerator<WorkbookSheet> {
  const rows = (async function* () {
    for await (const page of pages) yield* page
  })()
  try {
    let next = await rows.next()
    const upToFull = async function* (): AsyncGenerator<readonly WorkbookCell[]> {
      yield headings.map((value) => ({ value, tone: 'strong' as const }))
      for (let written = 1; written < most && !next.done; written++) {
        yield next.value
        next = await rows.next()
      }
    }
    let count = 0
    do {
      count++
      yield { name: count === 1 ? sheet : `${sheet} ${count}`, widths, frozen: 1, rows: upToFull() }
    } while (!next.done)
  } finally {
    await rows.return(undefined)
  }
}

/** A workbook of many rows that is written while it is read; every row of the marked one carries the mark. */
export const workbookDownload = (name: string, rows: Rows): Download => ({
  name,
  type: workbookType,
  bytes: workbookStream(sheetsOf(rows)),
  marked: (heading, mark) =>
    workbookDownload(name.replace(/(?=\.xlsx$)/, `-${mark}`), {
      ...rows,
      headings: [...rows.headings, heading],
      widths: [...rows.widths, 12],
      pages: (async function* () {
        for await (const page of rows.pages) yield page.map((cells) => [...cells, mark])
      })(),
    }),
})
