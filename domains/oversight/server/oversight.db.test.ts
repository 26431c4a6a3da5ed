import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { addDoNotCall, callerIdContract as numbers } from '#domains/compliance/contract.ts'
import { callerIdKey, wakeCallerIds } from '#domains/compliance/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import {
  changeRetention,
  exportBlocks,
  getOverview,
  groupBlocks,
  listNumberHealth,
  listRetention,
  listRetentionRuns,
  lookUpNumber,
  type RetentionRule,
  switchRetention,
} from '../contract.ts'
import { readNumberHealth } from './health.ts'
import { restNumbers } from './rest-numbers.ts'
import { runRetention } from './retention/run.ts'

let work: WorkingCentre
let officer: Person
let manager: Person
const now = () => work.centre.base.now()
const write = (text: string) => sql.raw(text).execute(work.centre.base.database.engine)
const daysAgo = (days: number): string => new Date(now().getTime() - days * 86_400_000).toISOString()

beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 60_000 }), contacts: 30 })
  officer = await work.centre.someone('complianceOfficer')
  manager = await work.manager()
})
afterAll(() => work.centre.close())

type Past = {
  days: number
  recording?: string
  number?: string
  answered?: boolean
  talkMs?: number
  callerId?: string
}
/** A call of the past in the first campaign, under the rules of China. */
const pastCall = async ({ days, recording, number = '+8613900000000', ...call }: Past): Promise<string> => {
  const { answered = true, talkMs = 30_000, callerId = '02160000000' } = call
  const at = daysAgo(days)
  const id = newId(Date.parse(at))
  await write(`call platform.ensure_months('calls.call', '${at}', '${at}')`)
  const told = answered ? `'${at}', 'person', '${at}', ${talkMs}, 'normal'` : `null, null, null, 0, 'noAnswer'`
  await write(`insert into calls.call (id, placed_at, campaign_id, number, caller_id, mode, attempt_number, script_version, state, fencing,
      answered_at, answered_by, bridged_at, talk_ms, cause, ended_at, recording)
    values ('${id}', '${at}', '${work.campaignId}', '${number}', '${callerId}', 'progressive', 1, 1, 'ended', 1, ${told}, '${at}',
      ${recording ? `'${recording}'` : 'null'})`)
  return id
}
const rule = async (id: string): Promise<RetentionRule> =>
  (await officer.ask(listRetention)).body.find((one) => one.id === id) as RetentionRule
const change = async (id: string, days: { leastDays: number; mostDays: number }) => {
  const { lawZh, lawEn, version } = await rule(id)
  return officer.ask(changeRetention, { params: { ruleId: id }, body: { ...days, lawZh, lawEn, version } })
}
const turn = async (id: string, body: Partial<{ deletes: boolean; seenDue: number }> = {}) => {
  const { due, version } = await rule(id)
  return officer.ask(switchRetention, {
    params: { ruleId: id },
    body: { deletes: true, seenDue: due, version, ...body },
  })
}
const night = () => runRetention(systemContext(work.centre.base))
const calls = async (): Promise<{ id: string; recording: string | null }[]> =>
  work.query(`select id, recording from calls.call where placed_at < '2026-03-01' order by placed_at`)

describe('records past their time', () => {
  test('are counted at night and stay, until the officer has seen the count and switched deletion on', async () => {
    const old = await pastCall({ days: 1200 })
    const recorded = await pastCall({ days: 1150, recording: 'old.wav' })
    const young = await pastCall({ days: 40, recording: 'young.wav' })
    await write(`insert into telephony.outside_leg (leg, call_id, number, trunk, placed_at)
      select id::text, id, '+862161234567', '计费', placed_at from calls.call where id in ('${old}', '${young}')`)
    expect(await rule('call:cn')).toMatchObject({ due: 2, kept: 0, deletes: false, leastDays: 30, mostDays: 1095 })
    expect(await rule('recording:cn')).toMatchObject({ due: 1, oldest: daysAgo(1150), nextDue: daysAgo(55) })
    await night()
    expect((await calls()).map(({ id }) => id)).toEqual([old, recorded, young])
    const { body } = await manager.ask(listRetentionRuns, { query: { ruleId: 'call:cn' } })
    expect(body.rows).toMatchObject([{ due: 2, deleted: 0, deletes: false, kind: 'call', failed: '' }])

    expect((await turn('call:cn', { seenDue: 1 })).problem).toMatchObject({
      code: 'oversight.moreIsDue',
      params: { due: 2, seen: 1 },
    })
    expect((await turn('call:cn')).body).toMatchObject({
      deletes: true,
      switchedByName: expect.stringMatching(/^complianceofficer/),
    })
    await night()
    expect(await calls()).toEqual([{ id: young, recording: 'young.wav' }])
    expect(await work.query('select call_id from telephony.outside_leg')).toEqual([{ callId: young }])
    expect((await officer.ask(listRetentionRuns, { query: { ruleId: 'call:cn', limit: 1 } })).body.rows).toMatchObject([
      { due: 2, deleted: 2, deletes: true },
    ])
    const told = await work.query<{ payload: object }>(
      `select payload from platform.outbox where name = 'calls.recordingsForgotten'`,
    )
    expect(told).toEqual([{ payload: { recordings: ['old.wav'] } }])
  })

  test('are calls customers placed to us as well', async () => {
    const [young] = await calls()
    const incoming = await pastCall({ days: 1200 })
    await write(`update calls.call set direction = 'in' where id = '${incoming}'`)
    expect(await rule('call:cn')).toMatchObject({ due: 1, kept: 0 })
    await night()
    expect(await calls()).toEqual([young])
  })

  test('are calls of strangers as well, under the jurisdiction of the site that took them', async () => {
    const before = await calls()
    const taken = await pastCall({ days: 1200, recording: 'stranger.wav' })
    const missed = await pastCall({ days: 1150 })
    await write(`update calls.call set direction = 'in', campaign_id = null where id in ('${taken}', '${missed}')`)
    await write(`update calls.call set site_id = '${work.siteId}' where id = '${taken}'`)
    expect(await rule('recording:cn')).toMatchObject({ due: 1, oldest: daysAgo(1200), nextDue: daysAgo(105) })
    expect(await rule('call:cn')).toMatchObject({ due: 2, oldest: daysAgo(1200) })
    // Where its site calls under another law, that is the one that counts.
    await write(`update campaigns.campaign set jurisdiction = 'uk' where site_id = '${work.siteId}'`)
    expect((await rule('recording:cn')).due).toBe(0)
    await write(`update campaigns.campaign set jurisdiction = 'cn' where site_id = '${work.siteId}'`)
    await night()
    expect(await calls()).toEqual(before)
    expect(
      await work.query(
        `select payload from platform.outbox where name = 'calls.recordingsForgotten' and subject_id = '${taken}'`,
      ),
    ).toEqual([{ payload: { recordings: ['stranger.wav'] } }])
  })

  test('go no earlier than their least, also a call whose recording must be kept', async () => {
    expect((await change('recording:cn', { leastDays: 100, mostDays: 50 })).problem.code).toBe(
      'oversight.leastAboveMost',
    )
    await change('recording:cn', { leastDays: 60, mostDays: 365 })
    await change('call:cn', { leastDays: 10, mostDays: 20 })
    expect((await rule('call:cn')).deletes).toBe(false)
    const bare = await pastCall({ days: 25 })
    expect((await rule('call:cn')).due).toBe(1)
    await turn('call:cn')
    await night()
    expect((await calls()).map(({ recording }) => recording)).toEqual(['young.wav'])
    expect((await calls()).map(({ id }) => id)).not.toContain(bare)
    await expect(write(`update oversight.retention_rule set most_days = 1 where id = 'call:cn'`)).rejects.toThrow(
      'nothing_goes_before_its_least',
    )
  })

  test('stay where they prove what somebody asked of us', async () => {
    const proof = await pastCall({ days: 500 })
    await write(`insert into compliance.do_not_call (number, since, reason, call_id, kind)
      values ('+8613811112222', '${daysAgo(500)}', 'customer', '${proof}', 'customer')`)
    expect(await rule('call:cn')).toMatchObject({ due: 0, kept: 1 })
    await night()
    expect((await calls()).map(({ id }) => id)).toContain(proof)
  })

  test('stay while a refusal still keeps us from calling, or a complaint about them is open', async () => {
    const refused = await pastCall({ days: 400 })
    await write(`update calls.call set outcome = 'refusal.noNeed', outcome_kind = 'refusal' where id = '${refused}'`)
    const complained = await pastCall({ days: 401, recording: 'complained.wav' })
    await write(`insert into complaints.complaint (source, topic, call_id, received_at, due_at)
      values ('regulator', 'attitude', '${complained}', '${daysAgo(2)}', '${daysAgo(-13)}')`)
    expect(await rule('call:cn')).toMatchObject({ due: 1, kept: 2 })
    expect(await rule('recording:cn')).toMatchObject({ due: 0, kept: 1 })
    await write(`insert into compliance.rules_version (jurisdiction, number, state, effective_from, rules, written_at, approved_at, came_with_product)
      select 'uk', 90, 'approved', '2001-01-01', jsonb_set(rules, '{refusalLockOutDays}', '0'), now(), now(), true
      from compliance.rules_version where jurisdiction = 'uk' and state = 'approved'`)
    expect(await rule('call:cn')).toMatchObject({ due: 0, kept: 3 })
    await turn('call:cn')
    await night()
    expect((await calls()).map(({ id }) => id)).toEqual(expect.arrayContaining([refused, complained]))
    await write(`update complaints.complaint set call_id = null where call_id = '${complained}'`)
    await write(`delete from calls.call where id in ('${refused}', '${complained}')`)
  })

  test('lose the recording alone where only that is past its time', async () => {
    await change('recording:cn', { leastDays: 10, mostDays: 30 })
    await change('call:cn', { leastDays: 10, mostDays: 3000 })
    await turn('recording:cn')
    await night()
    const left = await calls()
    expect(left.length).toBe(2)
    expect(left.every(({ recording }) => recording === null)).toBe(true)
  })

  test('of a campaign with days of its own go by these, by the outcome before the rest, and never before their least', async () => {
    await change('recording:cn', { leastDays: 20, mostDays: 1000 })
    const keep = (days: number) =>
      write(`insert into recordings.policy (campaign_id, mode, share_percent, may_pause, asks_reason, keep_days, keep_by_outcome)
        values ('${work.campaignId}', 'all', 100, false, false, ${days}, '{"success": 200}')
        on conflict (campaign_id) do update set keep_days = ${days}`)
    await keep(50)
    const plain = await pastCall({ days: 60, recording: 'plain.wav' })
    const sold = await pastCall({ days: 61, recording: 'sold.wav' })
    await write(`update calls.call set outcome = 'success', outcome_kind = 'success' where id = '${sold}'`)
    const later = await pastCall({ days: 40, recording: 'later.wav' })
    const young = await pastCall({ days: 15, recording: 'young-too.wav' })
    expect(await rule('recording:cn')).toMatchObject({ due: 1, nextDue: daysAgo(11) })
    await keep(5)
    expect((await rule('recording:cn')).due).toBe(2)
    await turn('recording:cn')
    await night()
    const left = (await calls()).filter(({ recording }) => recording !== null).map(({ id }) => id)
    expect(left.sort()).toEqual([sold, young].sort())
    await write(`delete from recordings.policy`)
    await write(`delete from calls.call where id in ('${plain}', '${sold}', '${later}', '${young}')`)
  })

  test('of consent go only once a later word has replaced them, and the last word never', async () => {
    const say = (act: string, days: number) =>
      write(`insert into compliance.consent_event (number, purpose, act, at, noted_at)
        values ('+8613700000001', 'sales', '${act}', '${daysAgo(days)}', '${daysAgo(days)}')`)
    await say('given', 5000)
    await say('withdrawn', 4000)
    await say('given', 1000)
    await say('withdrawn', 900)
    expect((await rule('consent:all')).due).toBe(1)
    await turn('consent:all')
    await night()
    const left = await work.query<{ act: string }>(`select act from compliance.consent_event order by at`)
    expect(left.map(({ act }) => act)).toEqual(['withdrawn', 'given', 'withdrawn'])
  })

  test('are kept by the officer, read by managers, and no matter of agents', async () => {
    const { version } = await rule('block:cn')
    const asked = { params: { ruleId: 'block:cn' }, body: { deletes: true, seenDue: 0, version } }
    expect((await manager.ask(switchRetention, asked)).status).toBe(403)
    expect((await (await work.centre.someone('agent')).ask(listRetention)).status).toBe(403)
    expect((await officer.ask(switchRetention, { ...asked, params: { ruleId: 'call:xx' } })).problem.code).toBe(
      'oversight.noSuchRule',
    )
    const later = { ...asked, body: { ...asked.body, version: version + 1 } }
    expect((await officer.ask(switchRetention, later)).problem.code).toBe('oversight.ruleChanged')
    const audited = await work.query(`select 1 from platform.audit_entry where table_name = 'oversight.retention_rule'`)
    expect(audited.length).toBeGreaterThan(4)
  })
})

describe('the health of a number', () => {
  test('is told against its own past, with what speaks for a rest', async () => {
    const callerId = '02150001234'
    for (let n = 0; n < 120; n++) {
      await pastCall({ days: 8 + (n % 20), answered: n % 2 === 0, callerId })
      await pastCall({ days: 1 + (n % 5), answered: n % 10 === 0, callerId: '+86 21 5000 1234' })
    }
    const before = (await manager.ask(listNumberHealth)).body.find(({ number }) => number === callerId)
    expect(before).toMatchObject({
      callerIdId: null,
      dials: 120,
      answered: 12,
      advice: 'rest',
      findings: ['answersHalved'],
      campaigns: [{ id: work.campaignId, name: '三月外呼' }],
    })
    expect(before?.change?.high).toBeLessThan(-0.2)
    const body = { number: callerId, kind: 'landline' as const, ownerName: '钟鸣外呼有限公司', region: '上海' }
    const { body: pooled } = await officer.ask(numbers.addCallerId, { body })
    const flag = { label: 'harassment' as const, source: '运营商' }
    await officer.ask(numbers.noteCallerIdFlag, { params: { callerIdId: pooled.id }, body: flag })
    const after = (await officer.ask(listNumberHealth)).body[0]
    expect(after).toMatchObject({
      number: callerId,
      callerIdId: pooled.id,
      openFlags: 1,
      findings: ['answersHalved', 'flagged'],
    })
    expect((await officer.ask(getOverview)).body.numbers).toMatchObject({ toRest: 1 })
  })
  test('rests by the rule as long as it says, tells why, comes back by itself and is judged anew; all on record', async () => {
    const ctx = systemContext(work.centre.base)
    const reportAt = async (at: Date) =>
      (await readNumberHealth(ctx.db, at, { keyOf: callerIdKey })).find(({ number }) => number === '02150001234')
    const { body: rule } = await officer.ask(numbers.getRestRule)
    expect(rule).toMatchObject({ restsByRule: true, restDays: 3 })
    const change = (body: object) => officer.ask(numbers.changeRestRule, { body: { ...rule, ...body } })
    expect((await change({ restsByRule: false })).body).toMatchObject({ restsByRule: false, version: 2 })
    expect((await change({ restsByRule: true })).problem.code).toBe('compliance.restRuleChanged')
    await restNumbers(ctx)
    expect(await reportAt(now())).toMatchObject({ state: 'inUse', advice: 'rest' })
    await change({ restDays: 5, version: 2 })
    await restNumbers(ctx)
    const restUntil = new Date(now().getTime() + 5 * 86_400_000)
    expect(await reportAt(now())).toMatchObject({
      state: 'resting',
      restUntil: restUntil.toISOString(),
      stateWords: { zh: '按规则休眠：接通率下降三分之一以上、被标记' },
      stateByName: '',
    })
    await wakeCallerIds({ ...ctx, now: () => new Date(restUntil.getTime() - 1000) })
    expect(await reportAt(now())).toMatchObject({ state: 'resting' })
    await wakeCallerIds({ ...ctx, now: () => restUntil })
    // Its calls of before the rest count for nothing; what is still open is its flag.
    expect(await reportAt(restUntil)).toMatchObject({
      state: 'inUse',
      dials: 0,
      advice: 'watch',
      findings: ['flagged'],
    })
    const { rows } = await sql<{ state: string }>`select after ->> 'state' as state from platform.audit_entry
      where table_name = 'compliance.caller_id' and after ->> 'number' = '02150001234' order by id`.execute(ctx.db)
    expect(rows.map(({ state }) => state)).toEqual(['inUse', 'resting', 'inUse'])
  })
})

describe('what was blocked', () => {
  test('is counted by reason, campaign and day, and told in one sentence in the file', async () => {
    const block = (rule: string, number: string, count: number, params: object = {}) =>
      write(`insert into compliance.block (at, last_at, count, number, campaign_id, entry_id, kind, rule, params)
        values ('${daysAgo(0.1)}', '${daysAgo(0)}', ${count}, '${number}', '${work.campaignId}', gen_random_uuid(), 'machine', '${rule}',
          '${JSON.stringify(params)}')`)
    await block('customerSaidNo', '+8613900000001', 3, { since: '2026-03-04' })
    await block('customerSaidNo', '+8613900000002', 1, { since: '2026-03-04' })
    await block('=cmd', '+8613900000003', 1)
    const span = { from: daysAgo(1) }
    const by = async (group: 'rule' | 'campaign' | 'day') =>
      (await manager.ask(groupBlocks, { query: { ...span, by: group } })).body
    expect((await by('rule')).find(({ key }) => key === 'customerSaidNo')).toMatchObject({ contacts: 2, times: 4 })
    expect(await by('campaign')).toMatchObject([{ key: work.campaignId, name: '三月外呼' }])
    expect((await by('day'))[0]?.key).toBe('2026-03-05')
    expect((await officer.ask(getOverview)).body.blocksToday[0]).toMatchObject({
      rule: 'customerSaidNo',
      contacts: 2,
      times: 4,
    })

    const file = await officer.ask(exportBlocks, { query: { ...span, rule: 'customerSaidNo', reason: '月度合规检查' } })
    expect(String(file.body)).toContain('客户于 2026-03-04 要求不再来电')
    const hostile = await officer.ask(exportBlocks, { query: { ...span, rule: '=cmd', reason: '月度合规检查' } })
    expect(String(hostile.body)).toContain("'=cmd")
    expect((await officer.ask(exportBlocks, { query: span as never })).problem.code).toBe('common.noReason')
    expect((await manager.ask(exportBlocks, { query: { reason: '想看看' } })).status).toBe(403)
  })
})

describe('one number', () => {
  test('tells why it was not dialled: what forbids it, where it waits, what held it back', async () => {
    const [contact] = await work.query<{ number: string; customerId: string; entryId: string }>(
      `select number, customer_id, entry_id from dialer.contact where campaign_id = '${work.campaignId}' order by priority desc, due_at desc limit 1`,
    )
    if (!contact) throw new Error('the campaign has contacts')
    const ask = async (number: string) => officer.ask(lookUpNumber, { query: { number } })
    expect((await ask(contact.number)).body).toMatchObject({
      doNotCall: [],
      contacts: [{ campaignId: work.campaignId, campaignName: '三月外呼' }],
      blocks: [],
    })
    await officer.ask(addDoNotCall, {
      body: { number: contact.number, reason: '来信', kind: 'customer', proof: '信件 17' },
    })
    await write(`insert into compliance.block (at, last_at, number, customer_id, campaign_id, entry_id, kind, rule, params)
      values (now(), now(), '${contact.number}', '${contact.customerId}', '${work.campaignId}', '${contact.entryId}', 'machine', 'customerSaidNo', '{"since":"2026-03-05"}')`)
    const { body } = await ask(contact.number.replace('+86', ' '))
    expect(body).toMatchObject({
      doNotCall: [{ kind: 'customer', holds: true, reason: '来信', until: null }],
      blocks: [{ rule: 'customerSaidNo', campaignName: '三月外呼' }],
    })
    expect(body.number).toMatch(/^\d{3}\*{4}\d{4}$/)
    expect(JSON.stringify(body)).not.toContain(contact.number.slice(3))
    for (const nonsense of ['abcdef', '123', "1' or '1'='1", '\0\0\0\0'])
      expect([nonsense, (await ask(nonsense)).status]).toEqual([nonsense, 400])
  })

  test('forbidden and dialled all the same would be told first thing', async () => {
    expect((await officer.ask(getOverview)).body.doNotCall.dialledAll24h).toBe(0)
    await write(
      `insert into compliance.do_not_call (number, since, reason, kind) values ('+8613955555555', '${daysAgo(2)}', 'x', 'organisation')`,
    )
    await pastCall({ days: 0.5, number: '+8613955555555' })
    const { body } = await manager.ask(getOverview)
    expect(body.doNotCall).toMatchObject({ dialledAll24h: 1 })
    expect(body.retention).toMatchObject({ rules: 19 })
  })

  test('tells how long a wish took to be on record, by the moments in its rows', async () => {
    const said = new Date(now().getTime() - 3_600_000)
    for (const ms of [5, 7, 4000])
      await write(`insert into compliance.do_not_call (number, since, held_at, reason, kind) values
        ('+861395555${1000 + ms}', '${said.toISOString()}', '${new Date(said.getTime() + ms).toISOString()}', 'x', 'organisation')`)
    const before = (await officer.ask(getOverview)).body.doNotCall
    expect(before.p99Ms).toBeGreaterThan(3000)
    const body = { number: '13955556666', reason: '来电要求', kind: 'customer' as const }
    expect((await officer.ask(addDoNotCall, { body })).status).toBe(200)
    const after = (await officer.ask(getOverview)).body.doNotCall
    expect(after.counted).toBe(before.counted + 1)
    expect(after.medianMs).toBeLessThan(10)
  })
})
