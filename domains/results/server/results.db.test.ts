import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import {
  correctResult,
  downloadFaults,
  downloadResultTemplate,
  getResult,
  importResults,
  listBehaviours,
  listDeliveries,
  listResults,
  recordResult,
  refusals,
  reportResults,
  saveBehaviour,
  withdrawResult,
} from '../contract.ts'

let work: WorkingCentre
let manager: Person
let supervisor: Person
let leader: Person
type Call = { id: string; placedAt: string; number: string; campaignId: string; agentId: string; teamId: string }
let calls: Call[] = []
let elsewhere: Call[] = []

beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 5000 }), contacts: 12 })
  await work.centre.clock.runFor(4 * 60_000)
  await work.engine.journal.written()
  const callsOf = (campaignId: string) =>
    work.query<Call>(`select id, placed_at, number, campaign_id, agent_id, team_id from calls.call
      where outcome is not null and talk_ms > 0 and campaign_id = '${campaignId}' order by placed_at limit 6`)
  calls = await callsOf(work.campaignId)
  elsewhere = await callsOf(work.otherCampaignId)
  manager = await work.manager()
  supervisor = await work.supervisor()
  leader = await work.leader()
})
afterAll(() => work.centre.close())

const callAt = (place: number, among = calls): Call => among[place] ?? expect.fail('too few calls')
const order = (externalId: string, more: object = {}) => {
  const { id, placedAt } = callAt(0)
  return { externalId, at: placedAt, callId: id, product: '车位分期', orderKind: 'instalment', amount: 60_000, ...more }
}
const report = (rows: object[], how: object = {}, who = manager) =>
  who.ask(reportResults, { body: { kind: 'order', source: '订单系统', rows: rows as never, ...how } })
const facts = () =>
  work.query<{ externalId: string; amount: number; version: number }>(
    `select r.external_id, f.amount, r.version from results.order_fact f join results.record r on r.id = f.id order by 1`,
  )
const recordOf = async (externalId: string) => {
  const { body } = await manager.ask(listResults, { query: { kind: 'order', search: externalId } })
  return body.rows[0] ?? expect.fail(`no ${externalId}`)
}

describe('reports from another system', () => {
  test('take agent, team, campaign, batch and customer from the call they name', async () => {
    const { body } = await report([order('T-1')])
    expect(body).toMatchObject({ read: 1, recorded: 1, refused: 0, kept: true })
    const { campaignId, agentId, teamId } = callAt(0)
    expect(await recordOf('T-1')).toMatchObject({ campaignId, agentId, teamId, campaignName: '三月外呼', units: 1 })
    const [fact] = await work.query(`select batch_id is not null as batch, customer_id is not null as customer,
      site_id = '${work.siteId}' as site from results.order_fact where campaign_id = '${campaignId}'`)
    expect(fact).toEqual({ batch: true, customer: true, site: true })
  })

  test('told again change nothing, told otherwise correct and leave the earlier version in history', async () => {
    await report([order('C-1')])
    const again = await report([order('C-1')])
    expect(again.body).toMatchObject({ recorded: 0, corrected: 0, unchanged: 1 })
    const other = await report([order('C-1', { amount: 48_000 })])
    expect(other.body).toMatchObject({ recorded: 0, corrected: 1, unchanged: 0 })
    expect((await facts()).filter(({ externalId }) => externalId === 'C-1')).toEqual([
      { externalId: 'C-1', amount: 48_000, version: 2 },
    ])
    const { id } = await recordOf('C-1')
    const { body } = await manager.ask(getResult, { params: { recordId: id } })
    expect(body.versions.map(({ version, amount }) => [version, amount])).toEqual([
      [2, 48_000],
      [1, 60_000],
    ])
  })

  test('that come late with an older revision change nothing', async () => {
    await report([order('R-1', { revision: 2, amount: 2 })])
    const late = await report([order('R-1', { revision: 1, amount: 1 })])
    expect(late.body).toMatchObject({ unchanged: 1, corrected: 0 })
    expect((await recordOf('R-1')).amount).toBe(2)
  })

  test('may withdraw what they told; what is withdrawn counts nowhere and does not come back by a repetition', async () => {
    await report([order('W-1')])
    expect((await report([order('W-1', { withdrawn: true })])).body).toMatchObject({ corrected: 1 })
    expect((await facts()).some(({ externalId }) => externalId === 'W-1')).toBe(false)
    expect((await report([order('W-1')])).body).toMatchObject({ unchanged: 1, refused: 0 })
    const otherwise = await report([order('W-1', { amount: 1 }), order('W-never', { withdrawn: true })])
    expect(otherwise.body.faults.map(({ row, problem }) => [row, problem.code])).toEqual([
      [1, refusals.isWithdrawn.code],
      [2, refusals.nothingToWithdraw.code],
    ])
  })

  test('name every bad row as a problem and keep the good ones, or refuse all, as asked', async () => {
    const rows = [
      order('G-1'),
      order('G-2', { orderKind: 'gift' }),
      order('G-3', { callId: '0190b5c2-0000-7000-8000-000000000000' }),
      order('G-4', { agent: 'nobody' }),
      order('G-5', { campaign: '成都回访' }),
      order('G-6', { at: '2026-03-05T00:30:00Z' }),
      order('G-1', { amount: 5 }),
      order('G-7', { callId: null, number: 'abc' }),
    ]
    const whole = await report(rows, { mode: 'whole' })
    expect(whole.body).toMatchObject({ kept: false, refused: 7, read: 8 })
    expect((await facts()).some(({ externalId }) => externalId.startsWith('G-'))).toBe(false)
    const good = await report(rows)
    expect(good.body).toMatchObject({ kept: true, recorded: 1, refused: 7 })
    expect(good.body.faults.map(({ row, field, problem }) => [row, field, problem.code, problem.status])).toEqual([
      [2, 'orderKind', 'results.notOneOf', 400],
      [3, 'callId', 'results.noSuchCall', 400],
      [4, 'agent', 'results.noSuchAgent', 400],
      [5, 'campaign', 'results.campaignOfAnother', 400],
      [6, 'at', 'results.beforeTheCall', 400],
      [7, 'externalId', 'results.toldTwice', 400],
      [8, 'number', 'results.notANumber', 400],
    ])
  })

  test('a row of nonsense is named and costs the others nothing', async () => {
    const nonsense = [{ product: { toString: 1 } }, { 'a\0b': 1 }, { '\ud800': 1 }, { agent: [['x']] }]
    const { status, body } = await report([order('N-1'), ...nonsense.map((more, at) => order(`N-bad-${at}`, more))])
    expect([status, body.recorded, body.faults.map(({ problem }) => problem.code)]).toEqual([
      ...[200, 1],
      ['results.unreadable', 'results.unknownField', 'results.unknownField', 'results.unreadable'],
    ])
  })

  test('posted twice under one request key are one delivery; other rows under it are refused', async () => {
    const how = { requestKey: 'night-1' }
    const first = await report([order('K-1')], how)
    const second = await report([order('K-1')], how)
    expect(second.body.id).toBe(first.body.id)
    expect(second.body).toMatchObject({ recorded: 1 })
    const other = await report([order('K-2')], how)
    expect(other.problem.code).toBe(refusals.keyUsed.code)
  })

  test('sent by several senders at once count once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => report([order('P-1'), order('P-2')])))
    for (const { status } of answers) expect([200, 409]).toContain(status)
    expect((await facts()).filter(({ externalId }) => externalId.startsWith('P-'))).toHaveLength(2)
    const history = await work.query(`select 1 from results.former h join results.record r on r.id = h.record_id
      where r.external_id like 'P-%'`)
    expect(history).toEqual([])
  })

  test('tell whoever keeps figures which quarters of an hour changed, before and after', async () => {
    const told = Date.parse(callAt(0).placedAt)
    await report([order('E-1', { at: new Date(told - 9 * 60_000).toISOString() })])
    await report([order('E-1', { at: new Date(told + 5000).toISOString() })])
    const events = await work.query<{ payload: { kind: string; quarters: string[] } }>(
      `select payload from platform.outbox where name = 'results.changed' order by id desc limit 1`,
    )
    expect(events.map(({ payload }) => payload)).toEqual([
      { kind: 'order', quarters: ['2026-03-05T01:00:00.000Z', '2026-03-05T00:45:00.000Z'] },
    ])
  })
})

describe('somebody who sees one site', () => {
  test('neither sees nor changes what belongs to another', async () => {
    const away = callAt(0, elsewhere)
    await report([{ ...order('S-1'), callId: away.id, at: away.placedAt }])
    const { body } = await supervisor.ask(listResults, { query: { kind: 'order', search: 'S-1' } })
    expect(body.rows).toEqual([])
    const told = await report([order('S-1')], {}, supervisor)
    expect(told.body.faults.map(({ problem }) => problem.code)).toEqual(['results.outOfReach'])
    const unseen = await report([{ ...order('S-2'), callId: away.id, at: away.placedAt }], {}, supervisor)
    expect(unseen.body.faults.map(({ problem }) => problem.code)).toEqual(['results.noSuchCall'])
  })
  test('and a leader sees the own team alone and reports nothing', async () => {
    const { body } = await leader.ask(listResults, { query: { kind: 'order' } })
    for (const { teamId } of body.rows) expect(teamId).toBe(work.lions.teamId)
    expect((await report([order('L-1')], {}, leader)).status).toBe(403)
  })
})

describe('a result on its page', () => {
  test('is corrected under its version, withdrawn for a reason and brought back, each step on record', async () => {
    await report([order('V-1')])
    const { id: recordId } = await recordOf('V-1')
    const params = { recordId }
    const corrected = await supervisor.ask(correctResult, {
      params,
      body: { version: 1, reason: '金额录错', amount: 59_000, product: ' 车位分期 ' },
    })
    expect(corrected.body).toMatchObject({ version: 2, amount: 59_000, product: '车位分期' })
    const late = await supervisor.ask(correctResult, { params, body: { version: 1, reason: '再改', amount: 1 } })
    expect(late.problem.code).toBe(refusals.changedMeanwhile.code)
    const wrong = await supervisor.ask(correctResult, { params, body: { version: 2, reason: '改', amount: -1 } })
    expect(wrong.problem.code).toBe(refusals.fieldWrong.code)
    const gone = await supervisor.ask(withdrawResult, { params, body: { version: 2, reason: '客户退货' } })
    expect(gone.body.state).toBe('withdrawn')
    const again = await supervisor.ask(withdrawResult, { params, body: { version: 3, reason: '客户退货' } })
    expect(again.problem.code).toBe(refusals.withdrawnAlready.code)
    const back = await supervisor.ask(correctResult, { params, body: { version: 3, reason: '误操作' } })
    expect(back.body).toMatchObject({ state: 'valid', version: 4, amount: 59_000 })
    expect(back.body.versions.map(({ version, state, reason }) => [version, state, reason])).toEqual([
      [4, 'valid', '误操作'],
      [3, 'withdrawn', '客户退货'],
      [2, 'valid', '金额录错'],
      [1, 'valid', ''],
    ])
    const deeds = await work.query(`select actor_id from platform.audit_entry where table_name = 'results.record'
      and row_id = '${recordId}' and operation = 'update' and actor_id = '${supervisor.id}'`)
    expect(deeds).toHaveLength(3)
  })
  test('may be written down by hand, once', async () => {
    const { at, callId } = { at: callAt(1).placedAt, callId: callAt(1).id }
    const row = { at, callId, score: 96, excellent: 'yes', reviewer: '质检甲' }
    const { body } = await manager.ask(recordResult, { body: { kind: 'review', row } })
    expect(body).toMatchObject({ recorded: 1, source: 'manual', channel: 'screen' })
    const bad = await manager.ask(recordResult, { body: { kind: 'review', row: { ...row, score: 'high' } } })
    expect(bad.body).toMatchObject({ kept: false, faults: [{ field: 'score' }] })
  })
})

describe('a file of results', () => {
  const upload = (lines: string[], query: object, bytes?: Uint8Array) =>
    manager.ask(importResults, {
      query: { kind: 'survey', source: '短信平台', ...query } as never,
      body: new File([(bytes ?? lines.join('\r\n')) as never], '满意度.csv'),
    })
  const heading = '来源单号*,发生时间*,通话编号,评价渠道*,满意*'

  test('is checked without keeping anything, then kept; wall-clock time is that of the site', async () => {
    const lines = [heading, `F-1,2026-03-05 11:00,${callAt(0).id},短信,是`, `F-2,2026-03-05 11:00,,挂机评价,也许`]
    await work.centre.clock.runFor(3 * 3_600_000)
    const checked = await upload(lines, { mode: 'check' })
    expect(checked.body).toMatchObject({ kept: false, recorded: 1, refused: 1 })
    expect(await work.query(`select 1 from results.survey_fact`)).toEqual([])
    const kept = await upload(lines, { mode: 'good' })
    expect(kept.body).toMatchObject({ kept: true, recorded: 1, refused: 1 })
    expect(await work.query(`select at, channel, satisfied from results.survey_fact`)).toEqual([
      { at: '2026-03-05T03:00:00.000Z', channel: 'sms', satisfied: true },
    ])
    const { body } = await manager.ask(listDeliveries, { query: { kind: 'survey' } })
    expect(body.rows.map(({ id }) => id)).toEqual([kept.body.id])
  })
  test('gives back its bad rows as a table that can be put right and uploaded as it is', async () => {
    const { body } = await upload([heading, `=F-3,2026-03-05 11:00,,短信,也许`], { mode: 'good' })
    const answer = await manager.inject({
      method: 'GET',
      url: `/api${downloadFaults.path.replace('{deliveryId}', body.id)}?reason=${encodeURIComponent('更正有误的行')}`,
    })
    expect(answer.body).toContain('也许')
    const mended = await upload(answer.body.replace('也许', '否').replace('﻿', '').trimEnd().split('\r\n'), {
      mode: 'good',
    })
    expect(mended.body).toMatchObject({ recorded: 1, refused: 0 })
    expect(await work.query(`select satisfied from results.record where external_id = '=F-3'`)).toEqual([
      { satisfied: false },
    ])
  })
  test.each([
    ['nothing but headings', [heading], 'results.emptyFile'],
    ['a needed column less', ['来源单号,满意', 'X,是'], 'results.columnMissing'],
    ['a column nobody knows', [`${heading},颜色`, 'X,2026-03-05 11:00,,短信,是,红'], 'results.columnUnknown'],
    ['a column twice', [`${heading},满意`, 'X,2026-03-05 11:00,,短信,是,否'], 'results.columnTwice'],
  ])('with %s is refused in words', async (_, lines, code) => {
    expect((await upload(lines, {})).problem.code).toBe(code)
  })
  test('that is a workbook is refused in words; GB 18030 is read', async () => {
    expect((await upload([], {}, new Uint8Array([0x50, 0x4b, 3, 4, 0]))).problem.code).toBe('results.notCsv')
    // 满意 in GB 18030 within an otherwise plain table.
    const plain = Buffer.from('externalId,at,channel,satisfied,')
    const gb = Buffer.concat([
      plain,
      Buffer.from([0xc6, 0xc0, 0xb7, 0xd6]),
      Buffer.from('\nGB-1,2026-03-05 11:00,sms,yes,5\n'),
    ])
    expect((await upload([], {}, gb)).body).toMatchObject({ recorded: 1 })
  })
  test('begins with a template whose headings are understood', async () => {
    const answer = await manager.inject({ method: 'GET', url: `/api${downloadResultTemplate.path}?kind=survey` })
    const headings = answer.body.replace('﻿', '').trim()
    expect((await upload([headings], {})).problem.code).toBe('results.emptyFile')
  })
})

describe('key behaviours', () => {
  test('are reported by code or name, unless the list does not have them or retired them', async () => {
    const row = (externalId: string, behaviour: string) => ({
      ...{ externalId, behaviour, at: callAt(2).placedAt, callId: callAt(2).id, done: 1, opportunities: 2 },
    })
    const params = { code: 'praise' }
    const body = { name: { zh: '真诚赞美', en: 'Sincere praise' }, skill: 'communication' as const, retired: false }
    const { body: list } = await manager.ask(saveBehaviour, { params, body })
    expect(list.some(({ code }) => code === 'praise')).toBe(true)
    const rows = [row('B-1', 'close_attempt'), row('B-2', '真诚赞美'), row('B-3', 'dance')]
    const told = await report(rows, { kind: 'behaviour' })
    expect(told.body).toMatchObject({ recorded: 2, refused: 1 })
    await manager.ask(saveBehaviour, { params, body: { ...body, retired: true } })
    expect((await report([row('B-4', 'praise')], { kind: 'behaviour' })).body).toMatchObject({ refused: 1 })
    const skills = await work.query<{ skill: string }>(`select skill from results.behaviour_fact order by at`)
    expect(skills).toHaveLength(2)
    expect((await leader.ask(listBehaviours)).status).toBe(200)
  })
})
