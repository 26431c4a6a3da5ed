import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agrees, person, unreached } from '#adapters/simulator/call-script.ts'
import { listAudit } from '#domains/access/contract.ts'
import { systemContext } from '#platform/context.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import { type CallRow, countOutcomes, exportCalls, getCall, listCalls, readCallNumber } from '../contract.ts'
import { outcomeWords } from '../text.ts'
import { clearPressedKeys } from './pressed-keys.ts'

let work: WorkingCentre
let manager: Person
let director: Person
beforeAll(async () => {
  work = await workingCentre({
    contacts: 30,
    behaviour: (to, attempt) =>
      to.endsWith('3') && attempt < 3
        ? unreached('busy')
        : person({ talkMs: 40_000, ...(to.endsWith('7') ? { heard: agrees } : {}) }),
  })
  await work.centre.clock.runFor(40 * 60_000)
  await work.engine.journal.written()
  manager = await work.manager()
  director = await work.centre.someone('director')
})
afterAll(() => work.centre.close())

/** The whole list, page by page. */
const everyCall = async (who: Person, query: object = {}, limit = 7): Promise<CallRow[]> => {
  const all: CallRow[] = []
  for (let after: string | undefined; ; ) {
    const { status, body } = await who.ask(listCalls, { query: { ...query, limit, ...(after ? { after } : {}) } })
    expect(status).toBe(200)
    all.push(...body.rows)
    if (!body.next) return all
    after = body.next
  }
}
const count = async (where: string): Promise<number> =>
  (await work.query<{ n: number }>(`select count(*) n from calls.call where ${where}`))[0]?.n ?? -1

describe('keys customers pressed before they were kept from the ledger', () => {
  test('are taken out of it a stretch at a time, page by page, and nothing else with them', async () => {
    const [call] = await everyCall(director)
    const callId = call?.id ?? ''
    const ctx = systemContext(work.centre.base)
    const at = Date.parse(call?.placedAt ?? '')
    const signal = (n: number, kind: string, detail: object | null) => ({
      ...{ callId, kind, providerEventId: `old-${n}`, at: new Date(at + n * 3_600_000) },
      detail: detail && JSON.stringify(detail),
    })
    // Some of them a month later, in another partition.
    const rows = Array.from({ length: 1000 }, (_, n) => signal(n, 'digit', { digit: String(n % 10) }))
    await ctx.db
      .insertInto('calls.signal')
      .values([...rows, signal(1001, 'classified', { as: 'person', afterMs: 900 })])
      .execute()
    const before = await work.query<{ kind: string; detail: unknown }>(
      `select kind, detail from calls.signal where kind <> 'digit' order by call_id, provider_event_id`,
    )
    const shown = (await director.ask(getCall, { params: { callId } })).body.signals
    expect(shown.filter(({ kind }) => kind === 'digit')).toHaveLength(1000)
    expect(JSON.stringify(shown)).not.toContain('"digit":')

    await clearPressedKeys(ctx)
    expect(await work.query(`select from calls.signal where kind = 'digit' and detail is not null`)).toEqual([])
    expect(await work.query(`select count(*)::int as n from calls.signal where kind = 'digit'`)).toEqual([{ n: 1000 }])
    expect(
      await work.query(
        `select kind, detail from calls.signal where kind <> 'digit' order by call_id, provider_event_id`,
      ),
    ).toEqual(before)
    const [place] = await work.query<{ cleared: number; isDone: boolean }>(
      `select cleared::int, done_at is not null as "isDone" from calls.keys_cleared`,
    )
    expect(place).toEqual({ cleared: 1000, isDone: true })
    const plan = await work.query<{ 'QUERY PLAN': string }>(
      `explain update calls.signal set detail = null where ctid >= '(0,0)' and ctid < '(512,0)' and kind = 'digit'`,
    )
    // However large it grows, a stretch reads its own pages only.
    expect(plan.some((line) => line['QUERY PLAN'].includes('Tid Range Scan'))).toBe(true)
    expect(plan.some((line) => line['QUERY PLAN'].includes('Seq Scan'))).toBe(false)
  })
})

describe('the call ledger', () => {
  test('shows an agent their own calls, a leader those of the team, a supervisor those of the site, a director all', async () => {
    const { centre, lions, siteId, lionLeaderId } = work
    const agent = await centre.someone('agent', { id: lionLeaderId })
    const own = await everyCall(agent)
    expect(own.length).toBe(await count(`agent_id = '${lionLeaderId}'`))
    expect(new Set(own.map(({ agentId }) => agentId))).toEqual(new Set([lionLeaderId]))
    const team = await everyCall(await work.leader())
    expect(team.length).toBe(await count(`team_id = '${lions.teamId}'`))
    expect((await everyCall(await work.supervisor())).length).toBe(await count(`site_id = '${siteId}'`))
    expect((await everyCall(director)).length).toBe(await count('true'))
    expect(own.length).toBeGreaterThan(0)
    expect(team.length).toBeGreaterThan(own.length)
  })

  test('does not have a call of somebody else, not even by its id', async () => {
    const foreign = (await everyCall(director)).find(({ agentId }) =>
      work.tigers.workers.some(({ id }) => id === agentId),
    )
    const leader = await work.leader()
    const answer = await leader.ask(getCall, { params: { callId: foreign?.id ?? '' } })
    expect([answer.status, answer.problem.code]).toEqual([404, 'calls.noSuchCall'])
  })

  test('masks numbers in list, detail and file, whoever reads', async () => {
    const [call] = await everyCall(director)
    expect(call?.number).toMatch(/^139\*{4}\d{4}$/)
    expect((await director.ask(getCall, { params: { callId: call?.id ?? '' } })).body.number).toBe(call?.number)
    const file = await director.ask(exportCalls, { query: { reason: '晨会数据' } })
    expect(file.status).toBe(200)
    expect(String(file.body)).not.toMatch(/139\d{8}/)
    const [seen] = await everyCall(await work.centre.someone('complianceOfficer'))
    expect(seen?.number).toMatch(/^139\*{4}\d{4}$/)
  })

  test('tells a number in full only to whoever may, for a reason, on record, and not to copy a list', async () => {
    const officer = await work.centre.someone('complianceOfficer')
    const [call] = await everyCall(director)
    const read = (who: Person, reason: string) =>
      who.ask(readCallNumber, { params: { callId: call?.id ?? '' }, body: { reason } })
    expect((await read(director, '客户要求核对')).status).toBe(403)
    expect((await read(officer, '')).status).toBe(400)
    expect((await read(officer, '客户要求核对')).body.number).toMatch(/^\+86139\d{8}$/)
    const { rows } = (await director.ask(listAudit, { query: { tableName: 'customers.number_reading' } })).body
    expect(rows).toMatchObject([{ actorId: officer.id, after: { masked: call?.number, reason: '客户要求核对' } }])
    const answers = await Promise.all(Array.from({ length: 40 }, () => read(officer, '客户要求核对')))
    expect(answers.filter(({ status }) => status === 200).length).toBe(29)
    expect(answers.find(({ status }) => status === 429)?.problem.code).toBe('customers.tooManyReadings')
  })

  test('leaves in a file only for a reason, which is on record under the number every row carries', async () => {
    const { status, problem } = await director.ask(exportCalls, { query: { reason: ' ' } })
    expect([status, problem.code]).toEqual([400, 'common.noReason'])
    const file = String((await director.ask(exportCalls, { query: { reason: '监管检查' } })).body)
    const [headings = '', ...rows] = file.trimEnd().split('\r\n')
    expect(headings.endsWith(',导出编号')).toBe(true)
    const [mark = '', ...others] = new Set(rows.map((row) => row.slice(row.lastIndexOf(',') + 1)))
    expect(others).toEqual([])
    const records = (await director.ask(listAudit, { query: { tableName: 'platform.data_export', rowId: mark } })).body
    expect(records.rows).toMatchObject([
      { actorId: director.id, after: { reason: '监管检查', path: '/api/calls.csv' } },
    ])
  })

  test('is the same read in pages of any size, each call once, the newest first', async () => {
    const whole = (await everyCall(director, {}, 200)).map(({ id }) => id)
    expect(new Set(whole).size).toBe(whole.length)
    for (const limit of [1, 13, 50]) expect((await everyCall(director, {}, limit)).map(({ id }) => id)).toEqual(whole)
    const times = (await everyCall(director)).map(({ placedAt }) => placedAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  test('keeps its pages while new calls are placed', async () => {
    const first = (await director.ask(listCalls, { query: { limit: 20 } })).body
    const before = (await everyCall(director, {}, 200)).map(({ id }) => id)
    await work.query(`insert into calls.call (id, placed_at, campaign_id, number, caller_id, mode, attempt_number, script_version, fencing)
      values (uuidv7(), '2026-03-05T23:00:00Z', '${work.campaignId}', '+8613900000000', '021', 'manual', 1, 1, 1)`)
    const second = (await director.ask(listCalls, { query: { limit: 20, after: first.next ?? '' } })).body
    expect(second.rows.map(({ id }) => id)).toEqual(before.slice(20, 40))
    await work.query(`delete from calls.call where placed_at = '2026-03-05T23:00:00Z'`)
  })

  test('narrows to campaign, agent, kind of outcome, connection and time', async () => {
    const { campaignId, lionLeaderId } = work
    const sizes = async (query: object) => (await everyCall(director, query, 200)).length
    expect(await sizes({ campaignId })).toBe(await count(`campaign_id = '${campaignId}'`))
    expect(await sizes({ agentId: lionLeaderId })).toBe(await count(`agent_id = '${lionLeaderId}'`))
    expect(await sizes({ outcomeKind: 'success' })).toBe(await count(`outcome_kind = 'success'`))
    expect(await sizes({ connected: 'true' })).toBe(await count('talk_ms > 0'))
    expect(await sizes({ connected: 'false' })).toBe(await count('talk_ms = 0'))
    const [from, to] = ['2026-03-05T01:05:00Z', '2026-03-05T01:10:00Z']
    expect(await sizes({ from, to })).toBe(await count(`placed_at >= '${from}' and placed_at < '${to}'`))
    expect(await sizes({ outcomeKind: 'success' })).toBeGreaterThan(0)
  })

  test('counts how calls ended, and lists exactly those it counted', async () => {
    const counted = (await director.ask(countOutcomes)).body
    expect(counted.length).toBeGreaterThan(1)
    expect(counted.reduce((sum, row) => sum + row.count, 0)).toBe(await count('outcome is not null'))
    for (const { outcome, count: expected } of counted) {
      expect([outcome, (await everyCall(director, { outcome }, 200)).length]).toEqual([outcome, expected])
    }
    const [{ teamId } = { teamId: '' }] = await work.query<{ teamId: string }>(
      `select team_id from calls.call where team_id is not null limit 1`,
    )
    const ofTeam = (await director.ask(countOutcomes, { query: { teamId, outcomeKind: 'success' } })).body
    const successes = await count(`team_id = '${teamId}' and outcome_kind = 'success'`)
    expect(ofTeam.reduce((sum, row) => sum + row.count, 0)).toBe(successes)
  })

  test('answers nonsense in a filter with 400, never with a fault', async () => {
    const nonsense = [
      { campaignId: "' or 1=1 --" },
      { from: 'yesterday' },
      { to: '2026-13-45T00:00:00Z' },
      { outcomeKind: 'nice' },
      { outcome: '\u0000' },
      { teamId: 'lions' },
      { connected: 'maybe' },
      { limit: '-1' },
      { limit: '1e9' },
    ]
    for (const query of nonsense) expect((await director.ask(listCalls, { query: query as never })).status).toBe(400)
  })

  test('takes any cursor without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 150 }),
          fc.tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 })).map(([a, b]) => `${a}~${b}`),
          fc.constantFrom(
            '2026-03-05~-----------------------------------~',
            '+275760-09-13T00:00:00Z~00000000-0000-0000-0000-000000000000',
            '0~------------------------------------',
            'Thu~00000000-0000-0000-0000-000000000000',
            '1~00000000-0000-0000-0000-000000000000',
          ),
        ),
        async (after) => {
          const { status } = await director.ask(listCalls, { query: { after } })
          expect([200, 400]).toContain(status)
        },
      ),
      { numRuns: 80 },
    )
  })
})

describe('the file', () => {
  test('has each call of the list, row by row and value by value', async () => {
    const rows = await everyCall(manager, { campaignId: work.campaignId }, 200)
    const { body } = await manager.ask(exportCalls, {
      query: { campaignId: work.campaignId, reason: '与委托方对账' },
    })
    const lines = String(body)
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split(/\r?\n/)
    expect(lines).toHaveLength(rows.length + 1)
    const columns = lines[0]?.split(',') ?? []
    const at = (line: string | undefined, name: string) =>
      (line ?? '').split(',')[columns.indexOf(name)]?.replace(/^'/, '')
    for (const [place, row] of rows.entries()) {
      const line = lines[place + 1]
      expect({
        placedAt: at(line, '呼叫时间'),
        number: at(line, '号码')?.replaceAll('"', ''),
        agent: at(line, '坐席'),
        talk: Number(at(line, '通话秒数')),
        outcome: at(line, '结果'),
      }).toEqual({
        placedAt: row.placedAt,
        number: expect.stringContaining(row.number.replace('+', '')),
        agent: row.agentName,
        talk: row.talkMs / 1000,
        outcome: outcomeWords(row.outcome)?.zh ?? '',
      })
    }
  })

  test('is for those who may export, and of their own reach', async () => {
    expect((await (await work.leader()).ask(exportCalls, { query: { reason: '晨会数据' } })).status).toBe(403)
  })
})

test('one call tells every signal from the order to the end, and what came of it', async () => {
  const success = (await everyCall(director, { outcomeKind: 'success' }))[0]
  const { body } = await director.ask(getCall, { params: { callId: success?.id ?? '' } })
  expect(body.signals.map(({ kind }) => kind)).toEqual(['ringing', 'answered', 'bridged', 'ended'])
  expect(Date.parse(body.endedAt ?? '') - Date.parse(body.bridgedAt ?? '')).toBe(body.talkMs)
  expect(body).toMatchObject({ state: 'ended', talkMs: 40_000, outcome: 'success', cause: 'normal' })
  expect(body.wrapUpMs).toBeGreaterThan(0)
})

test('nobody may change or delete a call through a request', async () => {
  const [call] = await everyCall(director)
  for (const method of ['PUT', 'DELETE', 'PATCH'] as const)
    expect((await director.inject({ method, url: `/api/calls/${call?.id}` })).statusCode).toBe(404)
})
