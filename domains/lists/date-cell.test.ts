import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOfSerial } from '#contract/serial-day.ts'
import { isDateColumn, readDate } from './date-cell.ts'

describe('a date', () => {
  test.each([
    ['2024/1/5', '2024-01-05'],
    ['2024-01-05', '2024-01-05'],
    ['2024.1.5', '2024-01-05'],
    ['2024年1月5日', '2024-01-05'],
    ['２０２４年１月５日', '2024-01-05'],
    ['20240105', '2024-01-05'],
    ['5-Jan-24', '2024-01-05'],
    ['05 January 2024', '2024-01-05'],
    ['Jan 5, 2024', '2024-01-05'],
    ['5-Jan-62', '1962-01-05'],
    ['45296', '2024-01-05'],
    ['45296.5', '2024-01-05 12:00:00'],
    ['2024/1/5 9:30', '2024-01-05 09:30'],
    ['2024-01-05T09:30:07.000Z', '2024-01-05 09:30:07'],
  ])('is read in each usual form: %s', (cell, date) => expect(readDate(cell)).toBe(date))
  test.each([
    '1/5/2024',
    '2024-02-30',
    '2023-02-29',
    '20241301',
    '13800138000',
    '5-Foo-24',
    '',
    '无',
    '2024/1/5 25:00',
  ])('that may be another, or none, is left alone: %s', (cell) => expect(readDate(cell)).toBeUndefined())
  test('written with year, month and day comes back whichever mark parts them', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (at) => {
        const iso = at.toISOString().slice(0, 10)
        const [year = '', month = '', day = ''] = iso.split('-')
        for (const text of [
          iso,
          `${year}/${Number(month)}/${Number(day)}`,
          `${year}年${Number(month)}月${Number(day)}日`,
        ])
          expect(readDate(text)).toBe(iso)
      }),
    )
  })
  test('counted from 1904 is another than from 1900', () => {
    expect(dateOfSerial(43_834, true)).toBe('2024-01-05')
    expect(dateOfSerial(45_296)).toBe('2024-01-05')
  })
})

describe('a column', () => {
  test('of plain dates is one of dates whatever stands above it', () =>
    expect(isDateColumn('x', ['2024/1/5', '', '2024年2月1日'])).toBe(true))
  test('of figures that could be dates is one only under such a heading', () => {
    expect(isDateColumn('开户日期', ['45296', '20240105'])).toBe(true)
    expect(isDateColumn('保单号', ['45296', '20240105'])).toBe(false)
  })
  test('of days and months nobody can tell apart is text', () =>
    expect(isDateColumn('date', ['1/5/2024', '2/3/2024'])).toBe(false))
})
