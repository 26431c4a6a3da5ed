import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  freezePeriod,
  getFrozenPeriod,
  getPeriodState,
  listFrozenPeriods,
  measureCampaign,
  measure as measureRoute,
  openPeriod,
} from '../contract.ts'
import { measure } from './measure.ts'
import { insertAgent, insertCall, insertCampaign, type Place, preparePlace } from './test-rows.ts'

let centre: TestCentre
let place: Place
let director: Person
beforeAll(async () => {
  centre = await testCentre()
  place = await preparePlace(centre.base.database.engine)
  director = await centre.someone('director')
  await sql`call platform.ensure_months('calls.call', '2026-02-01', '2026-02-01')`.execute(db())
})
afterAll(() => centre.close())
const db = () => centre.base.database.engine
const context = () => systemContext(centre.base)
const at = (text: string): Date => new Date(`${text}+08:00`)
const valuesOf = async (campaignId: string, [from, to]: [string, string], codes: string[], more = {}) =>
  (await measure(context(), { codes, campaignId, from, to, ...more })).map(({ keys, values }) => [
    ...keys,
    ...values.map(({ value }) => value),
  ])

describe('frozen days', () => {
  test('are frozen and opened by who answers for the whole centre; who sees one site sees the sums of that site', async () => {
    const other = await preparePlace(db(), '另一职场')
    for (const where of [place, other, other])
      await insertCall(db(), await insertCampaign(db(), where), { placedAt: at('2026-02-20T10:00:00') })
    const days = { from: '2026-02-20', to: '2026-02-20' }
    const narrow = await centre.someone('director', { scope: 'site', siteIds: [place.siteId] })
    expect((await narrow.ask(freezePeriod, { body: days })).problem.code).toBe('metrics.wholeCentreOnly')
    const { body: period } = await director.ask(freezePeriod, { body: days })
    const params = { periodId: period.id }
    const opening = { params, body: { why: '补录' } }
    expect((await narrow.ask(openPeriod, opening)).problem.code).toBe('metrics.wholeCentreOnly')
    const supervisor = await centre.someone('supervisor', { siteIds: [place.siteId] })
    const dialsFor = async (person: Person) =>
      (await person.ask(getFrozenPeriod, { params })).body.figures.find(({ fact }) => fact === 'dials')?.amount
    expect([await dialsFor(supervisor), await dialsFor(director)]).toEqual([1, 3])
    await director.ask(openPeriod, opening)
    // What the whole was is nobody's who sees a part, and the part stands no more.
    expect([await dialsFor(supervisor), await dialsFor(director)]).toEqual([undefined, 3])
  })
  test('stand until somebody opens them, and freezing them again makes the next version', async () => {
    const campaignId = await insertCampaign(db(), place)
    await insertCall(db(), campaignId, { talkSeconds: 60, outcomeKind: 'success', placedAt: at('2026-02-10T10:00:00') })
    const frozen = await director.ask(freezePeriod, { body: { from: '2026-02-10', to: '2026-02-11' } })
    expect(frozen.body).toMatchObject({ version: 1, lateChanges: 0, openedAt: null })

    await insertCall(db(), campaignId, { talkSeconds: 30, placedAt: at('2026-02-10T11:00:00') })
    await insertCall(db(), campaignId, { talkSeconds: 30, placedAt: at('2026-02-12T11:00:00') })
    expect(await valuesOf(campaignId, ['2026-02-10', '2026-02-12'], ['dials'], { by: ['day'] })).toEqual([
      ['2026-02-10', 1],
      ['2026-02-12', 1],
    ])
    const state = await director.ask(getPeriodState, { query: { from: '2026-02-09', to: '2026-02-12' } })
    expect(state.body).toMatchObject({ days: 4, frozenDays: 2, version: 1, lateChanges: 1 })

    const { body: opened } = await director.ask(openPeriod, {
      params: { periodId: frozen.body.id },
      body: { why: '补录漏单' },
    })
    expect(opened).toMatchObject({ openedWhy: '补录漏单' })
    expect(await valuesOf(campaignId, ['2026-02-10', '2026-02-10'], ['dials'])).toEqual([[2]])
    const again = await director.ask(freezePeriod, { body: { from: '2026-02-10', to: '2026-02-11' } })
    expect(again.body.version).toBe(2)
    const { body } = await director.ask(getFrozenPeriod, { params: { periodId: again.body.id } })
    expect(body.figures.find(({ fact }) => fact === 'dials')).toMatchObject({ amount: 2, before: 1 })
    expect((await director.ask(listFrozenPeriods)).body.map(({ version }) => version)).toContain(2)
    const twice = await director.ask(openPeriod, { params: { periodId: frozen.body.id }, body: { why: '再来' } })
    expect(twice.problem.code).toBe('metrics.notFrozen')
  })
  test('are days that are over, and frozen once', async () => {
    const today = await director.ask(freezePeriod, { body: { from: '2026-03-05', to: '2026-03-05' } })
    expect(today.problem.code).toBe('metrics.dayNotOver')
    await director.ask(freezePeriod, { body: { from: '2026-02-01', to: '2026-02-03' } })
    const overlapping = await director.ask(freezePeriod, { body: { from: '2026-02-03', to: '2026-02-04' } })
    expect(overlapping.problem.code).toBe('metrics.alreadyFrozen')
  })
  test('are not for a leader to freeze', async () => {
    const leader = await centre.someone('teamLeader', { teamIds: [place.teamId] })
    expect((await leader.ask(freezePeriod, { body: { from: '2026-01-01', to: '2026-01-02' } })).status).toBe(403)
  })
})

describe('figures stay true', () => {
  test('when a shift runs over midnight and over the cut-off: each second in the day it was worked', async () => {
    const night = await preparePlace(db(), '夜场')
    await sql`update people.site set day_starts_at = '04:00' where id = ${night.siteId}`.execute(db())
    const campaignId = await insertCampaign(db(), night)
    await insertAgent(db(), [{ state: 'ready', seconds: 8 * 3600, campaignId }], {
      ...night,
      startsAt: at('2026-03-03T22:00:00'),
    })
    expect(
      await valuesOf(campaignId, ['2026-03-03', '2026-03-04'], ['agent_calls_per_head', 'idle_rate'], { by: ['day'] }),
    ).toEqual([
      ['2026-03-03', 0, 1],
      ['2026-03-04', 0, 1],
    ])
    const [first, second] = await measure(context(), {
      codes: ['idle_rate'],
      campaignId,
      from: '2026-03-03',
      to: '2026-03-04',
      by: ['day'],
    })
    expect([first?.values[0]?.numerator, second?.values[0]?.numerator]).toEqual([6 * 3600, 2 * 3600])
  })
  test('on the day clocks go forward: the hour that is left out is nobody’s', async () => {
    const siteId = newId(0)
    await sql`insert into people.site (id, name, time_zone) values (${siteId}, '纽约', 'America/New_York')`.execute(
      db(),
    )
    const campaignId = await insertCampaign(db(), { ...place, siteId })
    await sql`call platform.ensure_months('calls.call', '2026-03-08', '2026-03-08')`.execute(db())
    for (const moment of [
      '2026-03-08T04:59:00Z',
      '2026-03-08T05:00:00Z',
      '2026-03-08T06:59:00Z',
      '2026-03-08T07:00:00Z',
      '2026-03-09T03:59:00Z',
      '2026-03-09T04:00:00Z',
    ])
      await insertCall(db(), campaignId, { placedAt: new Date(moment) })
    expect(await valuesOf(campaignId, ['2026-03-07', '2026-03-09'], ['dials'], { by: ['day'] })).toEqual([
      ['2026-03-07', 1],
      ['2026-03-08', 4],
      ['2026-03-09', 1],
    ])
    const hours = await valuesOf(campaignId, ['2026-03-08', '2026-03-08'], ['dials'], { by: ['hour'] })
    expect(hours).toEqual([
      ['00', 1],
      ['01', 1],
      ['03', 1],
      ['23', 1],
    ])
  })
  test('when an agent changes teams at noon: each team has the half it had', async () => {
    const agentId = newId(7)
    const [before, after] = [newId(8), newId(9)]
    const campaignId = await insertCampaign(db(), place)
    for (const [teamId, hour] of [
      [before, '09'],
      [before, '10'],
      [after, '14'],
    ] as const)
      await insertCall(db(), campaignId, { agentId, teamId, talkSeconds: 10, placedAt: at(`2026-03-05T${hour}:00:00`) })
    const teams = await valuesOf(campaignId, ['2026-03-05', '2026-03-05'], ['agent_calls'], { by: ['team'] })
    expect(new Map(teams as [string, number][])).toEqual(
      new Map([
        [before, 2],
        [after, 1],
      ]),
    )
    expect(await valuesOf(campaignId, ['2026-03-05', '2026-03-05'], ['agent_calls'], { by: ['agent'] })).toEqual([
      [agentId, 3],
    ])
  })
  test('when a campaign is given another product or name: all its figures are told under the new one', async () => {
    const campaignId = await insertCampaign(db(), place)
    await insertCall(db(), campaignId, {})
    await sql`update campaigns.campaign set product = '信用卡' where id = ${campaignId}`.execute(db())
    expect(await valuesOf(campaignId, ['2026-03-05', '2026-03-05'], ['dials'], { by: ['product'] })).toEqual([
      ['信用卡', 1],
    ])
    await sql`update campaigns.campaign set product = '贷记卡', name = '改名后' where id = ${campaignId}`.execute(db())
    const [group] = await measure(context(), {
      codes: ['dials'],
      campaignId,
      from: '2026-03-05',
      to: '2026-03-05',
      by: ['product', 'campaign'],
    })
    expect([group?.keys[0], group?.labels[1]]).toEqual(['贷记卡', '改名后'])
  })
  test('when a clock was set back in the middle of a call: no time runs backwards, and nothing is divided by it', async () => {
    const campaignId = await insertCampaign(db(), place)
    await insertCall(db(), campaignId, {
      answered: true,
      ringsAfter: 20,
      answeredAfter: 12,
      placedAt: at('2026-03-05T09:00:00'),
    })
    await insertCall(db(), campaignId, {
      talkSeconds: 30,
      answeredAfter: 15,
      joinedAfter: 10,
      placedAt: at('2026-03-05T09:01:00'),
    })
    const [whole] = await measure(context(), {
      codes: ['ring_seconds', 'customer_wait', 'dials'],
      campaignId,
      from: '2026-03-05',
      to: '2026-03-05',
    })
    expect(whole?.values.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [14, 1],
      [0, 0],
      [2, null],
    ])
    expect(whole?.values[1]?.value).toBeNull()
  })
  test('by three things at once, from kept sums and from the rows alike', async () => {
    const campaignId = await insertCampaign(db(), place)
    const agents = [newId(11), newId(12)]
    for (let n = 0; n < 12; n++)
      await insertCall(db(), campaignId, {
        agentId: agents[n % 2] ?? '',
        teamId: place.teamId,
        talkSeconds: n * 10,
        outcomeKind: n % 3 === 0 ? 'success' : 'refusal',
        placedAt: at(`2026-03-0${1 + (n % 4)}T${String(9 + n).padStart(2, '0')}:10:00`),
      })
    const ask = {
      codes: ['dials', 'online_success_rate', 'average_talk_time'],
      campaignId,
      from: '2026-03-01',
      to: '2026-03-05',
    }
    for (const by of [
      ['weekday', 'hour'],
      ['agent', 'day', 'team'],
      ['batch', 'region', 'agent'],
      ['month', 'week', 'quarterHour'],
      ['site', 'campaign', 'product'],
    ] as const)
      expect(await measure(context(), { ...ask, by })).toEqual(await measure(context(), { ...ask, by, fromRows: true }))
  })
  test('of one campaign are not those of all, whichever way they are asked for', async () => {
    const [one, other] = [await insertCampaign(db(), place), await insertCampaign(db(), place)]
    for (const campaignId of [one, other, other])
      await insertCall(db(), campaignId, { placedAt: at('2026-03-04T09:00:00') })
    const { body } = await director.ask(measureRoute, {
      query: { codes: 'dials', from: '2026-03-04', to: '2026-03-04', campaignId: one },
    })
    expect(body[0]?.values[0]?.value).toBe(1)
  })
  test('more than three groupings, or one nobody knows, are refused in words', async () => {
    const campaignId = await insertCampaign(db(), place)
    const ask = (by: string) =>
      director.ask(measureCampaign, {
        params: { campaignId },
        query: { from: '2026-03-01', to: '2026-03-05', codes: 'dials', by },
      })
    expect((await ask('day,team,agent,hour')).status).toBe(400)
    expect((await ask('moonphase')).status).toBe(400)
  })
})
