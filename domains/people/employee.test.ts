import { expect, test } from 'vitest'
import { hasLeftBy } from './employee.ts'

test('a leaver is gone from the day of leaving on', () => {
  expect(hasLeftBy(null, '2026-03-05')).toBe(false)
  expect(hasLeftBy('2026-03-06', '2026-03-05')).toBe(false)
  expect(hasLeftBy('2026-03-05', '2026-03-05')).toBe(true)
})
