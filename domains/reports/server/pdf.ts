import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import PDFDocument from 'pdfkit'
import type { Locale } from '#contract/words.ts'
import { footnoteLines, periodLine } from '../footnote.ts'
import type { Cell, Column, ReportTable } from '../shapes.ts'
import { text } from '../text.ts'

/** Noto Sans Hans as its package carries it; only the characters used go into the file. */
const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts')
const fontFiles = { usual: join(fonts, 'NotoSansHans-Regular.otf'), strong: join(fonts, 'NotoSansHans-Bold.otf') }

const margin = 36
const ink = '#1f2329'
const quiet = '#8c8c8c'
const line = '#d9d9d9'
const padding = 4
const size = 8.5
const leastSize = 6
const rowHeight = (fontSize: number): number => fontSize * 1.45 + 6

type Doc = PDFKit.PDFDocument
type Line = { cells: readonly Cell[]; strong: boolean }
/** Columns that stand beside each other on one page: those that name the row, and as many others as fit. */
type Block = { columns: readonly { column: Column; place: number; width: number }[]; fontSize: number }

const widthsOf = (doc: Doc, { columns, rows, totals }: ReportTable, locale: Locale): number[] =>
  columns.map(({ name }, place) => {
    const words = [...rows.map(({ cells }) => cells[place]?.shown ?? ''), totals[place]?.shown ?? '']
    const widest = Math.max(0, ...words.map((shown) => doc.widthOfString(shown)))
    // A heading may take two lines.
    return Math.min(170, Math.max(widest, doc.widthOfString(name[locale]) / 2 + size, 34)) + 2 * padding
  })

const blocksOf = (doc: Doc, table: ReportTable, locale: Locale): Block[] => {
  const widths = widthsOf(doc, table, locale)
  const room = doc.page.width - 2 * margin
  const all = table.columns.map((column, place) => ({ column, place, width: widths[place] ?? 0 }))
  const whole = all.reduce((sum, { width }) => sum + width, 0)
  const scale = Math.min(1, room / whole)
  if (scale * size >= leastSize)
    return [{ columns: all.map((one) => ({ ...one, width: one.width * (room / whole) })), fontSize: scale * size }]
  const heads = all.filter(({ column }) => column.kind === 'label')
  const headWidth = heads.reduce((sum, { width }) => sum + width, 0)
  const blocks: Block[] = []
  let some: (typeof all)[number][] = []
  let used = headWidth
  for (const one of all.filter(({ column }) => column.kind !== 'label')) {
    if (some.length > 0 && used + one.width > room) {
      blocks.push({ columns: [...heads, ...some], fontSize: size })
      some = []
      used = headWidth
    }
    some.push(one)
    used += one.width
  }
  return [...blocks, { columns: [...heads, ...some], fontSize: size }]
}

const drawHeading = (doc: Doc, { columns, fontSize }: Block, locale: Locale): void => {
  const top = doc.y
  const height = fontSize * 2.6 + 6
  let left = margin
  doc.font('strong').fontSize(fontSize).fillColor(ink)
  for (const { column, width } of columns) {
    const align = column.kind === 'label' ? 'left' : 'right'
    doc.text(column.name[locale], left + padding, top + 2, {
      width: width - 2 * padding,
      height: height - 4,
      align,
      ellipsis: true,
    })
    left += width
  }
  doc
    .moveTo(margin, top + height)
    .lineTo(left, top + height)
    .lineWidth(0.8)
    .strokeColor(ink)
    .stroke()
  doc.y = top + height + 2
}

const drawLine = (doc: Doc, { columns, fontSize }: Block, { cells, strong }: Line): void => {
  const top = doc.y
  let left = margin
  for (const { column, place, width } of columns) {
    const cell = cells[place]
    doc
      .font(strong ? 'strong' : 'usual')
      .fontSize(fontSize)
      .fillColor(cell?.isSmall ? quiet : ink)
      .text(cell?.shown ?? '', left + padding, top + 2, {
        width: width - 2 * padding,
        height: fontSize * 1.45,
        align: column.kind === 'label' ? 'left' : 'right',
        ellipsis: true,
        lineBreak: false,
      })
    left += width
  }
  const bottom = top + rowHeight(fontSize)
  doc.moveTo(margin, bottom).lineTo(left, bottom).lineWidth(0.3).strokeColor(line).stroke()
  doc.y = bottom + 1
}

const lastLine = (doc: Doc): number => doc.page.height - margin - 24

const drawTable = (doc: Doc, block: Block, table: ReportTable, locale: Locale): void => {
  const lines: Line[] = table.rows.map(({ cells }) => ({ cells, strong: false }))
  if (lines.length > 0) lines.push({ cells: table.totals, strong: true })
  if (doc.y + 60 > lastLine(doc)) doc.addPage()
  drawHeading(doc, block, locale)
  for (const one of lines) {
    if (doc.y + rowHeight(block.fontSize) > lastLine(doc)) {
      doc.addPage()
      drawHeading(doc, block, locale)
    }
    drawLine(doc, block, one)
  }
  doc.moveDown(1)
}

const drawNotes = (doc: Doc, table: ReportTable, locale: Locale): void => {
  const lines = [...table.notes.map((note) => note[locale]), footnoteLines(table.footnote, locale).join(' · ')]
  doc.font('usual').fontSize(8).fillColor(quiet)
  if (table.rows.length === 0) lines.unshift(text.noRows[locale])
  for (const one of lines) {
    if (doc.y + 24 > lastLine(doc)) doc.addPage()
    doc.text(one, margin, doc.y, { width: doc.page.width - 2 * margin })
    doc.moveDown(0.3)
  }
}

const drawFeet = (doc: Doc, foot: string, locale: Locale): void => {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page)
    // Writing into the margin would begin another page.
    doc.page.margins.bottom = 0
    const width = doc.page.width - 2 * margin
    const top = doc.page.height - margin - 10
    doc.font('usual').fontSize(7.5).fillColor(quiet)
    doc.text(foot, margin, top, { width: width - 100, lineBreak: false })
    const number = text.page[locale]({ page: page - start + 1, of: count })
    doc.text(number, margin, top, { width, align: 'right', lineBreak: false })
  }
}

/** A report on paper: A4 across, its headings on every page, columns that do not fit in a table below. */
export async function* pdfPages(table: ReportTable, locale: Locale, foot: string): AsyncGenerator<Uint8Array> {
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin, bufferPages: true, font: '' })
  doc.info.Title = table.title[locale]
  // Opened by its path as well, a font would be opened anew at every use of its name.
  doc.registerFont('usual', fontFiles.usual).registerFont('strong', fontFiles.strong)
  doc.font('strong').fontSize(15).fillColor(ink).text(table.title[locale], margin, margin)
  doc.font('usual').fontSize(9).fillColor(quiet).text(periodLine(table, locale)).moveDown(0.8)
  doc.fontSize(size)
  if (table.columns.length > 0) for (const block of blocksOf(doc, table, locale)) drawTable(doc, block, table, locale)
  drawNotes(doc, table, locale)
  drawFeet(doc, foot, locale)
  doc.end()
  for await (const piece of doc) yield piece as Uint8Array
}
