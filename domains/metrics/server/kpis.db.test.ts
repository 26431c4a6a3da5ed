import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { allKpis, kpiByCode } from './kpis/all.ts'
import { measure } from './measure.ts'
import { insertExample, type Place, preparePlace } from './test-rows.ts'

let centre: TestCentre
let place: Place
beforeAll(async () => {
  centre = await testCentre()
  place = await preparePlace(centre.base.database.engine)
})
afterAll(() => centre.close())

describe('the worked example', () => {
  test.each(allKpis.map((kpi) => [kpi.name.zh, kpi] as const))('of %s is true', async (_, kpi) => {
    const db = centre.base.database.engine
    const campaignId = await insertExample(db, place, kpi.example.given)
    // Sign-ins know no campaign: their example is counted on the team.
    const filter =
      kpi.top.terms[0]?.fact.source === 'session'
        ? { teamId: (await lonely(kpi.example.given)).teamId }
        : { campaignId }
    const [whole] = await measure(systemContext(centre.base), {
      codes: [kpi.code],
      from: '2026-03-05',
      to: '2026-03-05',
      ...filter,
    })
    expect(whole?.values[0]?.value).toBe(kpi.example.equals)
  })
  const lonely = async (rows: (typeof allKpis)[number]['example']['given']) => {
    const own = await preparePlace(centre.base.database.engine, '别处')
    await insertExample(centre.base.database.engine, own, rows)
    return own
  }
})

test('every code stands once in the dictionary, in words of both languages', () => {
  expect(kpiByCode.size).toBe(allKpis.length)
  for (const { name, meaning, formula } of allKpis)
    for (const words of [name, meaning, formula]) {
      expect(words.zh).not.toBe('')
      expect(words.en).toMatch(/^[\x20-\x7e÷−×…—’]+$/)
    }
})
