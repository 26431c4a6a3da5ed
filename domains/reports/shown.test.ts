import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownChange, shownNumber, shownValue } from './shown.ts'

describe('a figure', () => {
  test('is written as the screens of the house write it', () => {
    expect(shownValue('count', 12_345.4)).toBe('12,345')
    expect(shownValue('ratio', 0.27345)).toBe('27.3%')
    expect(shownValue('seconds', 134.4)).toBe('02:14')
    expect(shownValue('seconds', 3734)).toBe('01:02:14')
    expect(shownValue('perHour', 15.25)).toBe('15.3')
    expect(shownValue('money', -1234.5)).toBe('-¥1,234.50')
  })
  test('without a basis is no figure, and nothing lost is no loss', () => {
    expect(shownValue('ratio', null)).toBe('–')
    expect(shownValue('number', Number.NaN)).toBe('–')
    expect(shownValue('ratio', -0.0001)).toBe('0.0%')
  })
  test('in a cell is as exact as its words, to the digit', () => {
    const units = fc.constantFrom('count', 'ratio', 'hours', 'number', 'perHour', 'money') as fc.Arbitrary<'count'>
    fc.assert(
      fc.property(units, fc.double({ min: -1e9, max: 1e9, noNaN: true }), (unit, value) => {
        const cell = shownNumber(unit, value)
        expect(shownValue(unit, cell)).toBe(shownValue(unit, value))
      }),
      { numRuns: 3000 },
    )
  })
})

test('a change of a rate is told in points, of an amount as a share of what it was', () => {
  expect(shownChange('ratio', 0.3, 0.279)).toBe('+2.1 pp')
  expect(shownChange('ratio', 0.279, 0.3)).toBe('-2.1 pp')
  expect(shownChange('count', 90, 100)).toBe('-10.0%')
  expect(shownChange('count', 90, 0)).toBe('–')
  expect(shownChange('seconds', 60, 74)).toBe('-00:14')
  expect(shownChange('seconds', 60, 60.2)).toBe('00:00')
  expect(shownChange('ratio', null, 0.1)).toBe('–')
  expect(shownChange('count', 100.01, 100)).toBe('0.0%')
})
