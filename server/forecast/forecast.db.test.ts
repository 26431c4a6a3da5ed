import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import {
  cancelForecast,
  type Forecast,
  getForecast,
  getForecastView,
  makeForecast,
} from '#domains/simulation/contract.ts'
import { forecastByNight, simulationJobs } from '#domains/simulation/server/jobs.ts'
import { simulationReactions } from '#domains/simulation/server/reactions.ts'
import { scoreForecasts } from '#domains/simulation/server/scoring.ts'
import { workForecast } from '#domains/simulation/server/work.ts'
import { systemContext } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '../setup/found.ts'
import { type Person, type TestCentre, testCentre } from '../testing.ts'
import { openForecaster } from './in-thread.ts'
import { type PastCall, writeLedger } from './test-past.ts'

const { compute: forecastInThread } = openForecaster()
let centre: TestCentre
let manager: Person
let campaignId: string
let siteId: string
let listId: string

beforeAll(async () => {
  centre = await testCentre()
  await prepareJobs(centre.urls.ownerUrl)
  manager = await centre.someone('campaignManager')
  const ctx = systemContext(centre.base)
  siteId = await foundSite(ctx, '上海职场')
  const { teamId } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: ['甲', '乙', '丙', '丁', '戊'] })
  const rows = Array.from({ length: 200 }, (_, n) => ({ number: `1420000${String(n).padStart(4, '0')}` }))
  listId = (await foundList(ctx, { siteId, name: '名单', rows })).listId
  campaignId = await foundCampaign(ctx, { name: '分期', siteId, listId, teamIds: [teamId], agentHourCost: 60 })
})
afterAll(() => centre.close())

const params = () => ({ campaignId })
const work = (id: string): Promise<void> => workForecast(systemContext(centre.base), id, forecastInThread)
const make = async (changes = {}): Promise<Forecast> => {
  const { body } = await manager.ask(makeForecast, { params: params(), body: { changes } })
  await work(body.id)
  return (await manager.ask(getForecast, { params: { forecastId: body.id } })).body
}

describe('a forecast', () => {
  test('is made in a thread, from the list, the teams at their usual presence and what is assumed', async () => {
    const made = await make()
    expect(made).toMatchObject({ state: 'done', progress: 100, reason: 'asked', costPerHour: 60 })
    expect(made.inputs).toMatchObject({ contacts: 200, agents: 4, hoursPerDay: 11.5, mode: 'progressive' })
    expect(made.rates).toMatchObject({ ownCalls: 0, alikeCalls: 0, centreCalls: 0 })
    expect(made.result?.runs).toBe(40)
    expect(made.result?.attempts.median).toBeGreaterThan(200)
    const { body } = await manager.ask(getForecastView, { params: params() })
    expect(body.made.map(({ id }) => id)).toEqual([made.id])
    expect(body.shown?.id).toBe(made.id)
    expect(body.actual).toMatchObject({ attempts: 0, days: [] })
    expect(body.quality.campaign).toMatchObject([{ forecasts: 0, winkler: null }, { forecasts: 0 }, { forecasts: 0 }])
  })

  test('of a supposition changes nothing, is not listed, and says that nobody calls without agents', async () => {
    const tried = await make({ agents: 0 })
    expect(tried).toMatchObject({ reason: 'tried', result: { stuck: 'noAgents', finishes: 0 } })
    const { body } = await manager.ask(getForecastView, { params: params() })
    expect(body.made.some(({ id }) => id === tried.id)).toBe(false)
  })

  test('can be called off while it waits or works, and only one is made at a time', async () => {
    const { body } = await manager.ask(makeForecast, { params: params(), body: {} })
    const second = await manager.ask(makeForecast, { params: params(), body: {} })
    expect(second.problem.code).toBe('simulation.atWork')
    const called = { params: { forecastId: body.id } }
    expect((await manager.ask(cancelForecast, called)).body.state).toBe('cancelled')
    await work(body.id)
    expect((await manager.ask(getForecast, called)).body).toMatchObject({ state: 'cancelled', result: null })
    expect((await manager.ask(cancelForecast, called)).problem.code).toBe('simulation.notAtWork')
  })

  test('called off in its thread stops there', async () => {
    const stop = new AbortController()
    const { body } = await manager.ask(makeForecast, { params: params(), body: {} })
    const working = workForecast(systemContext(centre.base), body.id, async (inputs, { onProgress }) => {
      await manager.ask(cancelForecast, { params: { forecastId: body.id } })
      const computing = forecastInThread({ ...inputs, runs: 4000 }, { onProgress, signal: stop.signal })
      setTimeout(() => stop.abort(), 300)
      return computing
    })
    await working
    expect((await manager.ask(getForecast, { params: { forecastId: body.id } })).body.state).toBe('cancelled')
  })

  test('is left standing when the process stops, and taken up by the next', async () => {
    const ctx = systemContext(centre.base)
    const { body } = await manager.ask(makeForecast, { params: params(), body: {} })
    const leaving = openForecaster()
    setTimeout(leaving.stop, 200)
    await workForecast(ctx, body.id, (inputs, options) => leaving.compute({ ...inputs, runs: 4000 }, options))
    const called = { params: { forecastId: body.id } }
    expect((await manager.ask(getForecast, called)).body.state).toBe('working')
    await work(body.id)
    expect((await manager.ask(getForecast, called)).body.state).toBe('done')
  })

  test('is for those who plan: an agent may neither see nor make one', async () => {
    const agent = await centre.someone('agent')
    expect((await agent.ask(getForecastView, { params: params() })).status).toBe(403)
    expect((await agent.ask(makeForecast, { params: params(), body: {} })).status).toBe(403)
    const elsewhere = await centre.someone('supervisor', { siteIds: [] })
    expect((await elsewhere.ask(getForecastView, { params: params() })).body.made).toEqual([])
  })

  test('is made once when two ask in the same instant', async () => {
    const ask = () => manager.ask(makeForecast, { params: params(), body: {} })
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    for (const { status, problem } of answers) if (status !== 200) expect(problem.code).toBe('simulation.atWork')
    const made = answers.find(({ status }) => status === 200)
    await manager.ask(cancelForecast, { params: { forecastId: made?.body.id ?? '' } })
  })

  test('is not shown as that of another campaign', async () => {
    const ctx = systemContext(centre.base)
    const { teamId } = await foundTeam(ctx, { siteId, name: '三班', prefix: 'C', agents: ['庚'] })
    const other = await foundCampaign(ctx, { name: '别的', siteId, listId, teamIds: [teamId] })
    const { id: forecastId } = await make({ agents: 5 })
    const asked = await manager.ask(getForecastView, { params: { campaignId: other }, query: { forecastId } })
    expect(asked.problem.code).toBe('simulation.noSuchForecast')
    await moveCampaign(ctx, other, 'finish')
  })

  test('tells what agents cost only to who plans or approves campaigns', async () => {
    const { id: forecastId } = await make({ agents: 5 })
    const cost = async (person: Person) => [
      (await person.ask(getForecast, { params: { forecastId } })).body.costPerHour,
      (await person.ask(getForecastView, { params: params(), query: { forecastId } })).body.shown?.costPerHour,
    ]
    expect(await cost(manager)).toEqual([60, 60])
    for (const post of ['teamLeader', 'planner', 'finance'] as const)
      expect(await cost(await centre.someone(post, { siteIds: [siteId] }))).toEqual([null, null])
  })

  test('of what cannot be is refused', async () => {
    for (const changes of [
      { agents: -1 },
      { agents: 10_001 },
      { agents: 'many' },
      { hoursPerDay: 0 },
      { hoursPerDay: 25 },
      { abandonTarget: 0.2 },
      { abandonTarget: null },
    ]) {
      const { status, problem } = await manager.ask(makeForecast, { params: params(), body: { changes } as never })
      expect([status, problem.code]).toEqual([400, 'common.badInput'])
    }
  })

  test('of a campaign without a list or one that is over is refused', async () => {
    const ctx = systemContext(centre.base)
    const other = await foundCampaign(ctx, { name: '结束', siteId, listId, teamIds: [] }).catch(() => undefined)
    expect(other).toBeUndefined()
    const { teamId } = await foundTeam(ctx, { siteId, name: '二班', prefix: 'B', agents: ['己'] })
    const done = await foundCampaign(ctx, { name: '结束二', siteId, listId, teamIds: [teamId] })
    await moveCampaign(ctx, done, 'finish')
    const asked = await manager.ask(makeForecast, { params: { campaignId: done }, body: {} })
    expect(asked.problem.code).toBe('simulation.isOver')
  })
})

/** Every fourth call is a conversation, every twentieth a success. */
const pastCall = (placedAt: number, n: number): PastCall => {
  const nobody = {
    placedAt,
    answeredAt: null,
    endedAt: placedAt + 40_000,
    attempt: 1,
    cause: 'noAnswer',
    talkMs: 0,
    wrapUpMs: 0,
    outcomeKind: 'unreached',
  }
  if (n % 4 !== 0) return nobody
  const outcomeKind = n % 20 === 0 ? 'success' : 'refusal'
  return { ...nobody, answeredAt: placedAt + 9000, cause: 'normal', talkMs: 31_000, wrapUpMs: 20_000, outcomeKind }
}

describe('what is done by itself', () => {
  test('a campaign that starts is forecast once, however often that is told', async () => {
    const started = simulationReactions.find(({ event }) => event === 'campaigns.started')
    const told = { subjectId: campaignId, payload: {}, at: centre.clock.now().toISOString(), actorId: null }
    const ctx = systemContext(centre.base)
    await started?.react(ctx, told)
    await started?.react(ctx, told)
    const { rows } = await sql<{ id: string }>`
      select id from simulation.forecast where campaign_id = ${campaignId} and reason = 'started'`.execute(ctx.db)
    expect(rows.length).toBe(1)
    await work(rows[0]?.id ?? '')
  })

  test('running campaigns are forecast in the small hours of their site, and once', async () => {
    const ctx = systemContext(centre.base)
    const small = { ...ctx, now: () => new Date('2026-03-05T19:12:00.000Z') }
    await forecastByNight({ ...ctx, now: () => new Date('2026-03-05T12:12:00.000Z') })
    await forecastByNight(small)
    await forecastByNight(small)
    const { rows } = await sql<{ id: string; state: string }>`
      select id, state from simulation.forecast where campaign_id = ${campaignId} and reason = 'nightly'`.execute(
      ctx.db,
    )
    expect(rows.map(({ state }) => state)).toEqual(['waiting'])
    expect(simulationJobs(forecastInThread).map(({ task }) => task)).toContain('simulation.forecast')
  })

  test('a forecast is held against the days that are over, and its score is kept', async () => {
    const ctx = systemContext(centre.base)
    const morning = centre.clock.nowMs()
    const calls = Array.from({ length: 100 }, (_, n) => pastCall(morning + 60_000 * n, n))
    await writeLedger(ctx.db, { campaignId, listId }, calls)
    await scoreForecasts({ ...ctx, now: () => new Date('2026-03-06T02:00:00.000Z') })
    const { rows } = await sql<{ measure: string; actual: number; day: string; winkler: number }>`
      select s.measure, s.actual, s.day, s.winkler from simulation.score s join simulation.forecast f on f.id = s.forecast_id
      where f.reason = 'asked' and f.campaign_id = ${campaignId} order by s.measure`.execute(ctx.db)
    const scored = rows.map(({ measure, actual, day }) => [measure, actual, day])
    const expected = { attempts: 100, contacts: 25, successes: 5 }
    expect(scored).toEqual(
      Object.entries(expected).flatMap(([name, count]) => Array(2).fill([name, count, '2026-03-05'])),
    )
    const { body } = await manager.ask(getForecastView, { params: params() })
    expect(body.actual).toMatchObject({ attempts: 100, contacts: 25, successes: 5 })
    const leader = await centre.someone('teamLeader', { siteIds: [siteId] })
    const seen = await leader.ask(getForecastView, { params: params() })
    expect(seen.body.actual).toMatchObject({ attempts: 100, contacts: 25, successes: 5 })
    const [attempts] = body.quality.campaign
    expect(attempts?.forecasts).toBe(3)
    expect(attempts?.winkler).toBeGreaterThan(0)
  })

  test('what was learned from its own calls goes into the next forecast', async () => {
    await sql`update simulation.forecast set state = 'cancelled' where state = 'waiting'`.execute(
      systemContext(centre.base).db,
    )
    const { rates } = await make()
    expect(rates?.ownCalls).toBe(100)
    expect(rates?.answerRate).toBeCloseTo(0.25, 1)
  })
})
