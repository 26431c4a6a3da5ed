import { describe, expect, test } from 'vitest'
import { rankByCount, stepRates } from './cumulative.ts'

describe('causes by how often they come', () => {
  test('stand greatest first with their running share', () => {
    const ranked = rankByCount([
      { key: 'fees', count: 10 },
      { key: 'calls', count: 50 },
      { key: 'words', count: 30 },
      { key: 'other', count: 10 },
      { key: 'never', count: 0 },
    ])
    expect(ranked.map(({ key }) => key)).toEqual(['calls', 'words', 'fees', 'other'])
    expect(ranked.map(({ cumulative }) => cumulative)).toEqual([0.5, 0.8, 0.9, 1])
    expect(ranked.map(({ vital }) => vital)).toEqual([true, true, false, false])
  })
  test('count the one that crosses four fifths among the vital few', () => {
    const ranked = rankByCount([
      { key: 'a', count: 79 },
      { key: 'b', count: 11 },
      { key: 'c', count: 10 },
    ])
    expect(ranked.map(({ vital }) => vital)).toEqual([true, true, false])
  })
  test('are none of none', () => {
    expect(rankByCount([])).toEqual([])
    expect(rankByCount([{ key: 'a', count: 0 }])).toEqual([])
  })
})

test('a step keeps so much of the first and of the previous one', () => {
  const steps = stepRates([
    { key: 'records', count: 1000 },
    { key: 'dialled', count: 800 },
    { key: 'answered', count: 0 },
    { key: 'succeeded', count: 0 },
  ])
  expect(steps.map(({ ofFirst }) => ofFirst)).toEqual([1, 0.8, 0, 0])
  expect(steps.map(({ ofBefore }) => ofBefore)).toEqual([null, 0.8, 0, null])
  expect(stepRates([{ key: 'records', count: 0 }])[0]?.ofFirst).toBeNull()
})
