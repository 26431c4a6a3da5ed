import { expect, test } from 'vitest'
import { wallClockOf } from './wall-clock.ts'

test('wall-clock time is a moment at the place it was written', () => {
  expect(wallClockOf('Asia/Shanghai')('2026-03-05T09:30:00')).toBe('2026-03-05T01:30:00.000Z')
  expect(wallClockOf('Europe/Berlin')('2026-07-05T09:30:00')).toBe('2026-07-05T07:30:00.000Z')
})
test('an hour the clock leaps over is no moment, one it strikes twice is the first', () => {
  const berlin = wallClockOf('Europe/Berlin')
  expect(berlin('2026-03-29T02:30:00')).toBeUndefined()
  expect(berlin('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z')
})
test('a day that is in no calendar is no moment', () => {
  expect(wallClockOf('Asia/Shanghai')('2026-02-30T09:30:00')).toBeUndefined()
  expect(wallClockOf('Asia/Shanghai')('2026-13-01T09:30:00')).toBeUndefined()
  expect(wallClockOf('Asia/Shanghai')('2026-03-05T25:30:00')).toBeUndefined()
})
