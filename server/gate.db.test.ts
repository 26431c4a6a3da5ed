import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { addDoNotCall, endDoNotCall, listDoNotCall } from '#domains/compliance/contract.ts'
import * as gate from '#domains/compliance/gate-contract.ts'
import type { CallingRules } from '#domains/compliance/rules.ts'
import { openCallerIdPool, openLiveGate } from '#domains/compliance/server/public.ts'
import { mergeCustomers } from '#domains/customers/contract.ts'
import { zonesOf } from '#domains/customers/server/public.ts'
import * as desk from '#domains/desk/contract.ts'
import { historyOf } from './gate-ground.ts'
import { type WorkingCentre, workingCentre } from './test-working-centre.ts'
import type { Person } from './testing.ts'

let work: WorkingCentre
let officer: Person
let second: Person
let agent: Person
beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 30_000 }), contacts: 12 })
  officer = await work.centre.someone('complianceOfficer')
  second = await work.centre.someone('complianceOfficer')
  work.staff.goHome()
  await work.centre.clock.runFor(120_000)
})
afterAll(() => work.centre.close())

const now = () => work.centre.clock.now()
const at = (hours: number): string => new Date(now().getTime() + hours * 3_600_000).toISOString()
const dial = (number: string, change: object = {}) => ({
  ...{
    kind: 'manual' as const,
    number,
    customerId: '',
    campaignId: work.campaignId,
    entryId: null,
    agentId: officer.id,
  },
  ...{ jurisdiction: 'cn', purpose: 'sales' as const, timeZone: 'Asia/Shanghai', lockOutHours: 72 },
  ...change,
})
const answer = (number: string, change: object = {}): string => {
  const said = work.engine.gate.wouldAllow(dial(number, change))
  return said.allowed ? 'allowed' : said.rule
}
const rulesOf = async (jurisdiction: string): Promise<gate.RulesVersion> => {
  const { body } = await officer.ask(gate.listRules, { query: { jurisdiction } })
  return body.find(({ inForce }) => inForce) as gate.RulesVersion
}
const write = async (jurisdiction: string, change: Partial<CallingRules>, effectiveFrom = at(0)) => {
  const { rules } = await rulesOf(jurisdiction)
  const body = { jurisdiction, effectiveFrom, rules: { ...rules, ...change }, note: '收紧' }
  return (await officer.ask(gate.writeRules, { body })).body
}
const step = (who: Person, route: typeof gate.submitRules | typeof gate.approveRules, row: gate.RulesVersion) =>
  who.ask(route as typeof gate.approveRules, { params: { rulesId: row.id }, body: { version: row.version } })
const approved = async (draft: gate.RulesVersion): Promise<gate.RulesVersion> => {
  const { body: submitted } = await step(officer, gate.submitRules, draft)
  const { body } = await step(second, gate.approveRules, submitted)
  return body
}

describe('calling rules', () => {
  test('do nothing as a draft, nor handed in; once somebody else has approved them they hold without a restart', async () => {
    const never = { of: 'number', within: 'day', most: 1 } as const
    const draft = await write('uk', { caps: [never], consent: 'explicit' })
    expect([draft.state, draft.inForce, draft.number]).toEqual(['draft', false, 2])
    expect(answer('+447911123456', { jurisdiction: 'uk' })).toBe('closedThere')
    const { body: submitted } = await step(officer, gate.submitRules, draft)
    expect(answer('+447911123456', { jurisdiction: 'uk' })).toBe('closedThere')
    const own = await step(officer, gate.approveRules, submitted)
    expect([own.status, own.problem.code]).toEqual([403, 'compliance.approverWroteIt'])
    const { body: holding } = await step(second, gate.approveRules, submitted)
    expect(holding).toMatchObject({
      state: 'approved',
      inForce: true,
      approvedByName: expect.stringContaining('compliance'),
    })
    expect(answer('+447911123456', { jurisdiction: 'uk' })).toBe('consentMissing')
  })
  test('are kept from their writer by the database as well, and stay as they were approved', async () => {
    const draft = await write('us', {})
    const run = (statement: string) => sql.raw(statement).execute(work.centre.base.database.engine)
    await expect(
      run(
        `update compliance.rules_version set state = 'approved', approved_by = '${officer.id}', approved_at = now(), effective_from = now() where id = '${draft.id}'`,
      ),
    ).rejects.toThrow('two_people_answer_for_rules')
    await expect(
      run(`update compliance.rules_version set note = 'x' where jurisdiction = 'us' and number = 1`),
    ).rejects.toThrow('approved rules are not changed')
    const changed = { rules: draft.rules, effectiveFrom: draft.effectiveFrom, version: 9 }
    const { problem } = await officer.ask(gate.changeRules, { params: { rulesId: draft.id }, body: changed })
    expect(problem.code).toBe('compliance.rulesChangedMeanwhile')
    expect((await officer.ask(gate.discardRules, { params: { rulesId: draft.id } })).status).toBe(200)
    expect((await agentOf().ask(gate.listRules, { query: {} })).status).toBe(403)
  })
  test('come into force at their moment, not before', async () => {
    const closed = { ...(await rulesOf('cn-insurance')).rules.hours, onHolidays: 'closed' as const }
    await approved(await write('cn-insurance', { hours: closed, refusalLockOutDays: 0 }, at(2)))
    work.engine.gate.refused('+8613700000001', now().getTime() - 200 * 86_400_000)
    expect(answer('+8613700000001', { jurisdiction: 'cn-insurance' })).toBe('allowed')
    await work.centre.clock.runFor(2 * 3_600_000)
    expect(answer('+8613700000001', { jurisdiction: 'cn-insurance' })).toBe('refusedForEver')
  })
  test('refuse what contradicts itself before anybody reads it', async () => {
    const { rules } = await rulesOf('us')
    const cap = { of: 'number' as const, within: 'day' as const, most: 1 }
    for (const wrong of [
      { caps: [cap, { ...cap, most: 2 }] },
      { caps: [{ ...cap, most: 0 }] },
      { hours: { ...rules.hours, holidayWindows: [{ from: '12:00', to: '09:00' }] } },
      { refusalLockOutDays: -1 },
    ]) {
      const body = { jurisdiction: 'us', effectiveFrom: at(0), rules: { ...rules, ...wrong }, note: '' }
      expect((await officer.ask(gate.writeRules, { body })).status).toBe(400)
    }
  })
})

/** An agent of the first team, made once. */
const agentOf = (): Person => agent
beforeAll(async () => {
  agent = await work.centre.someone('agent', { id: work.lions.workers[0]?.id ?? '', loginName: 'lion1' })
})

describe('holidays', () => {
  test('come with the product, are edited with a trace, and a year nobody entered is missed', async () => {
    const ask = async (year: number) => (await officer.ask(gate.listHolidays, { query: { calendar: 'cn', year } })).body
    const { days, years, missing } = await ask(2026)
    expect([days.length, years, missing]).toEqual([39, [2024, 2025, 2026], []])
    expect(days.find(({ day }) => day === '2026-10-01')).toMatchObject({ kind: 'holiday', nameZh: '国庆节' })
    const params = { calendar: 'uk', day: '2026-12-25' }
    const body = { kind: 'holiday' as const, nameZh: '圣诞节', nameEn: 'Christmas' }
    expect((await officer.ask(gate.setHoliday, { params, body })).status).toBe(200)
    expect((await officer.ask(gate.removeHoliday, { params })).status).toBe(200)
    expect((await officer.ask(gate.removeHoliday, { params })).problem.code).toBe('compliance.noSuchHoliday')
    const { body: none } = await officer.ask(gate.listHolidays, { query: { calendar: 'us' } })
    expect(none.missing).toEqual([2026])
    const audit = await work.query(
      `select 1 from platform.audit_entry where table_name = 'compliance.holiday' and actor_id = '${officer.id}'`,
    )
    expect(audit).toHaveLength(2)
  })
})

describe('do not call', () => {
  const add = (number: string, change: object = {}) =>
    officer.ask(addDoNotCall, { body: { number, reason: '来信', ...change } as never })
  const entry = async (number: string) =>
    (await officer.ask(listDoNotCall, { query: { number } })).body.rows[0]?.id ?? ''

  test('said by a person holds for all their numbers, under every record once records are merged, after a restart as well', async () => {
    const [kept, other] = await work.query<{ id: string; number: string }>(
      'select id, number from customers.customer where number is not null order by id desc limit 2',
    )
    const as = (customerId: string) => answer('+8613700000077', { customerId, jurisdiction: 'us', agentId: officer.id })
    const before = as(kept?.id ?? '')
    await add(other?.number ?? '', { kind: 'customer' })
    expect([as(kept?.id ?? ''), as(other?.id ?? '')]).toEqual([before, 'customerSaidNo'])
    const director = await work.centre.someone('director')
    const body = { otherId: other?.id ?? '', reason: '同一人' }
    const merged = await director.ask(mergeCustomers, { params: { customerId: kept?.id ?? '' }, body })
    expect(merged.status).toBe(200)
    // The event may wait behind a long transaction of anybody on this server.
    await expect.poll(() => as(kept?.id ?? ''), { timeout: 20_000 }).toBe('customerSaidNo')
    const again = openLiveGate({
      ...{ base: work.centre.base, clock: work.centre.clock, journal: work.engine.journal },
      ...{ callerIds: openCallerIdPool(work.centre.base), zonesOf, history: historyOf(work.centre.base) },
    })
    await again.load()
    const asked = dial('+8613700000077', { customerId: kept?.id ?? '' })
    expect(again.wouldAllow(asked)).toMatchObject({ rule: 'customerSaidNo' })
    again.stop()
  })
  test('for one campaign or for a time leaves the others, and ends when it says', async () => {
    const until = at(1)
    await add('13700000010', { kind: 'campaign', campaignId: work.campaignId })
    await add('13700000011', { until })
    expect([answer('+8613700000010'), answer('+8613700000011')]).toEqual(['onCampaignList', 'onOurListUntil'])
    expect(answer('+8613700000010', { campaignId: work.otherCampaignId })).toBe('allowed')
    await work.centre.clock.runUntil(new Date(until))
    expect(answer('+8613700000011')).toBe('allowed')
    for (const wrong of [{ kind: 'campaign' }, { until: at(-1) }, { kind: 'customer', until: at(9) }])
      expect((await add('13700000012', wrong)).status).toBe(400)
  })
  test('of our own is ended by an officer with a reason; a customer’s wish by nobody', async () => {
    await add('13700000020')
    await add('13700000021', { kind: 'customer', proof: '挂号信 2026-03-01' })
    const end = (id: string, who = officer) =>
      who.ask(endDoNotCall, { params: { entryId: id }, body: { reason: '登记错误' } })
    const ours = await entry('13700000020')
    expect((await end(ours, await work.manager())).status).toBe(403)
    expect((await end(ours)).status).toBe(200)
    expect(answer('+8613700000020')).toBe('allowed')
    expect((await end(ours)).problem.code).toBe('compliance.entryEnded')
    const wish = await entry('13700000021')
    expect((await end(wish)).problem.code).toBe('compliance.wishStays')
    expect(answer('+8613700000021')).toBe('customerSaidNo')
    await expect(
      work.query(
        `update compliance.do_not_call set ended_at = now(), ended_by = '${officer.id}', ended_reason = 'x' where id = '${wish}'`,
      ),
    ).rejects.toThrow('a_wish_is_for_ever_and_stays')
    const [trace] = await work.query<{ after: string }>(
      `select after::text as after from platform.audit_entry where table_name = 'compliance.do_not_call' and row_id = '${ours}'`,
    )
    expect(trace?.after).toContain('登记错误')
    expect(trace?.after).not.toContain('13700000020')
    await add('13700000020')
    expect(answer('+8613700000020')).toBe('onOurList')
  })
})

describe('consent', () => {
  const say = (act: 'given' | 'withdrawn', more: object = {}) =>
    officer.ask(gate.noteConsent, {
      body: { number: '13700000030', purpose: 'sales', act, evidence: '录音', ...more } as never,
    })
  const carrier = { jurisdiction: 'cn-telecom' }
  test('opens the gate for its purpose alone, and closes it the instant it is taken back', async () => {
    expect(answer('+8613700000030', carrier)).toBe('consentMissing')
    expect((await say('given')).body).toMatchObject({ act: 'given', number: '+8613700000030' })
    expect(answer('+8613700000030', carrier)).toBe('allowed')
    expect(answer('+8613700000030', { ...carrier, purpose: 'survey' })).toBe('consentMissing')
    await work.centre.clock.runFor(1000)
    await say('withdrawn', { purpose: 'any' })
    expect([answer('+8613700000030', carrier), answer('+8613700000030')]).toEqual([
      'consentWithdrawn',
      'consentWithdrawn',
    ])
    const { body } = await officer.ask(gate.listConsent, { query: { number: '13700000030' } })
    expect(body.rows.map(({ act }) => act)).toEqual(['withdrawn', 'given'])
    expect((await say('given', { number: null })).problem.code).toBe('compliance.consentOfNobody')
    expect((await say('given', { at: at(1) })).problem.code).toBe('compliance.consentInFuture')
    expect((await say('given', { at: '0000-01-01T00:00:00Z' })).status).toBe(400)
  })
  test('is a ledger: no line of it is changed or taken out, not even by the engine', async () => {
    await expect(work.query(`update compliance.consent_event set act = 'given'`)).rejects.toThrow('permission denied')
    await expect(work.query(`delete from compliance.consent_event`)).rejects.toThrow('permission denied')
  })
})

describe('a national registry', () => {
  const upload = (text: string, dated = '2026-03-01') =>
    officer.ask(gate.uploadRegistry, {
      params: { registry: 'us' },
      query: { dated },
      body: new File([text], 'dnc.csv') as never,
    })
  const use = (editionId: string, numbers: number) =>
    officer.ask(gate.useRegistry, { params: { editionId }, body: { numbers } })

  test('holds as a whole once an officer puts it in force, counted, and not before', async () => {
    const { body: edition } = await upload('phone\n2025550123\n"+1 202-555-0124",x\n2025550123\nnobody 123\n\n')
    expect(edition).toMatchObject({ state: 'whole', lines: 4, numbers: 2, repeated: 1, refused: 1, ageDays: 4 })
    expect(answer('+12025550123', { jurisdiction: 'us' })).not.toBe('onNationalRegistry')
    expect((await use(edition.id, 3)).problem.code).toBe('compliance.editionCountsDiffer')
    expect((await use(edition.id, 2)).body.state).toBe('inForce')
    for (const number of ['+12025550123', '+12025550124'])
      expect(answer(number, { jurisdiction: 'us' })).toBe('onNationalRegistry')
    expect(answer('+8613700000040')).toBe('allowed')
    expect((await officer.ask(gate.discardRegistry, { params: { editionId: edition.id } })).problem.code).toBe(
      'compliance.editionInForce',
    )
  })
  test('uploaded by half changes nothing: the edition before goes on', async () => {
    const broken = await officer.inject({
      method: 'POST',
      url: '/api/registries/us/editions?dated=2026-03-02',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: '--b\r\ncontent-disposition: form-data; name="file"; filename="half.csv"\r\n\r\n2025550199\n20255',
    })
    expect(broken.statusCode).toBeGreaterThanOrEqual(400)
    expect((await upload('\n\nno number here\n')).problem.code).toBe('compliance.nothingReadable')
    const { body } = await officer.ask(gate.listRegistries)
    expect(body.map(({ state }) => state)).toEqual(expect.arrayContaining(['failed', 'inForce']))
    const failed = body.find(({ state }) => state === 'failed')?.id ?? ''
    expect((await use(failed, 0)).problem.code).toBe('compliance.editionNotWhole')
    expect(answer('+12025550123', { jurisdiction: 'us' })).toBe('onNationalRegistry')
    expect(answer('+12025550199', { jurisdiction: 'us' })).not.toBe('onNationalRegistry')
  })
  test('that has grown too old holds back every campaign whose rules ask for it', async () => {
    const { body: old } = await upload('2025550150\n', '2026-01-01')
    await use(old.id, 1)
    await approved(await write('us', { registry: { code: 'us', required: true, maxAgeDays: 31 } }))
    const campaign = {
      id: work.campaignId,
      jurisdiction: 'us',
      callerIds: [],
      purpose: 'sales' as const,
      timeZone: 'Asia/Shanghai',
    }
    expect(work.engine.gate.barrier(campaign)).toMatchObject({ rule: 'registryTooOld', params: { days: 63, most: 31 } })
    expect(answer('+12025550123', { jurisdiction: 'us' })).toBe('registryTooOld')
    const { body: fresh } = await upload('2025550151\n', '2026-03-04')
    await use(fresh.id, 1)
    expect(work.engine.gate.barrier(campaign)).toBeUndefined()
    await work.engine.journal.written()
    const { body } = await officer.ask(gate.listBlocks, { query: { rule: 'registryTooOld' } })
    expect(body.rows).toMatchObject([{ campaignId: work.campaignId, count: 1, entryId: null, number: '' }])
  })
})

describe('what the gate holds back', () => {
  test('is told to the agent who dials by hand in a sentence, comes again later, and is counted once', async () => {
    await approved(await write('cn', { caps: [{ of: 'number', within: 'day', most: 1 }] }))
    const [contact] = await work.query<{ entryId: string; number: string }>(`select entry_id, number from dialer.contact
      where campaign_id = '${work.campaignId}' and state <> 'closed' order by due_at desc, entry_id limit 1`)
    const { entryId, number } = contact as { entryId: string; number: string }
    work.engine.gate.count({ number, customerId: null, campaignId: 'another', at: now().getTime() - 60_000 })
    await agent.ask(desk.startWork)
    const dialIt = () => agent.ask(desk.dialContact, { params: { campaignId: work.campaignId, entryId } })
    const { status, problem } = await dialIt()
    expect([status, problem.code]).toEqual([409, 'compliance.numberCapInDay'])
    expect(problem.params).toEqual({ count: 1, most: 1, until: '2026-03-06 00:00' })
    await work.centre.clock.runFor(1000)
    expect((await dialIt()).status).toBe(409)
    await work.engine.journal.written()
    expect(await work.query(`select state, due_at from dialer.contact where entry_id = '${entryId}'`)).toEqual([
      { state: 'waiting', dueAt: '2026-03-05T16:00:00.000Z' },
    ])
    const { body } = await officer.ask(gate.listBlocks, {
      query: { rule: 'numberCapInDay', campaignId: work.campaignId },
    })
    expect(body.rows.find((row) => row.entryId === entryId)).toMatchObject({
      count: 2,
      kind: 'manual',
      until: '2026-03-05T16:00:00.000Z',
    })
    expect(JSON.stringify(body)).not.toContain(number)
    const { body: counts } = await officer.ask(gate.countBlocks, { query: {} })
    expect(counts.find(({ rule }) => rule === 'numberCapInDay')?.times).toBeGreaterThan(1)
  })
  test('for hours alone is put back for when they open, nobody lost and none called before', async () => {
    const { hours } = (await rulesOf('cn')).rules
    const noon = Object.fromEntries(Object.keys(hours.windows).map((day) => [day, [{ from: '13:00', to: '20:00' }]]))
    await approved(await write('cn', { caps: [], hours: { ...hours, windows: noon as never } }))
    const count = async (what: string): Promise<number> =>
      (await work.query<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n ?? 0
    const open = "dialer.contact where state <> 'closed'"
    const [calls, left] = [await count('calls.call'), await count(open)]
    expect(left).toBeGreaterThan(3)
    expect(now().getTime()).toBeLessThan(Date.parse('2026-03-05T05:00:00Z'))
    await work.staff.comeIn([...work.lions.workers, ...work.tigers.workers])
    await work.centre.clock.runFor(5 * 60_000)
    await work.engine.journal.written()
    expect([await count('calls.call'), await count(open)]).toEqual([calls, left])
    await work.centre.clock.runUntil(new Date('2026-03-05T05:10:00Z'))
    await work.engine.journal.written()
    expect(await count('calls.call')).toBeGreaterThan(calls)
    expect(
      await count("calls.call where placed_at > '2026-03-05T03:40:00Z' and placed_at < '2026-03-05T05:00:00Z'"),
    ).toBe(0)
  })
  test('is the same after a restart, from the record alone', async () => {
    await approved(await write('cn', { caps: [{ of: 'number', within: 'month', most: 1 }] }))
    await work.engine.journal.written()
    const { base, clock } = work.centre
    const again = openLiveGate({
      ...{
        base,
        clock,
        journal: work.engine.journal,
        callerIds: openCallerIdPool(base),
        zonesOf,
        history: historyOf(base),
      },
    })
    await again.load()
    const called = await work.query<{ number: string; n: number }>(
      `select number, count(*)::int as n from calls.call group by 1`,
    )
    expect(called.length).toBeGreaterThan(2)
    for (const { number } of called) {
      const said = again.wouldAllow(dial(number))
      expect([number, said.allowed ? 'allowed' : said.rule]).toEqual([number, answer(number)])
      expect(said.allowed).toBe(false)
    }
    for (const number of ['+8613700000010', '+8613700000020', '+8613700000021', '+8613700000030'])
      expect(again.wouldAllow(dial(number))).toEqual(work.engine.gate.wouldAllow(dial(number)))
    expect(again.rulesNow('cn')).toEqual(work.engine.gate.rulesNow('cn'))
    again.stop()
  })
})
