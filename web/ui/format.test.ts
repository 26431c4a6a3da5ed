import { describe, expect, test } from 'vitest'
import { formatDuration, formatMoney, formatNumber, formatRough, formatShare, maskNumber } from './format.ts'

describe('a number', () => {
  test('has commas between thousands', () => expect(formatNumber(1234567.8, 1)).toBe('1,234,567.8'))
  test('that is missing is a dash, never a zero', () => {
    expect([formatNumber(null), formatShare(undefined), formatMoney(Number.NaN), formatDuration(null)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ])
  })
  test('of nothing is zero', () => expect(formatNumber(0)).toBe('0'))
  test('that is large is said in 万 and 亿, or in K and M', () => {
    expect([formatRough(9999, 'zh'), formatRough(32_500, 'zh'), formatRough(105_000_000, 'zh')]).toEqual([
      '9,999',
      '3.25万',
      '1.05亿',
    ])
    expect([formatRough(32_500, 'en'), formatRough(3_200_000, 'en'), formatRough(12.34, 'en')]).toEqual([
      '32.5K',
      '3.2M',
      '12.3',
    ])
  })
})

test('a share keeps one digit', () => expect(formatShare(0.2734)).toBe('27.3%'))
test('money has its sign before the symbol', () => expect(formatMoney(-1234.5)).toBe('-¥1,234.50'))

describe('a duration', () => {
  test('is minutes and seconds, with hours from an hour on', () => {
    expect([formatDuration(5), formatDuration(134), formatDuration(3754)]).toEqual(['00:05', '02:14', '01:02:34'])
  })
  test('rounds up to the next minute as one', () => expect(formatDuration(59.6)).toBe('01:00'))
})

describe('a masked number', () => {
  test('shows the first three and the last four digits', () => {
    expect(maskNumber('13812342210')).toBe('138****2210')
    expect(maskNumber('+86 138 1234 2210')).toBe('138****2210')
    expect(maskNumber('021-5512-3344')).toBe('021****3344')
  })
  test('shows less of a short one', () => {
    expect([maskNumber('55123344'), maskNumber('95588')]).toEqual(['****3344', '****88'])
  })
  test('that comes masked stays as it is', () => expect(maskNumber('138****2210')).toBe('138****2210'))
  test('that is missing is a dash', () => expect(maskNumber(null)).toBe('–'))
})
