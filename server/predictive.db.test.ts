import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { type Behaviour, person, unreached } from '#adapters/simulator/call-script.ts'
import { chanceOf, logNormal } from '#adapters/simulator/chance.ts'
import { hireStaff } from '#domains/simulation/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from './setup/found.ts'
import { type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

/** Three people in ten answer, after some eleven seconds, and talk for a minute and a half. */
const threeInTen: Behaviour = (to, attemptNumber) => {
  const chance = chanceOf('people', to, attemptNumber)
  if (chance() > 0.3) return unreached('noAnswer')
  const answersAfterMs = Math.round(1000 * logNormal(chance, { mean: 11, sd: 4, min: 3, max: 24 }))
  return person({
    answersAfterMs,
    talkMs: Math.round(1000 * logNormal(chance, { mean: 90, sd: 80, min: 5, max: 900 })),
  })
}

const agents = 20
const hours = 2

/** A morning of the whole product: how busy its agents were, and how many who answered found nobody. */
const morning = async (mode: 'progressive' | 'predictive') => {
  const opened = await testCentre({ behaviour: threeInTen })
  centre = opened
  const ctx = systemContext(opened.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const rows = Array.from({ length: 6000 }, (_, n) => ({ number: `139${10_000_000 + n}`, name: `客户${n}` }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  await foundCampaign(ctx, { name: '三月外呼', siteId, listId, teamIds: [teamId], mode })
  await opened.openTelephony()
  const chance = chanceOf('staff')
  const staff = hireStaff({ ...opened.engine(), hear: opened.network.heard, chance, wrapUp: { mean: 25, sd: 12 } })
  await staff.comeIn(workers)
  await opened.clock.runFor(hours * 3_600_000)
  await opened.engine().journal.written()
  const {
    rows: [seen],
  } = await sql<{ answered: number; abandoned: number; nobody: number; homeless: number; busy: number; all: number }>`
    select (select count(*) from calls.call where answered_at is not null) as answered,
      (select count(*) from calls.call where agent_id is null) as nobody,
      (select count(*) from calls.call where site_id is distinct from ${siteId}::uuid) as homeless,
      (select count(*) from calls.call where abandoned) as abandoned,
      (select sum(extract(epoch from ended_at - started_at)) from presence.spell where state in ('talking', 'wrapUp')) as busy,
      (select sum(extract(epoch from ended_at - started_at)) from presence.spell where state <> 'notReady') as all`.execute(
    opened.base.database.engine,
  )
  await opened.close()
  centre = undefined
  if (!seen) throw new Error('nothing was seen')
  const { answered, abandoned, nobody, homeless, busy, all } = seen
  return {
    nobody: Number(nobody),
    homeless: Number(homeless),
    answered: Number(answered),
    abandonRate: Number(abandoned) / Number(answered),
    occupancy: Number(busy) / Number(all),
  }
}

describe('a morning of predictive dialling through the whole product', () => {
  test('keeps agents much busier than one call for each of them, and hardly anybody hears silence', async () => {
    const [one, ahead] = [await morning('progressive'), await morning('predictive')]
    expect(one.abandonRate).toBe(0)
    // Calls nobody took belong to the site too, or its supervisor would see only those that were answered.
    expect(ahead.nobody).toBeGreaterThan(0)
    expect(ahead.homeless).toBe(0)
    expect(ahead.occupancy).toBeGreaterThan(one.occupancy + 0.1)
    expect(ahead.answered).toBeGreaterThan(1.15 * one.answered)
    // The target is 1.5 % of the day; a morning of some eight hundred answers may be a few calls off.
    expect(ahead.abandonRate).toBeLessThan(0.025)
  }, 180_000)
})
