import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diskState, diskStates } from './disk.ts'

const disk = (freeBytes: number | null, totalBytes: number | null = 1000) => ({ freeBytes, totalBytes })

describe('a disk', () => {
  test('is low below the share people want to be warned at, and full when next to nothing is left', () => {
    const states = [1000, 100, 99, 11, 10, 0].map((free) => diskState(disk(free), 10))
    expect(states).toEqual(['ok', 'ok', 'low', 'low', 'full', 'full'])
    expect(diskState(disk(15), 0)).toBe('ok')
    expect(diskState(disk(0), 0)).toBe('full')
  })
  test('nobody can look at is not said to be fine', () => {
    expect([diskState(disk(null), 10), diskState(disk(5, null), 10)]).toEqual(['unknown', 'unknown'])
  })
  test('never gets better with less room', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(50), (one, other, warnPercent) => {
        const rank = (free: number) => diskStates.indexOf(diskState(disk(free), warnPercent))
        expect(rank(Math.min(one, other))).toBeGreaterThanOrEqual(rank(Math.max(one, other)))
      }),
    )
  })
})
