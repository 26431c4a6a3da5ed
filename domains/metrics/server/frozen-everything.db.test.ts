import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetCalls } from '#domains/calls/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { getFrozenPeriod, listCallsBehind, measure as measureRoute } from '../contract.ts'
import { noKey } from '../measure.ts'
import { measure } from './measure.ts'
import { freezePeriod, openPeriod } from './periods.ts'
import { insertAgent, insertCall, insertCampaign, insertExample, preparePlace } from './test-rows.ts'

let centre: TestCentre
let director: Person
beforeAll(async () => {
  centre = await testCentre()
  director = await centre.someone('director')
  await sql`call platform.ensure_months('calls.call', '2026-02-01', '2026-02-01')`.execute(db())
})
afterAll(() => centre.close())
const db = () => centre.base.database.engine
/** Two days after the examples: their day is over. */
const context = () => ({ ...systemContext(centre.base), now: () => new Date('2026-03-07T04:00:00Z') })
const at = (text: string): Date => new Date(`${text}+08:00`)
const day = { from: '2026-03-05', to: '2026-03-05' }
const sumsOf = async (codes: string[], filter: Omit<Parameters<typeof measure>[1], 'codes'>) =>
  Object.fromEntries(
    ((await measure(context(), { codes, ...filter }))[0]?.values ?? []).map(({ code, numerator }) => [code, numerator]),
  )
const lateOf = async (periodId: string) => {
  await sql`select metrics.freshen(true)`.execute(db())
  const { body } = await director.ask(getFrozenPeriod, { params: { periodId } })
  return Object.fromEntries(body.late.map(({ source, changes }) => [source, changes]))
}

describe('a frozen day', () => {
  const reported = {
    calls: [{ talkSeconds: 60 }],
    orders: [{ orderKind: 'sale' as const, units: 2, amount: 100 }],
    surveys: [{ channel: 'sms' as const, satisfied: true }],
    reviews: [{ score: 90, excellent: true }],
    behaviours: [{ behaviour: 'need_asked', done: 3, opportunities: 4 }],
    questionnaires: [{ completed: true }],
    complaints: [{ responsibility: 'agent' as const }],
    helps: 1,
  }
  const codes = ['orders', 'sales_amount', 'satisfaction_rate', 'average_review_score', 'behaviour_rate', 'complaints']
  const more = ['help_requests', 'sign_ins', 'scheduled_hours', 'attendance_rate', 'adherence', 'seats']

  test('stands for what is reported, planned and in post; what comes late is told by what it is, and opening lets it in', async () => {
    const place = await preparePlace(db(), '全部冻结')
    const first = await insertExample(db(), place, {
      ...reported,
      agents: [[{ state: 'ready', seconds: 3600 }]],
      shifts: [{ agent: 0, seconds: 3600 }],
      staff: [{ joinedOn: '2026-01-01', endpoint: 'sip:1' }],
    })
    const asked = { ...day, siteId: place.siteId }
    const all = [...codes, ...more]
    const before = await sumsOf(all, asked)
    expect(before).toMatchObject({
      orders: 1,
      sales_amount: 100,
      complaints: 1,
      help_requests: 1,
      sign_ins: 1,
      seats: 1,
    })
    const period = await freezePeriod(context(), day)

    const second = await insertExample(db(), place, {
      ...reported,
      agents: [[{ state: 'ready', seconds: 1800 }]],
      shifts: [{ agent: 0, seconds: 1800 }],
      staff: [{ joinedOn: '2026-01-01', endpoint: 'sip:2' }],
    })
    await sql`update results.record set amount = 500, version = version + 1 where campaign_id = ${first} and kind = 'order'`.execute(
      db(),
    )
    await sql`update results.record set state = 'withdrawn', reason = '重复', version = version + 1 where campaign_id = ${first} and kind = 'survey'`.execute(
      db(),
    )
    await sql`update complaints.complaint set responsibility = 'nobody' where campaign_id = ${first}`.execute(db())
    expect(await sumsOf(all, asked)).toEqual(before)
    expect(await sumsOf(['orders', 'complaints'], { ...day, campaignId: second })).toEqual({ orders: 0, complaints: 0 })
    const late = await lateOf(period.id)
    for (const source of [
      'call',
      'time',
      'plan',
      'staff',
      'order',
      'survey',
      'review',
      'behaviour',
      'questionnaire',
      'complaint',
      'help',
      'session',
    ])
      expect([source, late[source]]).toEqual([source, expect.any(Number)])

    await openPeriod(context(), period.id, '补录')
    const after = await sumsOf(all, asked)
    expect(after).toEqual(await sumsOf(all, { ...asked, fromRows: true }))
    expect(after).toMatchObject({
      orders: 2,
      sales_amount: 600,
      satisfaction_rate: 1,
      complaints: 2,
      help_requests: 2,
      sign_ins: 2,
      seats: 2,
    })
    expect(after.scheduled_hours).toBe(1.5)
    expect(await lateOf(period.id)).toEqual({})
  })
  test('keeps in its version every sum that has a day, beside that of the version before', async () => {
    const place = await preparePlace(db(), '两个版本')
    await insertExample(db(), place, reported)
    const first = await freezePeriod(context(), day)
    await insertExample(db(), place, reported)
    await openPeriod(context(), first.id, '补录')
    const second = await freezePeriod(context(), day)
    const { body } = await director.ask(getFrozenPeriod, { params: { periodId: second.id } })
    const figure = (code: string) => body.figures.find(({ fact }) => fact === code)
    for (const code of ['dials', 'orders', 'reviews', 'surveys', 'complaints', 'help_requests', 'behaviours_done'])
      expect([code, (figure(code)?.amount ?? 0) > (figure(code)?.before ?? 0)]).toEqual([code, true])
    await openPeriod(context(), second.id, '补录')
  })
})

describe('behind a number of a frozen day', () => {
  const frozenDay = { from: '2026-02-03', to: '2026-02-03' }
  const listOf = async (
    code: string,
    campaignId: string,
    more: { late?: 'true'; limit?: number; after?: string } = {},
  ) => (await director.ask(listCallsBehind, { params: { code }, query: { ...frozenDay, campaignId, ...more } })).body
  const laid = async () => {
    const campaignId = await insertCampaign(db(), await preparePlace(db(), `背后 ${newId(1)}`))
    for (const minute of [0, 1, 2, 3, 4])
      await insertCall(db(), campaignId, {
        talkSeconds: 10 * (minute + 1),
        outcomeKind: minute < 2 ? 'success' : 'refusal',
        record: minute,
        placedAt: at(`2026-02-03T10:0${minute}:00`),
      })
    await sql`select metrics.freshen(true)`.execute(db())
    return campaignId
  }
  const number = async (code: string, campaignId: string) => (await sumsOf([code], { ...frozenDay, campaignId }))[code]

  test('stand the calls it was made of, as they were; what came or changed since is listed apart', async () => {
    const campaignId = await laid()
    const period = await freezePeriod(context(), frozenDay)
    await insertCall(db(), campaignId, { talkSeconds: 99, outcomeKind: 'success', placedAt: at('2026-02-03T11:00:00') })
    // A success that became a refusal, a refusal that became a success, and an earlier conversation with the second record.
    const change = (minute: number, kind: string) =>
      sql`update calls.call set outcome_kind = ${kind} where campaign_id = ${campaignId} and placed_at = ${at(`2026-02-03T10:0${minute}:00`)}`.execute(
        db(),
      )
    await change(0, 'refusal')
    await change(4, 'success')
    await insertCall(db(), campaignId, { talkSeconds: 5, record: 1, placedAt: at('2026-02-02T10:00:00') })

    for (const code of ['dials', 'agent_calls', 'online_successes', 'customer_contact_rate', 'connects']) {
      const { rows } = await listOf(code, campaignId)
      expect([code, rows?.length]).toEqual([code, await number(code, campaignId)])
    }
    const successes = await listOf('online_successes', campaignId)
    expect(successes.rows.map(({ outcomeKind, changedSince }) => [outcomeKind, changedSince])).toEqual([
      ['success', true],
      ['success', true],
    ])
    // The second success became no other success: but its customer was spoken to before, as is known by now.
    expect(successes.late).toBe(3)
    const late = await listOf('online_successes', campaignId, { late: 'true' })
    expect(late.rows.map(({ talkMs, changedSince }) => [talkMs, changedSince])).toEqual([
      [99_000, false],
      [50_000, false],
      [20_000, false],
    ])

    await openPeriod(context(), period.id, '补录')
    for (const code of ['dials', 'online_successes', 'customer_contact_rate']) {
      const { rows, late: left } = await listOf(code, campaignId)
      expect([code, rows.length, left]).toEqual([code, await number(code, campaignId), 0])
    }
  })
  test('stand as many on all pages together as the number says', async () => {
    const campaignId = await laid()
    const period = await freezePeriod(context(), frozenDay)
    await sql`update calls.call set talk_ms = 0 where campaign_id = ${campaignId} and placed_at < ${at('2026-02-03T10:03:00')}`.execute(
      db(),
    )
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await listOf('agent_calls', campaignId, { limit: 2, ...(after ? { after } : {}) })
      found.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(found.length).toBe(5)
    expect(new Set(found).size).toBe(5)
    await openPeriod(context(), period.id, '补录')
  })
  test('nothing is late because a recording was let go', async () => {
    const campaignId = await laid()
    const period = await freezePeriod(context(), frozenDay)
    await sql`update calls.call set recording = 'r' where campaign_id = ${campaignId}`.execute(db())
    expect((await listOf('dials', campaignId)).late).toBe(0)
    await openPeriod(context(), period.id, '补录')
  })
})

describe('who corrects a call while days are frozen or opened', () => {
  /** Starts `act` after a correction was written and before it stands. */
  const crossing = async <T>(campaignId: string, talkMs: number, act: () => Promise<T>): Promise<T> => {
    const acted = await db()
      .transaction()
      .execute(async (tx) => {
        await sql`update calls.call set talk_ms = ${talkMs}, bridged_at = answered_at where campaign_id = ${campaignId}`.execute(
          tx,
        )
        const acting = act()
        const waits = new Promise((resolve) => setTimeout(resolve, 200))
        await Promise.race([acting, waits])
        // Whoever freezes waits for this very transaction.
        return { acting }
      })
    return acted.acting
  }
  const told = async (campaignId: string) => {
    const asked = { ...day, campaignId }
    const { body } = await director.ask(listCallsBehind, { params: { code: 'agent_calls' }, query: asked })
    return [(await sumsOf(['agent_calls'], asked)).agent_calls, body.rows.length, body.late]
  }

  test('waits or is waited for: the list holds the calls of the figure, and nothing is late that counts', async () => {
    const campaignId = await insertCampaign(db(), await preparePlace(db(), '同时更正'))
    await insertCall(db(), campaignId, { placedAt: at('2026-03-05T10:00:00') })
    const period = await crossing(campaignId, 5000, () => freezePeriod(context(), day))
    expect(await told(campaignId)).toEqual([1, 1, 0])
    await crossing(campaignId, 0, () => openPeriod(context(), period.id, '补录'))
    expect(await told(campaignId)).toEqual([0, 0, 0])
  })
})

describe('the past stays where it was', () => {
  test('when a campaign moves to a site on another clock: its calls, orders and those nobody took', async () => {
    const here = await preparePlace(db(), '迁出地')
    const there = newId(5)
    await sql`insert into people.site (id, name, time_zone, day_starts_at) values (${there}, '迁入地', 'America/New_York', '04:00')`.execute(
      db(),
    )
    const campaignId = await insertExample(db(), here, { orders: [{ orderKind: 'sale' }], complaints: [{}] })
    await insertCall(db(), campaignId, { placedAt: at('2026-03-05T09:00:00') })
    await insertCall(db(), campaignId, { agentId: newId(6), talkSeconds: 9, placedAt: at('2026-03-05T09:30:00') })
    const bySite = async () =>
      (
        await measure(context(), {
          codes: ['dials', 'orders', 'complaints'],
          from: '2026-03-04',
          to: '2026-03-06',
          campaignId,
          by: ['day', 'site'],
        })
      ).map(({ keys, values }) => [...keys, ...values.map(({ numerator }) => numerator)])
    const before = await bySite()
    expect(before).toEqual([['2026-03-05', here.siteId, 2, 1, 1]])
    await sql`update campaigns.campaign set site_id = ${there} where id = ${campaignId}`.execute(db())
    expect(await bySite()).toEqual(before)
    // As if it had moved at eight in the morning: what comes from then on is the new site's, in its own day.
    await sql`update campaigns.home set since = ${at('2026-03-05T09:15:00')} where campaign_id = ${campaignId} and since > '-infinity'`.execute(
      db(),
    )
    await insertCall(db(), campaignId, { placedAt: at('2026-03-05T10:00:00') })
    const dials = (await bySite()).map(([on, site, count]) => [on, site, count])
    expect(dials).toEqual(
      expect.arrayContaining([
        ['2026-03-05', here.siteId, 1],
        ['2026-03-04', there, 1],
      ]),
    )
  })
  test('when a successful call is let go after its time: a questionnaire it told of counts once, whatever is summed up anew', async () => {
    const place = await preparePlace(db(), '问卷只算一次')
    const campaignId = await insertCampaign(db(), place, { type: 'survey', targetSuccesses: 10 })
    const evening = at('2026-03-05T20:00:00')
    await insertCall(db(), campaignId, {
      agentId: newId(1),
      talkSeconds: 60,
      outcomeKind: 'success',
      placedAt: evening,
    })
    const { rows } = await sql<{ id: string; placedAt: Date }>`
      select id, placed_at from calls.call where campaign_id = ${campaignId}`.execute(db())
    await sql`insert into results.record (kind, source, external_id, at, changed_at, site_id, campaign_id, call_id, questionnaire, completed)
      values ('questionnaire', 'test', ${campaignId}, ${evening}, now(), ${place.siteId}, ${campaignId}, ${rows[0]?.id}, '回访', true)`.execute(
      db(),
    )
    const completed = async () => (await sumsOf(['survey_progress'], { ...day, campaignId })).survey_progress
    expect(await completed()).toBe(1)
    const gone = rows.map(({ id, placedAt }) => ({ id, placedAt: new Date(placedAt).toISOString() }))
    expect(await forgetCalls(systemContext(centre.base), gone)).toBe(1)
    await sql`update people.site set day_starts_at = '04:00' where id = ${place.siteId}`.execute(db())
    expect(await completed()).toBe(1)
  })
  test('when an agent is moved to another team while working: calls, time and results each stay with the team of the moment', async () => {
    const place = await preparePlace(db(), '换组')
    const [before, after] = [newId(8), newId(9)]
    const campaignId = await insertCampaign(db(), place)
    const agentId = newId(7)
    for (const [teamId, hour] of [
      [before, '09'],
      [after, '14'],
    ] as const)
      await insertCall(db(), campaignId, { agentId, teamId, talkSeconds: 10, placedAt: at(`2026-03-05T${hour}:00:00`) })
    await insertAgent(db(), [{ state: 'ready', seconds: 3600, campaignId }], { siteId: place.siteId, teamId: before })
    await insertAgent(db(), [{ state: 'ready', seconds: 1800, campaignId }], {
      siteId: place.siteId,
      teamId: after,
      startsAt: at('2026-03-05T14:00:00'),
    })
    for (const [teamId, hour] of [
      [before, '10'],
      [after, '15'],
    ] as const)
      await sql`insert into results.record (kind, source, external_id, at, changed_at, agent_id, team_id, site_id, campaign_id, score, excellent)
        values ('review', 'test', ${teamId}, ${at(`2026-03-05T${hour}:00:00`)}, now(), ${agentId}, ${teamId}, ${place.siteId}, ${campaignId}, 80, false)`.execute(
        db(),
      )
    const byTeam = async () =>
      new Map(
        (
          await measure(context(), {
            codes: ['agent_calls', 'signed_in_time', 'average_review_score'],
            ...day,
            campaignId,
            by: ['team'],
          })
        ).map(({ keys, values }) => [keys[0], values.map(({ numerator }) => numerator)]),
      )
    const told = new Map([
      [before, [1, 1, 80]],
      [after, [1, 0.5, 80]],
    ])
    expect(await byTeam()).toEqual(told)
  })
})

test('a group without a key opens what is in it', async () => {
  const place = await preparePlace(db(), '没有归属')
  const campaignId = await insertCampaign(db(), place)
  for (const minute of [0, 1, 2]) await insertCall(db(), campaignId, { placedAt: at(`2026-02-20T10:0${minute}:00`) })
  await insertCall(db(), campaignId, {
    agentId: newId(1),
    teamId: place.teamId,
    talkSeconds: 5,
    list: 1,
    placedAt: at('2026-02-20T10:05:00'),
  })
  await sql`update calls.call set region = '浙江' where campaign_id = ${campaignId} and agent_id is not null`.execute(
    db(),
  )
  const asked = { from: '2026-02-20', to: '2026-02-20', campaignId }
  for (const [by, name] of [
    ['team', 'teamId'],
    ['agent', 'agentId'],
    ['batch', 'batchId'],
    ['region', 'region'],
  ] as const) {
    const groups = await measure(context(), { codes: ['dials'], ...asked, by: [by] })
    const nobody = groups.find(({ keys }) => keys[0] === null)?.values[0]?.numerator
    const { body } = await director.ask(listCallsBehind, {
      params: { code: 'dials' },
      query: { ...asked, [name]: noKey },
    })
    const figure = await director.ask(measureRoute, { query: { codes: 'dials', ...asked, [name]: noKey } })
    expect([by, nobody, body.rows.length, figure.body[0]?.values[0]?.numerator]).toEqual([by, 3, 3, 3])
  }
  const { body } = await director.ask(listCallsBehind, {
    params: { code: 'dials' },
    query: { ...asked, product: noKey },
  })
  expect(body.rows.length).toBe(4)
})
