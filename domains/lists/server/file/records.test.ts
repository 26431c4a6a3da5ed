import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { describeWithData } from '#tools/test/data-sets.ts'
import { type FileRecord, openRecords } from './records.ts'

const read = (text: string, pieceSize = text.length || 1): FileRecord[] => {
  const cut = openRecords(',')
  const found: FileRecord[] = []
  for (let at = 0; at < text.length; at += pieceSize) found.push(...cut(text.slice(at, at + pieceSize)))
  return [...found, ...cut('', true)]
}
const cells = (text: string) => read(text).map((record) => ('cells' in record ? record.cells : record.fault))

describe('the rows of a file', () => {
  test('end with any of the three line ends, mixed or not, and the last needs none', () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]
    for (const text of ['a,b\nc,d\ne,f', 'a,b\r\nc,d\r\ne,f\r\n', 'a,b\rc,d\re,f\r', 'a,b\r\nc,d\ne,f\r'])
      expect(cells(text)).toEqual(rows)
  })
  test('may be quoted: separators, line breaks and doubled quotes belong to the cell', () => {
    expect(cells('"a,b","c\r\nd","say ""hi"""\n1,2,3\n')).toEqual([
      ['a,b', 'c\r\nd', 'say "hi"'],
      ['1', '2', '3'],
    ])
  })
  test('carry the line an editor would show, also after a cell of several lines', () => {
    expect(read('a,b\n\n"x\ny",z\n1,2\n').map(({ line }) => line)).toEqual([1, 3, 5])
  })
  test('with an inch mark inside a cell are rows like others', () => {
    expect(cells('5" screen,x\nb,c\n')).toEqual([
      ['5" screen', 'x'],
      ['b', 'c'],
    ])
  })
  test('with nothing in any cell are none', () =>
    expect(cells('a,b\n,,\n \n"",""\nc,d\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]))
})

describe('a quote that is never closed', () => {
  test('costs its own line and no other', () => {
    const found = read('a,b\n"oops,c\n1,2\n3,4\n')
    expect(found).toMatchObject([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, fault: 'unterminatedQuote', raw: '"oops,c' },
      { line: 3, cells: ['1', '2'] },
      { line: 4, cells: ['3', '4'] },
    ])
  })
  test('costs no more in a file of a hundred thousand lines', () => {
    const found = read(`"oops,c\n${'1,2\n'.repeat(100_000)}`, 65_536)
    expect(found).toHaveLength(100_001)
    expect(found.filter((record) => 'fault' in record)).toHaveLength(1)
  })
  test('does not take a well-quoted row that follows', () => {
    expect(cells('"oops,c\n"a","b"\n')).toEqual(['malformedQuotes', ['a', 'b']])
  })
})

test('a cell larger than any row is refused, and memory stays flat', () => {
  const found = read(`a,b\n${'x'.repeat(3_000_000)}\nc,d\n"${'y'.repeat(3_000_000)}",1\ne,f\n`, 65_536)
  expect(found.map((record) => ('fault' in record ? record.fault : record.cells[0]))).toEqual([
    'a',
    'rowTooLong',
    'c',
    'rowTooLong',
    'e',
  ])
  expect(Math.max(...found.map(({ raw }) => raw.length))).toBeLessThan(400_000)
})

describe('whatever is written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '王', ';'), maxLength: 8 })
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  test('comes back as it was, whichever way it is cut into pieces', () => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (table, pieceSize, newline) => {
          const text = Papa.unparse(table, { newline, quotes: true })
          const expected = table.filter((row) => row.some((one) => one.trim() !== ''))
          expect(read(text, pieceSize).map((record) => ('cells' in record ? record.cells : record))).toEqual(expected)
        },
      ),
    )
  })
  test('every line that is not blank is in exactly one row or refusal', () => {
    const wild = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'b'), maxLength: 80 })
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 9 }), (text, pieceSize) => {
        const kept = read(text, pieceSize).map(({ raw }) => raw)
        const letters = (all: string) => all.replace(/[^ab]/g, '')
        expect(letters(kept.join(''))).toBe(letters(text))
        expect(kept).toEqual(read(text).map(({ raw }) => raw))
      }),
    )
  })
})

describeWithData('csv-spectrum', 'the acid test for CSV', (folder) => {
  test.each(readdirSync(join(folder, 'csvs')))('%s', (name) => {
    // The set was stored without its carriage returns; the names tell where they belong.
    const stored = readFileSync(join(folder, 'csvs', name), 'utf8')
    const [header = [], ...rows] = cells(
      name.includes('_crlf') ? stored.replaceAll('\n', '\r\n') : stored,
    ) as string[][]
    const objects = rows.map((row) => Object.fromEntries(header.map((key, at) => [key, row[at]])))
    const expected: object = JSON.parse(readFileSync(join(folder, 'json', name.replace('.csv', '.json')), 'utf8'))
    // One expectation of the set is a single object, with another telephone number than its file.
    if (Array.isArray(expected)) expect(objects).toEqual(expected)
    else expect(objects).toEqual([{ ...expected, 'Contact Phone Number': expect.any(String) }])
  })
})
