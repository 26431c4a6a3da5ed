import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import type { Kpi } from './kpi.ts'
import { allKpis, kpiByCode } from './kpis/all.ts'
import { measure } from './measure.ts'
import { canTell } from './sources.ts'
import { insertExample, type Place, preparePlace } from './test-rows.ts'

let centre: TestCentre
let place: Place

const knowsCampaigns = ({ top, per, over }: Kpi): boolean =>
  [top, per, over].every((sum) =>
    (sum?.terms ?? []).every(({ fact }) => canTell(fact.source, { campaignId: 'any' }, [])),
  )
beforeAll(async () => {
  centre = await testCentre()
  place = await preparePlace(centre.base.database.engine)
})
afterAll(() => centre.close())

describe('the worked example', () => {
  test.each(allKpis.map((kpi) => [kpi.name.zh, kpi] as const))('of %s is true', async (_, kpi) => {
    const campaignId = await insertExample(centre.base.database.engine, place, kpi.example.given)
    // Sign-ins, shifts and people know no campaign: their example is counted on a team of its own.
    const filter = knowsCampaigns(kpi) ? { campaignId } : { teamId: (await lonely(kpi)).teamId }
    const [whole] = await measure(evening(), {
      codes: [kpi.code],
      from: '2026-03-05',
      to: '2026-03-05',
      ...filter,
    })
    const { value = null } = whole?.values[0] ?? {}
    if (kpi.example.equals === null) expect(value).toBeNull()
    else expect(value).toBeCloseTo(kpi.example.equals, 9)
  })
  /** By then the examples, which begin at nine in the morning, are over. */
  const evening = () => ({ ...systemContext(centre.base), now: () => new Date('2026-03-05T15:00:00Z') })
  const lonely = async ({ code, example }: Kpi) => {
    const own = await preparePlace(centre.base.database.engine, code)
    await insertExample(centre.base.database.engine, own, example.given)
    return own
  }
})

test('every code stands once in the dictionary, in words of both languages', () => {
  expect(kpiByCode.size).toBe(allKpis.length)
  for (const { name, meaning, formula } of allKpis)
    for (const words of [name, meaning, formula]) {
      expect(words.zh).not.toBe('')
      expect(words.en).toMatch(/^[\x20-\x7e÷−×²…—’]+$/)
    }
})
