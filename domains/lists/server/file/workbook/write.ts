import { harmless } from '#platform/csv.ts'
import { zipped } from './zip-write.ts'

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Without what XML cannot hold at all: controls but tab and line ends, and two that are no characters. */
const escapedText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}|[\ufffe\uffff]/gu, (mark) => ('\t\n\r'.includes(mark) ? mark : ''))
    .replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? '')

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const ooxml = 'http://schemas.openxmlformats.org'
/** `@`: every column is text, so that numbers typed into it keep their digits and zeros. */
const textStyle = `${head}<styleSheet xmlns="${ooxml}/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`

const sheetOf = (rows: readonly (readonly string[])[]): string => {
  const width = Math.max(1, ...rows.map(({ length }) => length))
  const body = rows.map((cells, at) => {
    const inner = cells.map(
      (cell) => `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escapedText(harmless(cell))}</t></is></c>`,
    )
    return `<row r="${at + 1}">${inner.join('')}</row>`
  })
  return `${head}<worksheet xmlns="${ooxml}/spreadsheetml/2006/main"><cols><col min="1" max="${width}" width="16" style="1" customWidth="1"/></cols><sheetData>${body.join('')}</sheetData></worksheet>`
}

/** Excel takes 31 characters and none of `[]:*?/\`. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1'

/** A small workbook of texts, whole in memory. */
export const writeWorkbook = (sheet: string, rows: readonly (readonly string[])[]): Buffer =>
  zipped({
    '[Content_Types].xml': `${head}<Types xmlns="${ooxml}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${workbookType}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${ooxml}/package/2006/relationships"><Relationship Id="r1" Type="${ooxml}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${ooxml}/spreadsheetml/2006/main" xmlns:r="${ooxml}/officeDocument/2006/relationships"><sheets><sheet name="${escapedText(sheetName(sheet))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${ooxml}/package/2006/relationships"><Relationship Id="r1" Type="${ooxml}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${ooxml}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': textStyle,
    'xl/worksheets/sheet1.xml': sheetOf(rows),
  })
