import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stretchOf } from './stretch.ts'

describe('a range of a file', () => {
  test('is read as RFC 9110 writes it', () => {
    expect(stretchOf('bytes=0-99', 1000)).toEqual({ from: 0, to: 99 })
    expect(stretchOf('bytes=990-', 1000)).toEqual({ from: 990, to: 999 })
    expect(stretchOf('bytes=-10', 1000)).toEqual({ from: 990, to: 999 })
    expect(stretchOf('bytes=900-5000', 1000)).toEqual({ from: 900, to: 999 })
    expect(stretchOf('bytes=-5000', 1000)).toEqual({ from: 0, to: 999 })
  })
  test('that cannot be served is none, and what is no single range is the whole', () => {
    for (const none of ['bytes=1000-', 'bytes=1000-1001', 'bytes=-0']) expect(stretchOf(none, 1000)).toBeUndefined()
    for (const whole of [
      undefined,
      '',
      'bytes=-',
      'bytes=5-4',
      'bytes=0-1,5-6',
      'seconds=1-2',
      'bytes=a-b',
      'bytes=1.5-2',
    ])
      expect(stretchOf(whole, 1000)).toBeNull()
    expect(stretchOf('bytes=0-0', 0)).toBeUndefined()
  })
  test('never leaves the file', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.option(fc.nat(9000)), fc.option(fc.nat(9000)), (size, from, to) => {
        const found = stretchOf(`bytes=${from ?? ''}-${to ?? ''}`, size)
        if (!found) return
        expect(found.from).toBeGreaterThanOrEqual(0)
        expect(found.from).toBeLessThanOrEqual(found.to)
        expect(found.to).toBeLessThan(size)
      }),
    )
  })
})
