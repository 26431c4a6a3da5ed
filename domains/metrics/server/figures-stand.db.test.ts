import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scope } from '#contract/role.ts'
import { forgetCalls } from '#domains/calls/server/public.ts'
import { type Context, inTransaction, systemContext } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import type { MeasuredGroup } from '../contract.ts'
import type { Grouping } from '../measure.ts'
import { listCallsBehind } from './drill.ts'
import { callFactOf } from './facts/fact.ts'
import { allKpis } from './kpis/all.ts'
import { measure } from './measure.ts'
import { freezePeriod, openPeriod, periodState } from './periods.ts'
import { insertAgent, insertCall, insertCampaign, type Place, preparePlace } from './test-rows.ts'

let centre: TestCentre
let place: Place
beforeAll(async () => {
  centre = await testCentre()
  place = await preparePlace(db())
  for (const month of ['2026-01-01', '2026-02-01'])
    await sql`call platform.ensure_months('calls.call', ${month}, ${month})`.execute(db())
})
afterAll(() => centre.close())
const db = () => centre.base.database.engine
const context = () => systemContext(centre.base)
const at = (text: string): Date => new Date(`${text}+08:00`)
const oneDay = (day: string) => ({ from: day, to: day })
const sumOf = async (code: string, wanted: Omit<Parameters<typeof measure>[1], 'codes'>) =>
  (await measure(context(), { codes: [code], ...wanted }))[0]?.values[0]?.numerator

describe('calls let go after their time', () => {
  const letGo = async (campaignId: string): Promise<void> => {
    const { rows } = await sql<{ id: string; placedAt: string }>`
      select id, placed_at from calls.call where campaign_id = ${campaignId}`.execute(db())
    expect(await inTransaction(context(), (tx) => forgetCalls(tx, rows))).toBe(rows.length)
  }
  const fourCalls = async (day: string): Promise<string> => {
    const campaignId = await insertCampaign(db(), place)
    for (const minute of [0, 1, 2, 3])
      await insertCall(db(), campaignId, { talkSeconds: 10, placedAt: at(`${day}T10:0${minute}:00`) })
    return campaignId
  }
  test('leave their figures, with their recordings and before anybody looked', async () => {
    const campaignId = await fourCalls('2026-01-10')
    await sql`update calls.call set recording = 'r' where campaign_id = ${campaignId}`.execute(db())
    await letGo(campaignId)
    expect(await sumOf('dials', { campaignId, ...oneDay('2026-01-10') })).toBe(4)
  })
  test('leave them also when some site changes its clock and all sums are made anew', async () => {
    const campaignId = await fourCalls('2026-01-11')
    await letGo(campaignId)
    const { siteId } = await preparePlace(db(), '换钟的别处')
    await sql`update people.site set day_starts_at = '05:00' where id = ${siteId}`.execute(db())
    for (const by of [[], ['hour'], ['agent'], ['batch'], ['batch', 'agent']] as Grouping[][])
      expect(await sumOf('dials', { campaignId, ...oneDay('2026-01-11'), by })).toBe(4)
  })
})

describe('whoever looks', () => {
  const period = { from: '2026-03-02', to: '2026-03-03' }
  const [first, second, third] = [newId(21), newId(22), newId(23)]
  let readers: [string, Context][]
  const seenBy = (scope: Scope, uid: string, teamIds: string[], siteIds: string[]): Context => {
    const base = context()
    const sight = { scope, uid, teamIds, siteIds }
    return { ...base, actor: { ...base.actor, ...sight, id: uid }, db: centre.base.database.seenBy(sight) }
  }
  beforeAll(async () => {
    const [here, there] = [await preparePlace(db(), '本部'), await preparePlace(db(), '分部')]
    const far = newId(24)
    await sql`insert into people.site (id, name, time_zone) values (${far}, '远方', 'America/New_York')`.execute(db())
    const campaigns = [await insertCampaign(db(), here), await insertCampaign(db(), { ...here, siteId: far })]
    const agents = [first, second, third, undefined]
    const places = [here, here, there]
    const outcomes = ['success', 'refusal', 'callback', 'noDecision', 'complaint', 'wrongPerson']
    for (let n = 0; n < 60; n++) {
      const agentId = agents[n % 4]
      await insertCall(db(), campaigns[n % 2] ?? '', {
        ...(agentId ? { agentId, teamId: places[n % 4]?.teamId ?? '', talkSeconds: (n * 13) % 50 } : {}),
        record: 1 + ((n * 7) % 9),
        list: n % 3,
        outcomeKind: outcomes[n % 6] ?? '',
        answered: n % 8 === 3,
        abandoned: n % 8 === 3,
        placedAt: new Date(at('2026-03-02T20:00:00').getTime() + n * 1_300_000),
      })
    }
    for (const [n, agentId] of [first, second, third].entries())
      await sql`update calls.call set site_id = ${places[n]?.siteId}, region = ${['浙江', '', null][n]} where agent_id = ${agentId}`.execute(
        db(),
      )
    readers = [
      ['everything', context()],
      ['own calls', seenBy('own', first, [], [])],
      ['a team', seenBy('team', newId(25), [here.teamId], [])],
      ['a site', seenBy('site', newId(25), [], [there.siteId])],
    ]
  })
  test('sums kept and rows on record give the same figures, in every grouping', async () => {
    const codes = allKpis
      .filter(({ top, per }) =>
        [top, per ?? top].every(({ terms }) => terms.every(({ fact }) => fact.source === 'call')),
      )
      .map(({ code }) => code)
    const groupings: Grouping[][] = [[], ['day'], ['site'], ['team'], ['agent'], ['region'], ['hour', 'campaign']]
    const worked = (groups: MeasuredGroup[]) => groups.filter(({ values }) => values.some(({ numerator }) => numerator))
    for (const [who, ctx] of readers)
      for (const by of groupings) {
        const ask = { codes, ...period, by }
        expect([who, by, worked(await measure(ctx, ask))]).toEqual([
          who,
          by,
          worked(await measure(ctx, { ...ask, fromRows: true })),
        ])
      }
  })
  test('the list behind a number is as long as the number', async () => {
    const wrong: unknown[] = []
    const compare = async (ctx: Context, who: string, [code, part]: [string, 'numerator' | 'denominator']) => {
      const [whole] = await measure(ctx, { codes: [code], ...period })
      const { rows } = await listCallsBehind(ctx, { code, part, ...period, limit: 500 })
      if (rows.length !== whole?.values[0]?.[part]) wrong.push([who, code, part, whole?.values[0]?.[part], rows.length])
    }
    for (const [who, ctx] of readers)
      for (const { code, top, per } of allKpis) {
        if (callFactOf(top)?.unit === 'count') await compare(ctx, who, [code, 'numerator'])
        if (per && callFactOf(per)?.unit === 'count') await compare(ctx, who, [code, 'denominator'])
      }
    expect(wrong).toEqual([])
  })
  test('no province and an empty province are two groups, and neither is lost', async () => {
    const groups = await measure(context(), { codes: ['dials'], ...period, by: ['region'] })
    expect(groups.reduce((sum, { values }) => sum + (values[0]?.numerator ?? 0), 0)).toBe(60)
  })
})

describe('frozen days', () => {
  const frozen = (from: string, to = from) => freezePeriod(context(), { from, to })
  test('do not change when somebody who forgot to sign out does so at last', async () => {
    const { teamId, siteId } = await preparePlace(db(), '忘了签出')
    const [employee, session, since] = [newId(31), newId(32), at('2026-03-03T20:00:00')]
    await sql`insert into presence.session (id, employee_id, team_id, site_id, signed_in_at)
      values (${session}, ${employee}, ${teamId}, ${siteId}, ${since})`.execute(db())
    await sql`insert into presence.current (employee_id, session_id, team_id, site_id, state, since, version)
      values (${employee}, ${session}, ${teamId}, ${siteId}, 'notReady', ${since}, 1)`.execute(db())
    const hours = () => sumOf('signed_in_time', { teamId, ...oneDay('2026-03-03') })
    expect(await hours()).toBe(4)
    const period = await frozen('2026-03-03')
    const stands = await hours()
    await sql`delete from presence.current where employee_id = ${employee}`.execute(db())
    await sql`insert into presence.spell (session_id, started_at, ended_at, employee_id, team_id, site_id, state)
      values (${session}, ${since}, ${at('2026-03-04T02:00:00')}, ${employee}, ${teamId}, ${siteId}, 'notReady')`.execute(
      db(),
    )
    expect(await hours()).toBe(stands)
    await openPeriod(context(), period.id, '补录')
    expect(await hours()).toBe(4)
  })
  test('note a quarter once however often it changes, and nothing when a campaign moves to a site of the same clock', async () => {
    const [here, there] = [await preparePlace(db(), '旧址'), await preparePlace(db(), '新址')]
    const campaignId = await insertCampaign(db(), here)
    for (const hour of [10, 11, 12]) await insertCall(db(), campaignId, { placedAt: at(`2026-02-24T${hour}:00:00`) })
    const period = await frozen('2026-02-24')
    const late = async () => {
      await sql`select metrics.freshen()`.execute(db())
      return (await periodState(context(), oneDay('2026-02-24'))).lateChanges
    }
    await sql`update campaigns.campaign set site_id = ${there.siteId} where id = ${campaignId}`.execute(db())
    expect(await late()).toBe(0)
    for (const seconds of [1, 2, 3]) {
      await sql`update calls.call set talk_ms = ${seconds * 1000} where campaign_id = ${campaignId}
        and placed_at = ${at('2026-02-24T10:00:00')}`.execute(db())
      expect(await late()).toBe(1)
    }
    await openPeriod(context(), period.id, '补录')
  })
  test('count their calls and hours and nobody else does when the site changes its clock; opening sets all right', async () => {
    const own = await preparePlace(db(), '换钟')
    const campaignId = await insertCampaign(db(), own)
    for (const moment of ['25T02', '25T10', '26T02', '26T10'])
      await insertCall(db(), campaignId, { placedAt: at(`2026-02-${moment}:00:00`) })
    await insertAgent(db(), [{ state: 'ready', seconds: 8 * 3600, campaignId }], {
      ...own,
      startsAt: at('2026-02-25T00:00:00'),
    })
    const days = { campaignId, from: '2026-02-23', to: '2026-02-28' }
    const sums = async () => [await sumOf('dials', days), await sumOf('signed_in_time', days)]
    expect(await sums()).toEqual([4, 8])
    const period = await frozen('2026-02-25')
    await sql`update people.site set day_starts_at = '04:00' where id = ${own.siteId}`.execute(db())
    // The call of the 26th at two lies on the frozen 25th by now: it waits.
    expect(await sums()).toEqual([3, 8])
    expect((await periodState(context(), oneDay('2026-02-25'))).lateChanges).toBeGreaterThan(0)
    await openPeriod(context(), period.id, '换钟')
    expect(await sums()).toEqual([4, 8])
    const byDay = await measure(context(), { codes: ['dials', 'signed_in_time'], ...days, by: ['day'] })
    expect(byDay.map(({ keys, values }) => [keys[0], ...values.map(({ numerator }) => numerator)])).toEqual([
      ['2026-02-24', 1, 4],
      ['2026-02-25', 2, 4],
      ['2026-02-26', 1, 0],
    ])
  })
  test('let in what somebody else was just noting as late when they were opened', async () => {
    const campaignId = await insertCampaign(db(), place)
    await insertCall(db(), campaignId, { placedAt: at('2026-02-16T10:00:00') })
    const period = await frozen('2026-02-16')
    await insertCall(db(), campaignId, { placedAt: at('2026-02-16T11:00:00') })
    const looking = await db().startTransaction().execute()
    await sql`select metrics.freshen()`.execute(looking)
    const opening = openPeriod(context(), period.id, '补录')
    await new Promise((after) => setTimeout(after, 300))
    await looking.commit().execute()
    await opening
    expect(await sumOf('dials', { campaignId, ...oneDay('2026-02-16') })).toBe(2)
  })
  test('take in nothing that comes while they are being frozen', async () => {
    const campaignId = await insertCampaign(db(), place)
    await insertCall(db(), campaignId, { placedAt: at('2026-02-17T10:00:00') })
    await sql`select metrics.freshen()`.execute(db())
    const freezing = await db().startTransaction().execute()
    const period = await freezePeriod({ ...context(), db: freezing as unknown as Db }, oneDay('2026-02-17'))
    // Whoever writes a call of the past waits for who freezes, or it would be neither in the figures nor among what came late.
    const coming = insertCall(db(), campaignId, { placedAt: at('2026-02-17T11:00:00') })
    const looking = sumOf('dials', { campaignId, ...oneDay('2026-02-17') })
    await new Promise((after) => setTimeout(after, 300))
    await freezing.commit().execute()
    await Promise.all([coming, looking])
    expect(await sumOf('dials', { campaignId, ...oneDay('2026-02-17') })).toBe(1)
    await openPeriod(context(), period.id, '补录')
  })
})

test('somebody at long work on the sums keeps nobody waiting for figures', async () => {
  const campaignId = await insertCampaign(db(), place)
  await insertCall(db(), campaignId, { placedAt: at('2026-02-18T10:00:00') })
  const asked = { campaignId, ...oneDay('2026-02-18') }
  expect(await sumOf('dials', asked)).toBe(1)
  await insertCall(db(), campaignId, { placedAt: at('2026-02-18T11:00:00') })
  const long = await db().startTransaction().execute()
  await sql`select metrics.freshen()`.execute(long)
  expect(await sumOf('dials', asked)).toBe(1)
  await long.rollback().execute()
  expect(await sumOf('dials', asked)).toBe(2)
})
