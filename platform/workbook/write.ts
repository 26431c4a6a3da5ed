import { harmless } from '../csv.ts'
import { workbookParts } from './parts.ts'
import { zipped } from './zip-write.ts'

/** Without what XML cannot hold at all: controls but tab and line ends, and two that are no characters. */
export const escapedText = (text: string): string =>
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

/** A small workbook of texts, whole in memory: forms to be filled in. */
export const writeWorkbook = (sheet: string, rows: readonly (readonly string[])[]): Buffer =>
  zipped({
    ...workbookParts([escapedText(sheetName(sheet))]),
    'xl/styles.xml': textStyle,
    'xl/worksheets/sheet1.xml': sheetOf(rows),
  })

/** Excel takes 31 characters and none of `[]:*?/\`. */
export const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1'
