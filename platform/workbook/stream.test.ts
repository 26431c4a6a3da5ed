import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { sheetsOf, type WorkbookCell, workbookBytes, workbookStream } from './stream.ts'

/** The parts of a zip as its directory at the end tells them. */
const unzip = (zip: Buffer): Map<string, string> => {
  const end = zip.lastIndexOf('PK\x05\x06')
  let at = zip.readUInt32LE(end + 16)
  const parts = new Map<string, string>()
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, nameLength, offset] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
    parts.set(name, inflateRawSync(zip.subarray(start, start + packed)).toString())
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}
const rowsIn = (sheet = ''): number => sheet.match(/<row /g)?.length ?? 0
const manyPages = async function* (pages: number, told: { stopped: boolean }): AsyncGenerator<WorkbookCell[][]> {
  try {
    for (let page = 0; page < pages; page++) yield Array.from({ length: 10 }, (_, row) => [page * 10 + row, '行'])
  } finally {
    told.stopped = true
  }
}
const rows = (pages: number, told = { stopped: false }) => ({
  sheet: '通话',
  headings: ['n', 't'],
  widths: [8, 8],
  pages: manyPages(pages, told),
})

describe('a workbook that is written while it is read', () => {
  test('keeps numbers as numbers with their look, and runs nobody’s formula', async () => {
    const sheets = [
      { name: '日报/1', widths: [10], rows: [[{ value: 0.273, format: 'share' as const }, '=1+1 <&>', null, 7]] },
    ]
    const parts = unzip(await workbookBytes(sheets))
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('<c r="A1" s="12"><v>0.273</v></c>')
    expect(sheet).toContain("'=1+1 &lt;&amp;&gt;")
    expect(sheet).toContain('<c r="D1" s="0"><v>7</v></c>')
    expect(parts.get('xl/workbook.xml')).toContain('name="日报 1"')
  })
  test('goes on in another sheet where one is full, each with its headings', async () => {
    const pieces: Buffer[] = []
    for await (const piece of workbookStream(sheetsOf(rows(3), 12))) pieces.push(piece)
    const parts = unzip(Buffer.concat(pieces))
    expect([1, 2, 3, 4].map((n) => rowsIn(parts.get(`xl/worksheets/sheet${n}.xml`)))).toEqual([12, 12, 9, 0])
    expect(parts.get('xl/worksheets/sheet3.xml')).toContain('<v>29</v>')
  })
  test('of no rows at all still has its headings', async () => {
    const pieces: Buffer[] = []
    for await (const piece of workbookStream(sheetsOf(rows(0)))) pieces.push(piece)
    expect(rowsIn(unzip(Buffer.concat(pieces)).get('xl/worksheets/sheet1.xml'))).toBe(1)
  })
  test('stops its source where the reader goes away midway', async () => {
    const told = { stopped: false }
    const stream = workbookStream(sheetsOf(rows(1_000_000, told)))
    await stream.next()
    await stream.next()
    await stream.return(undefined)
    await expect.poll(() => told.stopped).toBe(true)
  })
  test('fails where its source fails', async () => {
    const pages = (async function* () {
      yield [['a']]
      throw new Error('the database is away')
    })()
    const reading = (async () => {
      for await (const _ of workbookStream(sheetsOf({ ...rows(0), pages })));
    })()
    await expect(reading).rejects.toThrow('the database is away')
  })
})
