import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { grains } from './rollup.ts'
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

  test.each(['call', 'time'] as const)('of %s lie in the grains questions are answered from', async (kind) => {
    const { rows } = await sql<{ grain: string; dimensions: string[] }>`
      select grain, dimensions from metrics.grains(${kind})`.execute(centre.base.database.engine)
    const columnOf: Record<string, string> = {
      hour: 'hour',
      slot: 'slot',
      region: 'region',
      outcome: 'outcome',
      script: 'script_version',
    }
    // The quarter is that of the slot; day and site lie in all.
    const implied = ['day', 'quarter', 'site_id']
    const there = Object.fromEntries(
      rows.map(({ grain, dimensions }) => [grain, dimensions.filter((one) => !implied.includes(one)).sort()]),
    )
    const looked = Object.fromEntries(
      grains[kind].flatMap(({ name, keeps }) =>
        name === 'cell'
          ? []
          : [
              [
                name,
                keeps
                  .filter((one) => one !== 'hour' || !keeps.some((other) => other === 'slot'))
                  .map((one) => columnOf[one] ?? `${one}_id`)
                  .sort(),
              ],
            ],
      ),
    )
    expect(looked).toEqual(there)
  })
})
