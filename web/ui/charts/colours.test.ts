import { describe, expect, test } from 'vitest'
import { palettes, seriesColours } from '../theme.ts'
import { between, contrastOf, inkOn } from './colours.ts'

test('a colour lies between two others', () => {
  expect(between('#000000', '#ffffff', 0)).toBe('#000000')
  expect(between('#000000', '#ffffff', 0.5)).toBe('#808080')
  expect(between('#102030', '#304050', 1)).toBe('#304050')
})

describe('words on a colour', () => {
  test('have the contrast WCAG defines', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 6)
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
  test('can be read on every series of every skin', () => {
    for (const skin of ['light', 'ink', 'dark'] as const) {
      for (const colour of seriesColours[skin === 'dark' ? 'dark' : 'light']) {
        expect(contrastOf(colour, inkOn(colour, palettes[skin]))).toBeGreaterThan(4)
      }
    }
  })
})
