import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { histories, layGround, liveThrough } from './test-histories.ts'

let centre: TestCentre
beforeAll(async () => {
  centre = await testCentre()
})
afterAll(() => centre.close())

describe('sums kept ready', () => {
  test('are the sums of the rows, whatever happened late, twice or corrected, and whenever somebody looked', async () => {
    const db = centre.base.database.engine
    const ground = await layGround(db)
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        expect(await liveThrough(db, ground, history)).toEqual([])
      }),
      { numRuns: 80 },
    )
  }, 60_000)
})
