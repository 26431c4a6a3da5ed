import { describe, expect, test } from 'vitest'
import { namePlaces, type ScatterPoint } from './scatter.ts'

const ranges = { x: { min: 0, max: 100 }, y: { min: 0, max: 100 } }
const at = (x: number, y: number): ScatterPoint => ({ key: `${x}|${y}`, name: '王小鸣', x, y })

describe('the name of a mark', () => {
  test('stands to its right where nobody else is', () => {
    expect(namePlaces([at(20, 50), at(60, 50), at(21, 80)], ranges)).toEqual(['right', 'right', 'right'])
  })
  test('stands to its left where somebody else is on the right', () => {
    expect(namePlaces([at(20, 50), at(24, 50)], ranges)).toEqual(['left', 'right'])
  })
  test('is left to the tip where others are on both sides, or on the same spot', () => {
    expect(namePlaces([at(16, 50), at(20, 50), at(24, 50)], ranges)[1]).toBeUndefined()
    expect(namePlaces([at(20, 50), at(20, 50)], ranges)).toEqual([undefined, undefined])
  })
  test('finds a place also where all values are one', () => {
    const one = { x: { min: 5, max: 5 }, y: { min: 5, max: 5 } }
    expect(namePlaces([at(5, 5)], one)).toEqual(['right'])
  })
})
