import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReplyOf } from '#contract/route.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Answer, type Person, type TestCentre, testCentre } from '#server/testing.ts'
import type { MeasuredGroup } from '../contract.ts'
import {
  getCampaignFunnel,
  getCampaignHours,
  listCallsBehind,
  listCallsBehindStage,
  listCampaignProgress,
  listMeasures,
  measureCampaign,
} from '../contract.ts'
import { allKpis } from './kpis/all.ts'
import { measure } from './measure.ts'
import {
  type CallRow,
  insertAgent,
  insertCall,
  insertCampaign,
  insertExample,
  type Place,
  preparePlace,
} from './test-rows.ts'

let centre: TestCentre
let place: Place
let manager: Person
const day = { from: '2026-03-05', to: '2026-03-05' }
beforeAll(async () => {
  centre = await testCentre()
  place = await preparePlace(centre.base.database.engine)
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())
const engine = () => centre.base.database.engine
const context = () => systemContext(centre.base)
const at = (text: string): Date => new Date(`2026-03-05T${text}+08:00`)

describe('groups of calls', () => {
  test('add up to the whole, whatever the calls', async () => {
    const agents = [newId(0), newId(1), newId(2)]
    const teams = [newId(3), newId(4)]
    const someCall = fc.record(
      {
        talkSeconds: fc.integer({ min: 0, max: 600 }),
        wrapUpSeconds: fc.integer({ min: 0, max: 100 }),
        answered: fc.boolean(),
        answeredBy: fc.constantFrom('person', 'machine', null),
        abandoned: fc.boolean(),
        outcomeKind: fc.constantFrom('success', 'refusal', 'callback', 'complaint', 'unreached'),
        record: fc.integer({ min: 1, max: 5 }),
        agentId: fc.constantFrom(...agents),
        teamId: fc.constantFrom(...teams),
        batchId: fc.constantFrom(...agents),
        placedAt: fc
          .integer({ min: 0, max: 86_399 })
          .map((second) => new Date(at('00:00:00').getTime() + second * 1000)),
      },
      { requiredKeys: ['placedAt', 'record'] },
    )
    const codes = allKpis
      .filter(({ top, per }) =>
        [top, per ?? top].every(({ terms }) => terms.every(({ fact }) => fact.source === 'call')),
      )
      .map(({ code }) => code)
    const sumOf = (groups: MeasuredGroup[], part: 'numerator' | 'denominator') =>
      codes.map((code, index) => {
        const sum = groups.reduce((total, { values }) => total + (values[index]?.[part] ?? 0), 0)
        // Whole milliseconds, since hours are told in fractions.
        return [code, Math.round(sum * 3_600_000)]
      })
    await fc.assert(
      fc.asyncProperty(fc.array(someCall, { maxLength: 25 }), async (rows) => {
        const campaignId = await insertCampaign(engine(), place)
        for (const row of rows) await insertCall(engine(), campaignId, row as CallRow)
        const whole = await measure(context(), { ...day, codes, campaignId })
        for (const by of ['hour', 'day', 'agent', 'team', 'batch'] as const) {
          const groups = await measure(context(), { ...day, codes, campaignId, by: [by] })
          expect(sumOf(groups, 'numerator')).toEqual(sumOf(whole, 'numerator'))
          expect(sumOf(groups, 'denominator')).toEqual(sumOf(whole, 'denominator'))
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)
  test('of agent time add up too, although a stretch runs through hours and days', async () => {
    const own = await preparePlace(engine(), '夜班')
    const campaignId = await insertCampaign(engine(), own)
    const stretches = [
      { state: 'ready', seconds: 5000, campaignId },
      { state: 'talking', seconds: 9000, campaignId },
      { state: 'notReady', seconds: 700, campaignId },
    ]
    await insertAgent(engine(), stretches, { ...own, startsAt: at('21:30:00') })
    const codes = ['idle_rate', 'not_ready_rate', 'talk_utilisation']
    const ask = { codes, campaignId, from: '2026-03-05', to: '2026-03-06' }
    const [whole] = await measure(context(), ask)
    expect(whole?.values.map(({ numerator }) => numerator)).toEqual([5000, 700, 9000])
    for (const by of ['hour', 'day', 'agent', 'team'] as const) {
      const groups = await measure(context(), { ...ask, by: [by] })
      const sum = groups.reduce((total, { values }) => total + (values[0]?.denominator ?? 0), 0)
      expect([by, sum]).toEqual([by, 14_700])
    }
    const days = await measure(context(), { ...ask, by: ['day'] })
    expect(days.map(({ keys, values }) => [keys[0], values[0]?.denominator])).toEqual([
      ['2026-03-05', 9000],
      ['2026-03-06', 5700],
    ])
  })
})

describe('a business day', () => {
  test('is that of the site: a call at half past midnight in Shanghai is no call of the day before in London', async () => {
    const campaignId = await insertCampaign(engine(), place)
    await insertCall(engine(), campaignId, { placedAt: at('00:30:00') })
    const [whole] = await measure(context(), { ...day, codes: ['dials'], campaignId })
    expect(whole?.values[0]?.value).toBe(1)
  })
  test('that begins at four keeps the night shift together', async () => {
    const night = await preparePlace(engine(), '凌晨换日')
    await sql`update people.site set day_starts_at = '04:00' where id = ${night.siteId}`.execute(engine())
    const campaignId = await insertCampaign(engine(), night)
    await insertCall(engine(), campaignId, { placedAt: at('23:30:00') })
    await insertCall(engine(), campaignId, { placedAt: new Date('2026-03-06T01:30:00+08:00') })
    await insertCall(engine(), campaignId, { placedAt: at('03:59:59') })
    const groups = await measure(context(), {
      codes: ['dials'],
      campaignId,
      from: '2026-03-04',
      to: '2026-03-06',
      by: ['day'],
    })
    expect(groups.map(({ keys, values }) => [keys[0], values[0]?.value])).toEqual([
      ['2026-03-04', 1],
      ['2026-03-05', 2],
    ])
  })
})

describe('what cannot be told', () => {
  test('is left open: records have no hour, nothing divided by nothing is no number', async () => {
    const campaignId = await insertCampaign(engine(), place)
    const [whole] = await measure(context(), { ...day, codes: ['connect_rate', 'sms_satisfaction_rate'], campaignId })
    expect(whole?.values.map(({ value }) => value)).toEqual([null, null])
    await insertCall(engine(), campaignId, { talkSeconds: 10 })
    const [hour] = await measure(context(), { ...day, codes: ['contact_rate'], campaignId, by: ['hour'] })
    expect(hour).toMatchObject({ keys: ['09'], values: [{ numerator: 1, denominator: null, value: null }] })
  })
  test('and a measure nobody defined is refused', async () => {
    const campaignId = await insertCampaign(engine(), place)
    const { problem } = await manager.ask(measureCampaign, {
      params: { campaignId },
      query: { ...day, codes: 'nonsense' },
    })
    expect(problem.code).toBe('metrics.noSuchMeasure')
  })
})

describe('through the door', () => {
  test('the dictionary tells what each measure means and which part opens as calls', async () => {
    const { body } = await manager.ask(listMeasures)
    expect(body).toHaveLength(allKpis.length)
    expect(body.find(({ code }) => code === 'contact_rate')).toMatchObject({
      formula: { zh: '人工呼出通话量 ÷ 呼出客户数据总量 × 100%' },
      drill: { numerator: true, denominator: false },
    })
  })
  test('every number drills to exactly the calls it counts, page by page', async () => {
    const campaignId = await insertCampaign(engine(), place)
    for (let index = 0; index < 7; index++)
      await insertCall(engine(), campaignId, { talkSeconds: index % 2, placedAt: at('09:00:00') }, index)
    const seen: string[] = []
    let after: string | null = null
    do {
      const { body }: Answer<ReplyOf<typeof listCallsBehind>> = await manager.ask(listCallsBehind, {
        params: { code: 'agent_calls' },
        query: { ...day, campaignId, limit: 2, ...(after ? { after } : {}) },
      })
      seen.push(...body.rows.map(({ id }) => id))
      after = body.next
    } while (after)
    expect(new Set(seen).size).toBe(3)
    const { body } = await manager.ask(listCallsBehind, {
      params: { code: 'connect_rate' },
      query: { ...day, campaignId, part: 'denominator', hour: '09' },
    })
    expect(body.rows).toHaveLength(7)
    expect(body.rows[0]).toMatchObject({ maskedNumber: '138****5678' })
    const { problem } = await manager.ask(listCallsBehind, {
      params: { code: 'invalid_rate' },
      query: { ...day, campaignId },
    })
    expect(problem.code).toBe('metrics.notMadeOfCalls')
  })
  test('a place in a list of calls that is none is refused, and every other is taken', async () => {
    const campaignId = await insertCampaign(engine(), place)
    const ask = async (after: string): Promise<string> => {
      const behind = await manager.ask(listCallsBehind, {
        params: { code: 'agent_calls' },
        query: { ...day, campaignId, after },
      })
      const stage = await manager.ask(listCallsBehindStage, {
        params: { campaignId, stage: 'dialled' },
        query: { after },
      })
      expect([after, stage.status]).toEqual([after, behind.status])
      return behind.status === 200 ? 'taken' : behind.problem.code
    }
    const id = newId(0)
    const moment = '2026-03-05 01:00:00.123456+00'
    for (const after of ['', '9|------------------------------------', `9|${id}`, `${moment}|`, `${moment}|${id}|`])
      expect([after, await ask(after)]).toEqual([after, 'common.badInput'])
    expect(await ask(`${moment}|------------------------------------`)).toBe('common.badInput')
    for (const at of ['2026-02-30 01:00:00+00', '2026-03-05 24:30:00+00', '0000-01-01 00:00:00+00', '2026-03-05'])
      expect([at, await ask(`${at}|${id}`)]).toEqual([at, 'common.badInput'])
    for (const at of ['2026-03-05 01:00:00+16', '2026-03-05 01:00:00', `2026-03-05 01:00:00.${'1'.repeat(120)}+00`])
      expect([at, await ask(`${at}|${id}`)]).toEqual([at, 'common.badInput'])
    for (const at of [moment, '2026-03-05 09:00:00+08', '2024-02-29 23:59:59.9-03:30'])
      expect([at, await ask(`${at}|${id}`)]).toEqual([at, 'taken'])
    const signs = fc.string({ unit: fc.constantFrom(...'0123456789: .+-'), maxLength: 30 })
    const ids = fc.oneof(
      fc.constant(id),
      fc.string({ unit: fc.constantFrom(...'09af-'), minLength: 36, maxLength: 36 }),
    )
    await fc.assert(
      fc.asyncProperty(signs, ids, async (left, right) => {
        expect(['taken', 'common.badInput']).toContain(await ask(`${left}|${right}`))
      }),
      { numRuns: 40 },
    )
  })
  test('a leader sees the numbers of the own team only', async () => {
    const campaignId = await insertCampaign(engine(), place)
    await insertCall(engine(), campaignId, { talkSeconds: 10, teamId: place.teamId })
    await insertCall(engine(), campaignId, { talkSeconds: 10, teamId: newId(9) })
    const leader = await centre.someone('teamLeader', { teamIds: [place.teamId] })
    const { body } = await leader.ask(measureCampaign, {
      params: { campaignId },
      query: { ...day, codes: 'agent_calls', by: 'team' },
    })
    expect(body).toMatchObject([{ keys: [place.teamId], labels: ['一班'], values: [{ value: 1 }] }])
  })
  test('the funnel counts records, each once at every stage it reached', async () => {
    const campaignId = await insertExample(engine(), place, {
      contacts: [{ attempts: 2 }, { attempts: 1, closeReason: 'emptyNumber' }, {}, {}],
      calls: [
        { record: 1 },
        { record: 1, talkSeconds: 60, outcomeKind: 'success' },
        { record: 2, answered: true, abandoned: true },
        { record: 3, talkSeconds: 5, outcomeKind: 'wrongPerson' },
      ],
    })
    const { body } = await manager.ask(getCampaignFunnel, { params: { campaignId } })
    expect(body).toEqual({ records: 4, valid: 3, dialled: 3, answered: 3, connected: 2, effective: 1, succeeded: 1 })
  })
  test('the day is told hour by hour, with how uneven it was', async () => {
    const campaignId = await insertCampaign(engine(), place)
    for (const time of ['09:10:00', '09:20:00', '09:30:00', '14:00:00'])
      await insertCall(engine(), campaignId, { placedAt: at(time), talkSeconds: 5, outcomeKind: 'success' })
    const { body } = await manager.ask(getCampaignHours, { params: { campaignId }, query: day })
    expect(body.rows).toHaveLength(24)
    expect(body.rows[9]).toEqual({ hour: '09', attempts: 3, connects: 3, successes: 3 })
    expect(body.variation.attempts).toBeCloseTo(0.5)
    const backwards = await manager.ask(getCampaignHours, {
      params: { campaignId },
      query: { from: '2026-03-05', to: '2026-03-01' },
    })
    expect(backwards.problem.code).toBe('metrics.periodBackwards')
  })
  test('the progress of campaigns is that of their records', async () => {
    const campaignId = await insertExample(engine(), place, {
      campaign: { targetSuccesses: 8 },
      contacts: [{ closeReason: 'success' }, { closeReason: 'refusal' }, {}],
    })
    const { body } = await manager.ask(listCampaignProgress, { query: { campaignIds: campaignId } })
    expect(body).toEqual([{ campaignId, targetSuccesses: 8, records: 3, attempted: 0, closed: 2, successes: 1 }])
  })
})
