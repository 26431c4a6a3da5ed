import { expect, test } from 'vitest'
import { rankIntervals } from './ranking.ts'

const row = (name: string, value: number | null, isSmall = false) => ({
  key: name,
  name,
  value,
  low: null,
  high: null,
  sample: 40,
  isSmall,
})

test('who has too few cases is not ranked and stands at the end by name', () => {
  const rows = [row('Wu', 0.9, true), row('Bai', 0.1), row('An', null), row('Chen', 0.3), row('Du', 0.1)]
  expect(rankIntervals(rows).map(({ name }) => name)).toEqual(['Chen', 'Bai', 'Du', 'An', 'Wu'])
  expect(rankIntervals(rows, 'lower').map(({ name }) => name)).toEqual(['Bai', 'Du', 'Chen', 'An', 'Wu'])
})
