import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Context, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { freshen } from './rollup.ts'
import { keptSpokenTo } from './spoken.ts'
import { insertCall, insertCampaign, nine, type Place, preparePlace } from './test-rows.ts'

let centre: TestCentre
let places: Place[]
let campaigns: string[]
beforeAll(async () => {
  centre = await testCentre()
  places = [await preparePlace(db()), await preparePlace(db(), '成都职场')]
  await sql`update people.site set day_starts_at = '04:00' where id = ${places[1]?.siteId}`.execute(db())
  campaigns = await Promise.all(places.map((place) => insertCampaign(db(), place)))
})
afterAll(() => centre.close())
const db = () => centre.base.database.engine
const context = () => systemContext(centre.base)
const customers = Array.from({ length: 4 }, () => newId(nine))

type Step = {
  kind: 'call' | 'let go' | 'silence' | 'hand over' | 'clock'
  customer: number
  place: number
  hour: number
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('call', 'call', 'call', 'let go', 'silence', 'hand over', 'clock'),
  customer: fc.nat(3),
  place: fc.nat(1),
  hour: fc.nat(120),
})

const steps: Record<Step['kind'], (step: Step) => Promise<unknown>> = {
  call: async ({ customer, place, hour }) => {
    const placedAt = new Date(nine.getTime() + hour * 3_600_000)
    const [campaignId = '', { teamId = '', siteId = '' } = {}] = [campaigns[place], places[place]]
    await insertCall(db(), campaignId, { talkSeconds: 10, placedAt, teamId })
    await sql`update calls.call set customer_id = ${customers[customer]}, site_id = ${siteId}
      where customer_id is null and placed_at = ${placedAt}`.execute(db())
  },
  'let go': ({ customer }) => sql`delete from calls.call where customer_id = ${customers[customer]}`.execute(db()),
  silence: ({ hour }) =>
    sql`update calls.call set talk_ms = 0 where placed_at = ${new Date(nine.getTime() + hour * 3_600_000)}`.execute(
      db(),
    ),
  'hand over': ({ customer, place }) =>
    sql`update calls.call set customer_id = ${customers[(customer + 1) % 4]}, team_id = ${places[place]?.teamId}
      where customer_id = ${customers[customer]}`.execute(db()),
  clock: ({ place, hour }) =>
    sql`update people.site set day_starts_at = ${`0${hour % 6}:00`} where id = ${places[place]?.siteId}`.execute(db()),
}

const onRecord = async (from: string, to: string, column: string, key: string | undefined) => {
  const { rows } = await sql<{ customers: number }>`
    select count(distinct c.customer_id)::int as customers from metrics.call_row r join calls.call c on c.id = r.id and c.placed_at = r.placed_at
    where r.agent_calls > 0 and r.day between ${from}::date and ${to}::date
      and (${key ?? null}::uuid is null or ${sql.ref(`r.${column}`)} = ${key ?? null}::uuid)`.execute(db())
  return rows[0]?.customers
}
const asTeam = (teamIds: string[]): Context => {
  const uid = newId(nine)
  const base = context()
  const actor = { ...base.actor, id: uid, scope: 'team' as const, teamIds, siteIds: [] }
  return { ...base, actor, db: centre.base.database.seenBy({ scope: 'team', uid, teamIds, siteIds: [] }) }
}

test('customers spoken to between any two days are those of the calls, whatever comes late, changes or goes', async () => {
  const day = fc.integer({ min: 4, max: 11 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), day, day, async (history, one, other) => {
      const [from, to] = one < other ? [one, other] : [other, one]
      for (const [nth, taken] of history.entries()) {
        await steps[taken.kind](taken)
        if (nth % 3 === 0) await freshen(context(), { atOnce: true })
      }
      const period = { from, to }
      expect(await keptSpokenTo(context(), period, {})).toBe(await onRecord(from, to, 'team_id', undefined))
      for (const [nth, { siteId, teamId }] of places.entries()) {
        const ofTeam = await onRecord(from, to, 'team_id', teamId)
        expect(await keptSpokenTo(context(), period, { teamId })).toBe(ofTeam)
        expect(await keptSpokenTo(asTeam([teamId]), period, {})).toBe(ofTeam)
        expect(await keptSpokenTo(context(), period, { siteId })).toBe(await onRecord(from, to, 'site_id', siteId))
        const campaignId = campaigns[nth]
        const ofCampaign = await onRecord(from, to, 'campaign_id', campaignId)
        expect(await keptSpokenTo(context(), period, { campaignId })).toBe(ofCampaign)
      }
    }),
    { numRuns: 40 },
  )
  // Whatever was let go: one customer was spoken to after all.
  await steps.call({ kind: 'call', customer: 0, place: 0, hour: 0 })
  await freshen(context(), { atOnce: true })
  // And making them anew changes nothing.
  const kept = sql`select kind, key, day, day_before, customers from metrics.spoken_sum order by 1, 2, 3, 4`
  const before = (await kept.execute(db())).rows
  const { siteId } = await preparePlace(db(), '换钟的别处')
  await sql`update people.site set day_starts_at = '05:00' where id = ${siteId}`.execute(db())
  await freshen(context(), { atOnce: true })
  expect((await kept.execute(db())).rows).toEqual(before)
  expect(before.length).toBeGreaterThan(0)
})

test('several teams at once, a province or a person are told by the calls alone', async () => {
  const period = { from: '2026-03-05', to: '2026-03-06' }
  const [one, other] = places
  expect(await keptSpokenTo(asTeam([one?.teamId ?? '', other?.teamId ?? '']), period, {})).toBeUndefined()
  expect(await keptSpokenTo(asTeam([one?.teamId ?? '']), period, { teamId: other?.teamId })).toBeUndefined()
  expect(await keptSpokenTo(context(), period, { region: '四川' })).toBeUndefined()
  expect(await keptSpokenTo(context(), period, { siteId: one?.siteId, campaignId: campaigns[0] })).toBeUndefined()
})
