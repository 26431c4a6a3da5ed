import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diskState, diskStates } from './disk.ts'

const gigabyte = 2 ** 30
const disk = (freeBytes: number | null, totalBytes: number | null = 1000) => ({ freeBytes, totalBytes })

describe('a disk', () => {
  test('is low below the share people want to be warned at, and full when next to nothing is left', () => {
    const states = [1000, 100, 99, 11, 10, 0].map((free) => diskState(disk(free), 10))
    expect(states).toEqual(['ok', 'ok', 'low', 'low', 'full', 'full'])
    expect(diskState(disk(15), 0)).toBe('ok')
    expect(diskState(disk(0), 0)).toBe('full')
  })
  test('of a terabyte is full only when hundreds of megabytes are left, not tens of thousands', () => {
    const states = [99, 10, 1, 0.2].map((free) => diskState(disk(free * gigabyte, 1000 * gigabyte), 10))
    expect(states).toEqual(['low', 'low', 'low', 'full'])
  })
  test('of which a part is left free for others is full when the rest is used up, and not before', () => {
    const state = (freeBytes: number, reservedBytes: number) =>
      diskState({ freeBytes, totalBytes: 1000 * gigabyte, reservedBytes }, 10)
    expect([state(0.1 * gigabyte, 2 * gigabyte), state(0, 2 * gigabyte)]).toEqual(['low', 'full'])
    expect([state(0.2 * gigabyte, 0.01 * gigabyte), state(0.3 * gigabyte, 0.01 * gigabyte)]).toEqual(['full', 'low'])
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
