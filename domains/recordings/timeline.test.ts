import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearestPlace, placeOf, stretches } from './timeline.ts'

const at = (second: number) => new Date(1_770_000_000_000 + second * 1000).toISOString()
/** Ten seconds, a pause of thirty, five seconds. */
const parts = [
  { startedAt: at(0), fromMs: 0, milliseconds: 10_000 },
  { startedAt: at(40), fromMs: 10_000, milliseconds: 5000 },
]

describe('a moment of a call', () => {
  test('is found in the recording where it was recorded', () => {
    expect([0, 4, 10, 40, 43].map((second) => placeOf(parts, at(second)))).toEqual([0, 4000, 10_000, 10_000, 13_000])
  })
  test('that was not recorded is nowhere, and nearest to where the sound goes on', () => {
    expect([-1, 20, 46].map((second) => placeOf(parts, at(second)))).toEqual([null, null, null])
    expect([-1, 20, 46].map((second) => nearestPlace(parts, at(second)))).toEqual([0, 10_000, 15_000])
    expect(nearestPlace([], at(3))).toBe(0)
  })
})

test('seconds heard are told in as few stretches as hold just these', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300)), (seconds) => {
      const told = stretches(seconds)
      const back = told.flatMap(([from, to]) => Array.from({ length: to - from }, (_, n) => from + n))
      expect(back).toEqual([...new Set(seconds)].sort((a, b) => a - b))
      for (const [n, [from]] of told.entries()) if (n > 0) expect(from).toBeGreaterThan(told[n - 1]?.[1] ?? 0)
    }),
  )
})
