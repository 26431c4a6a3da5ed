import { describe, expect, test } from 'vitest'
import { csvCell, csvDownload, csvLine } from './csv.ts'

describe('a cell of a CSV file', () => {
  test('that would run as a formula becomes text', () => {
    for (const evil of ['=1+1', '+cmd', '-2+3+cmd|x', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])
      expect(csvCell(evil).replace(/^"/, '')).toMatch(/^'/)
  })
  test('that is a number stays a number', () => {
    expect(csvLine(['-12.5', '+8613800000000', 7, -3])).toBe('-12.5,+8613800000000,7,-3\r\n')
    expect(csvLine(['-2.1 pp', '-12.3%', '+¥1,234.50'])).toBe('-2.1 pp,-12.3%,"+¥1,234.50"\r\n')
  })
  test('with commas, quotes or line breaks stays one cell', () => {
    expect(csvLine(['a,b', 'say "no"', 'two\nlines', null])).toBe('"a,b","say ""no""","two\nlines",\r\n')
  })
})

test('a marked CSV file carries its mark in its name and at the end of every row', async () => {
  const pages = async function* () {
    yield [['王芳', 1]] as const
    yield [['李伟', 2]] as const
  }
  const file = csvDownload('通话.csv', ['姓名', '数'], pages()).marked?.('导出编号', 'AB12CD34')
  let text = ''
  for await (const part of file?.bytes ?? []) text += part
  expect(file?.name).toBe('通话-AB12CD34.csv')
  expect(text).toBe('\uFEFF姓名,数,导出编号\r\n王芳,1,AB12CD34\r\n李伟,2,AB12CD34\r\n')
})

test('a CSV file opens in a spreadsheet with its Chinese intact', async () => {
  const pages = async function* () {
    yield [['王芳', 1]] as const
    yield [['李伟', 2]] as const
  }
  let text = ''
  for await (const part of csvDownload('员工.csv', ['姓名', '数'], pages()).bytes) text += part
  expect(text).toBe('\uFEFF姓名,数\r\n王芳,1\r\n李伟,2\r\n')
})
