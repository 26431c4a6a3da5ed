import { zipped } from '#platform/workbook/zip-write.ts'

/** A cell as XML says it: text among the shared ones, a number, a day (style 1), or any other XML. */
export type TestCell = string | number | { day: number } | { xml: string }

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (targets: readonly (readonly [kind: string, target: string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(([kind, target], n) => `<Relationship Id="rId${n + 1}" Type="${kinds}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)
const marked = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A workbook as Excel writes it: sheets before the texts they share, dates as numbers with a style. */
export const testWorkbook = (
  sheets: Record<string, readonly (readonly TestCell[])[]>,
  { from1904 = false, hidden = [] as readonly string[] } = {},
): Buffer => {
  const shared: string[] = []
  const cellOf = (cell: TestCell, place: string): string => {
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
    if (typeof cell === 'object') return 'xml' in cell ? cell.xml : `<c r="${place}" s="1"><v>${cell.day}</v></c>`
    return cell === '' ? '' : `<c r="${place}" t="s"><v>${shared.push(cell) - 1}</v></c>`
  }
  const bodies = Object.values(sheets).map((rows) => {
    const body = rows.map(
      (cells, at) =>
        `<row r="${at + 1}">${cells.map((cell, column) => cellOf(cell, `${letters(column)}${at + 1}`)).join('')}</row>`,
    )
    return `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${body.join('')}</sheetData></worksheet>`
  })
  const names = Object.keys(sheets)
  return zipped({
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${kinds}"><workbookPr date1904="${from1904}"/><sheets>${names
      .map((name, n) => `<sheet name="${name}" ${hidden.includes(name) ? 'state="hidden"' : ''} r:id="rId${n + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...names.map((_, n) => ['worksheet', `worksheets/sheet${n + 1}.xml`] as const),
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(bodies.map((body, n) => [`xl/worksheets/sheet${n + 1}.xml`, body])),
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((text) => `<si><t>${marked(text)}</t></si>`).join('')}</sst>`,
  })
}
