import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createList, importRows } from '#domains/lists/server/public.ts'
import type { Worker } from '#domains/presence/server/public.ts'
import {
  getScoredContact,
  getScoring,
  listModels,
  listScoredContacts,
  refitScoring,
  setScoring,
} from '#domains/scoring/contract.ts'
import { forgetUnwanted, refitWhenDue } from '#domains/scoring/server/jobs.ts'
import { workTraining } from '#domains/scoring/server/work.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { foundCampaign, foundSite, foundTeam } from '#server/setup/found.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { openLearner } from './in-thread.ts'

const called = 900
const uncalled = 300
const everyone = called + uncalled
const isTeacher = (n: number): boolean => n % 3 === 0
const dayMs = 86_400_000

let centre: TestCentre
let ctx: Context
let manager: Person
let agent: Worker | undefined
let ground: { listId: string; siteId: string; teamId: string; campaignId: string; young: string }
const { learner, stop } = openLearner()

/** Teachers say yes in half of the conversations, others in one of twenty; women answer more. */
const rowOf = (n: number) => ({
  number: `139${10_000_000 + n}`,
  name: `客户${n}`,
  attributes: {
    职业: isTeacher(n) ? '教师' : '其他',
    性别: n % 2 === 0 ? '女' : '男',
    编号: `K${n}`,
    // Brought back from where calls were made: only those called have it.
    ...(n < called ? { 签约金额: succeeds(n) ? '5000' : '0', 通话时长: String(n % 300) } : {}),
  },
})
const succeeds = (n: number): boolean => (isTeacher(n) ? n % 2 === 0 : n % 20 === 7)

/** A ledger as the engine would have written it: one call for each of the first `count` entries. */
const writeCalls = async (campaignId: string, from: number, count: number): Promise<void> => {
  const first = new Date(centre.clock.now().getTime() - 20 * dayMs)
  await sql`call platform.ensure_months('calls.call'::regclass, ${first}, ${centre.clock.now()})`.execute(ctx.db)
  await sql`
    insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, caller_id, mode, attempt_number,
      script_version, state, answered_at, bridged_at, ended_at, cause, ended_by, talk_ms, outcome, outcome_kind, outcome_at, fencing)
    select platform.new_id(), t.at, ${campaignId}, e.id, e.customer_id, e.list_id, e.batch_id, e.number, '', 'progressive', 1, 1, 'ended',
      case when talked then t.at + interval '9 s' end, case when talked then t.at + interval '9 s' end, t.at + interval '60 s',
      case when talked then 'normal' else 'noAnswer' end, 'network', case when talked then 51000 else 0 end,
      case when talked then k.kind else 'unreached.noAnswer' end, case when talked then k.kind else 'unreached' end, t.at + interval '70 s', 1
    from (select e.*, (row_number() over (order by e.number) - 1)::int as n from lists.entry_fact e where e.list_id = ${ground.listId}) e
    cross join lateral (select ${first}::timestamptz + e.n * interval '20 min' as at) t
    cross join lateral (select (e.n % 2 = 0 or e.n % 7 < 5) as talked) w
    cross join lateral (select case when (e.n % 3 = 0 and e.n % 2 = 0) or (e.n % 3 <> 0 and e.n % 20 = 7) then 'success' else 'refusal' end as kind) k
    where e.n >= ${from} and e.n < ${from + count}`.execute(ctx.db)
}

const train = async (campaignId: string) => {
  const answer = await manager.ask(refitScoring, { params: { campaignId } })
  expect(answer.status).toBe(200)
  await workTraining(ctx, { campaignId, reason: 'asked', actorName: '王经理' }, learner)
  return (await manager.ask(getScoring, { params: { campaignId } })).body
}
/** Waits until the relay has read everything. */
const reacted = (): Promise<boolean> =>
  vi.waitUntil(
    async () => {
      await centre.engine().reactions.settled()
      const { rows } = await sql<{ isDone: boolean }>`
        select not exists (select from platform.outbox o where o.id > r.last_id) as is_done
        from platform.outbox_reader r where r.name = 'telephony'`.execute(ctx.db)
      return rows[0]?.isDone === true
    },
    { timeout: 50_000, interval: 200 },
  )
const line = async () =>
  (
    await sql<{ n: number; rank: number; answerChance: number | null; isOff: boolean }>`
      select (right(c.number, 8)::int - 10000000) as n, c.rank, c.answer_chance, k.scoring_off as is_off
      from dialer.contact c join customers.customer k on k.id = c.customer_id
      where c.campaign_id = ${ground.campaignId} and c.state = 'waiting' order by 1`.execute(ctx.db)
  ).rows
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

beforeAll(async () => {
  centre = await testCentre()
  await prepareJobs(centre.urls.ownerUrl)
  ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: ['坐席'] })
  const { id: listId } = await createList(ctx, { siteId, name: '名单', supplier: '', note: '' })
  await importRows(ctx, { listId, name: '三月.csv', rows: Array.from({ length: everyone }, (_, n) => rowOf(n)) })
  const campaignId = await foundCampaign(ctx, {
    name: '三月外呼',
    siteId,
    listId,
    teamIds: [teamId],
    mode: 'progressive',
  })
  const young = await foundCampaign(ctx, { name: '四月外呼', siteId, listId, teamIds: [teamId], mode: 'manual' })
  ground = { listId, siteId, teamId, campaignId, young }
  manager = await centre.someone('campaignManager')
  await writeCalls(campaignId, 0, called)
  // Of the teachers not yet called, every second wants no scoring.
  await sql`update customers.customer c set scoring_off = true from lists.entry_fact e
    where e.customer_id = c.id and right(e.number, 8)::int - 10000000 >= ${called} and (right(e.number, 8)::int - 10000000) % 6 = 0`.execute(
    ctx.db,
  )
  agent = workers[0]
}, 120_000)
afterAll(async () => {
  stop()
  await centre.close()
})

describe('a campaign that has talked to many', () => {
  test('learns whom to call, says how well on whom it had not seen, and refuses what was written after the call', async () => {
    const { model, plan } = await train(ground.campaignId)
    expect(plan).toMatchObject({ state: 'idle', isOn: true })
    expect(model).toMatchObject({ kind: 'learned', version: 1, switchedOff: 50, scored: everyone - 50 })
    expect(model?.report.success?.outOfTime.auc).toBeGreaterThan(0.75)
    expect(model?.report.success?.outOfTime.rows).toBeGreaterThan(100)
    expect(model?.report.success?.calibration.length).toBe(10)
    const refused = new Map(model?.report.refused.map(({ name, reason }) => [name, reason]))
    expect(refused).toEqual(
      new Map([
        ['签约金额', 'tellsTheOutcome'],
        ['通话时长', 'declared'],
      ]),
    )
    expect(model?.report.success?.columns).not.toContain('签约金额')
  })

  test('says why of each contact, with the number masked', async () => {
    const params = { campaignId: ground.campaignId }
    const nowhere = `1e300_${'-'.repeat(36)}`
    expect((await manager.ask(listScoredContacts, { params, query: { after: nowhere } })).status).toBe(200)
    const best = await manager.ask(listScoredContacts, { params, query: { limit: 20, from: 'best' } })
    const [first] = best.body.rows
    expect(first?.reasons.some(([column, value, part]) => column === '职业' && value === '教师' && part > 0)).toBe(true)
    expect(first?.number).toContain('****')
    const next = await manager.ask(listScoredContacts, {
      params,
      query: { limit: 20, after: best.body.next ?? '', from: 'best' },
    })
    const ids = [...best.body.rows, ...next.body.rows].map(({ entryId }) => entryId)
    expect(new Set(ids).size).toBe(40)
    const one = await manager.ask(getScoredContact, { params: { ...params, entryId: first?.entryId ?? '' } })
    expect(one.body).toEqual(first)
  })

  test('calls the better scored first; who wants no scoring stands anywhere; pacing knows the chance of an answer', async () => {
    await centre.openTelephony()
    const engine = centre.engine()
    await reacted()
    const waiting = await line()
    const scored = waiting.filter(({ isOff }) => !isOff)
    const teachers = scored.filter(({ n }) => isTeacher(n)).map(({ rank }) => rank)
    const others = scored.filter(({ n }) => !isTeacher(n)).map(({ rank }) => rank)
    const unscored = waiting.filter(({ isOff }) => isOff).map(({ rank }) => rank)
    expect(Math.max(...teachers)).toBeLessThan(Math.min(...others))
    expect(new Set(unscored).size).toBeGreaterThan(30)
    expect(mean(unscored)).toBeGreaterThan(0.3)
    expect(mean(unscored)).toBeLessThan(0.7)
    expect(scored.every(({ answerChance }) => answerChance !== null)).toBe(true)
    const chanceOf = (even: number) =>
      mean(scored.filter(({ n }) => n % 2 === even).map(({ answerChance }) => answerChance ?? 0))
    expect(chanceOf(0)).toBeGreaterThan(chanceOf(1) + 0.1)

    if (!agent) throw new Error('there is no agent')
    const { id } = await engine.presence.signIn(agent, { simulated: true })
    engine.presence.ask(id, { ready: true })
    await centre.clock.runFor(5000)
    const [first] = [...engine.calls.all()]
    const { rows } = await sql<{ rank: number; best: number }>`
      select c.rank, (select min(rank) from dialer.contact where campaign_id = ${ground.campaignId}) as best
      from dialer.contact c where campaign_id = ${ground.campaignId} and number = ${first?.number ?? ''}`.execute(
      ctx.db,
    )
    expect(rows).toEqual([{ rank: 0, best: 0 }])
  }, 60_000)

  test('is read in its order from an index, without sorting the whole list', async () => {
    const plan = await ctx.db.transaction().execute(async (db) => {
      await sql`set local enable_sort = off`.execute(db)
      await sql`set local enable_seqscan = off`.execute(db)
      const { rows } = await sql<Record<string, string>>`explain select entry_id from dialer.contact
        where campaign_id = ${ground.campaignId} and state = 'waiting' and assigned_to is null and due_at <= now()
        order by priority, rank, due_at, entry_id limit 50`.execute(db)
      return rows.map((row) => Object.values(row).join(' ')).join('\n')
    })
    expect(plan).toContain('contact_next')
    expect(plan).not.toContain('Sort')
  })

  test('is told what its scores came to once more calls are over', async () => {
    await centre.clock.runFor(60_000)
    const before = (await manager.ask(getScoring, { params: { campaignId: ground.campaignId } })).body.newOutcomes
    const { history } = await train(ground.campaignId)
    expect(history.map(({ version }) => version)).toEqual([2, 1])
    expect(before).toBeGreaterThanOrEqual(0)
    const models = await manager.ask(listModels)
    expect(models.body.rows.map(({ version, campaignName }) => [version, campaignName])).toContainEqual([2, '三月外呼'])
  })

  test('forgets the score of a person who wants none from now on', async () => {
    const params = { campaignId: ground.campaignId }
    const { rows } = (await manager.ask(listScoredContacts, { params, query: { limit: 1, from: 'best' } })).body
    const entryId = rows[0]?.entryId ?? ''
    await sql`update customers.customer c set scoring_off = true from lists.entry_fact e where e.id = ${entryId} and c.id = e.customer_id`.execute(
      ctx.db,
    )
    await forgetUnwanted(ctx)
    const gone = await manager.ask(getScoredContact, { params: { ...params, entryId } })
    expect([gone.status, gone.problem.code]).toEqual([404, 'scoring.notScored'])
  })

  test('has no scores and its old order once scoring is switched off, and refuses to be trained', async () => {
    const params = { campaignId: ground.campaignId }
    const { plan } = (await manager.ask(getScoring, { params })).body
    const off = await manager.ask(setScoring, {
      params,
      body: { isOn: false, keptOut: ['性别'], version: plan.version },
    })
    expect(off.body.plan).toMatchObject({ isOn: false, keptOut: ['性别'] })
    expect((await manager.ask(listScoredContacts, { params, query: { limit: 5, from: 'best' } })).body.rows).toEqual([])
    await reacted()
    expect(new Set((await line()).map(({ rank }) => rank))).toEqual(new Set([0.5]))
    expect((await manager.ask(refitScoring, { params })).problem.code).toBe('scoring.isOff')
    const stale = await manager.ask(setScoring, { params, body: { isOn: true, keptOut: [], version: plan.version } })
    expect(stale.problem.code).toBe('scoring.changedMeanwhile')
    const leader = await centre.someone('teamLeader')
    expect((await leader.ask(setScoring, { params, body: { isOn: true, keptOut: [], version: 1 } })).status).toBe(403)
  }, 60_000)
})

describe('a campaign that knows too little', () => {
  test('goes by the rates of its batches, shrunken, and says so', async () => {
    const { model } = await train(ground.young)
    expect(model).toMatchObject({ kind: 'groups', rows: 0 })
    expect(model?.report.why).toBe('tooFewOutcomes')
    const scores = await manager.ask(listScoredContacts, {
      params: { campaignId: ground.young },
      query: { limit: 5, from: 'best' },
    })
    expect(new Set(scores.body.rows.map(({ success }) => success)).size).toBe(1)
  })

  test('is trained once enough outcomes have come in', async () => {
    await writeCalls(ground.young, 0, 700)
    await refitWhenDue(ctx)
    const { plan } = (await manager.ask(getScoring, { params: { campaignId: ground.young } })).body
    expect(plan.state).toBe('waiting')
    expect((await manager.ask(refitScoring, { params: { campaignId: ground.young } })).problem.code).toBe(
      'scoring.atWork',
    )
  })
})
