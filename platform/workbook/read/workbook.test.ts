import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeWorkbook } from '#platform/workbook/write.ts'
import { zipped } from '#platform/workbook/zip-write.ts'
import { numberText } from './cells.ts'
import type { WorkbookFault } from './fault.ts'
import { type TestCell, testWorkbook } from './test-workbook.ts'
import { openWorkbook } from './workbook.ts'
import type { ZipLimits } from './zip.ts'

const opened = (bytes: Buffer, limits?: ZipLimits) =>
  openWorkbook({ size: bytes.length, read: async (from, length) => bytes.subarray(from, from + length) }, limits)
const rowsOf = async (bytes: Buffer, sheet = '', limits?: ZipLimits) => {
  const found: string[][] = []
  for await (const block of (await opened(bytes, limits)).records(sheet))
    found.push(...block.map((record) => ('cells' in record ? record.cells : [record.fault])))
  return found
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: WorkbookFault) => error.problem,
  )
const oneRow = (...cells: TestCell[]) => rowsOf(testWorkbook({ 名单: [cells] }))

describe('the cells of a workbook', () => {
  test('are read as people see them', async () => {
    expect(
      await oneRow('手机号', 13800138000, 0.1 + 0.2, { day: 45_296 }, '', { day: 45_296.5 }, 'a<b & "c"', -1.5),
    ).toEqual([['手机号', '13800138000', '0.3', '2024-01-05', '', '2024-01-05 12:00:00', 'a<b & "c"', '-1.5']])
  })
  test('count days from 1904 where the workbook does', async () => {
    expect(await rowsOf(testWorkbook({ a: [[{ day: 43_834 }]] }, { from1904: true }))).toEqual([['2024-01-05']])
  })
  test('may be formulas, truths, errors, texts of their own or of several parts', async () => {
    const xml = (text: string) => ({ xml: text })
    expect(
      await oneRow(
        xml('<c r="A1" t="str"><f>1+1</f><v>2 &#x4EBA;</v></c>'),
        xml('<c r="B1" t="b"><v>1</v></c>'),
        xml('<c r="C1" t="e"><v>#N/A</v></c>'),
        xml('<c r="E1" t="inlineStr"><is><r><t>王</t></r><rPh><t>wang</t></rPh><r><t>芳_x000D_</t></r></is></c>'),
      ),
    ).toEqual([['2 人', 'TRUE', '#N/A', '', '王芳\r']])
  })
  test('of a number too long to be kept whole keep their exponent, so that nobody dials it', () => {
    expect(numberText('1.3800138E10')).toBe('13800138000')
    expect(numberText('1.38001380001234E+17')).toBe('1.38001380001234E+17')
    expect(numberText('0.30000000000000004')).toBe('0.3')
  })
})

describe('a workbook', () => {
  test('offers the sheets one sees, and is read by the one named', async () => {
    const bytes = testWorkbook({ 说明: [['x']], 名单: [['13800138000']], 秘密: [['y']] }, { hidden: ['秘密'] })
    expect((await opened(bytes)).sheets).toEqual(['说明', '名单'])
    expect(await rowsOf(bytes, '名单')).toEqual([['13800138000']])
    expect(await problemOf(rowsOf(bytes, '秘密'))).toBe('noSuchSheet')
  })
  test('we wrote is one we can read, and no cell of it is a formula', async () => {
    expect(
      await rowsOf(writeWorkbook('名:单', [['手机', '=1+1', '+cmd()', '@x', '-2', '\ta', 'a\0b', '<&>"']])),
    ).toEqual([['手机', "'=1+1", "'+cmd()", "'@x", '-2', "'\ta", 'ab', '<&>"']])
  })
  test('says whatever was written into it', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '王', '<', '&', '"', '😀', ' x', '\n'),
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (rows) => {
          const filled = rows.filter((cells) => cells.some((text) => text.trim() !== ''))
          expect(await rowsOf(testWorkbook({ a: rows }))).toEqual(filled)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a workbook that is none, or means harm', () => {
  const limits = { inflatedBytes: 1e9, ratio: 100, ratioFrom: 1024 * 1024 }
  const withSheet = (xml: string | Buffer): Buffer =>
    zipped({
      'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="sheet1.xml"/></Relationships>',
      'xl/sheet1.xml': xml,
    })
  test('is refused as a bomb before it is unpacked', async () => {
    const bomb = withSheet(
      Buffer.concat([Buffer.from('<worksheet><row r="1">'), Buffer.alloc(32 * 1024 * 1024, '<x/>')]),
    )
    expect(bomb.length).toBeLessThan(200_000)
    expect(await problemOf(rowsOf(bomb, '', limits))).toBe('workbookBomb')
    expect(await problemOf(rowsOf(bomb, '', { ...limits, ratio: 1e6, inflatedBytes: 1e6 }))).toBe('workbookBomb')
  })
  test('may not declare entities, nor rows and columns beyond what a workbook has', async () => {
    const row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    expect(await problemOf(rowsOf(withSheet(`<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>${row}</worksheet>`)))).toBe(
      'workbookBroken',
    )
    expect(await problemOf(rowsOf(withSheet(row.replace('r="1"', 'r="1048577"'))))).toBe('workbookTooLong')
    expect(await problemOf(rowsOf(withSheet(row.replace('A1', 'ZZZZZ1'))))).toBe('workbookBroken')
    expect(await problemOf(rowsOf(withSheet(row.replace('<c r="A1">', '<c r="A1" t="s">'))))).toBe('workbookBroken')
  })
  test('is refused when it has a password', async () => {
    const locked = Buffer.from(withSheet('<worksheet/>'))
    const directory = locked.indexOf(Buffer.from('PK\x01\x02'))
    locked.writeUInt16LE(1, directory + 8)
    expect(await problemOf(opened(locked))).toBe('workbookLocked')
  })
  test('is refused wherever it is cut off or changed, and never breaks anything else', async () => {
    const whole = testWorkbook({
      名单: [
        ['手机', '姓名'],
        [13800138000, '王芳'],
      ],
    })
    const known = ['none', 'workbookBroken', 'workbookLocked', 'workbookTooLong', 'workbookBomb', 'noSuchSheet']
    for (let length = 0; length < whole.length; length += 37)
      expect(await problemOf(rowsOf(whole.subarray(0, length)))).toBe('workbookBroken')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(whole)
        changed[at] = byte
        expect(known).toContain(await problemOf(rowsOf(changed)))
      }),
      { numRuns: 300 },
    )
  })
})
