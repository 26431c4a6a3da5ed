import { crc32, deflateRawSync } from 'node:zlib'
import { harmless } from '#platform/csv.ts'

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

/** 1 January 1980, the first day a zip can tell. */
const firstDay = 0x21

const zipped = (parts: Record<string, string>): Buffer => {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes)
    const told = Buffer.alloc(26)
    told.writeUInt16LE(20, 0)
    told.writeUInt16LE(0x0800, 2)
    told.writeUInt16LE(8, 4)
    told.writeUInt16LE(firstDay, 8)
    told.writeUInt32LE(crc32(bytes), 10)
    told.writeUInt32LE(packed.length, 14)
    told.writeUInt32LE(bytes.length, 18)
    told.writeUInt16LE(Buffer.byteLength(name), 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\x03\x04'), told, Buffer.from(name), packed)
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), told, place, Buffer.from(name))
    offset += 4 + told.length + Buffer.byteLength(name) + packed.length
  }
  const whole = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(parts).length, 4)
  end.writeUInt16LE(Object.keys(parts).length, 6)
  end.writeUInt32LE(whole.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, whole, Buffer.from('PK\x05\x06'), end])
}
