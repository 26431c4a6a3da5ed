import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, newId } from './id.ts'

test('an id tells to the millisecond when it was made', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (at) => {
      expect(momentOf(newId(at))).toBe(at)
    }),
  )
})

test('an id of another kind tells nothing', () => {
  expect(momentOf(randomUUID())).toBeUndefined()
})
