import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upsertCustomers } from '#domains/customers/server/public.ts'
import { createList, importRows } from '#domains/lists/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { foundSite } from '#server/setup/found.ts'
import { type Person, startOfTests, type TestCentre, testCentre } from '#server/testing.ts'
import { type EventKind, eventKinds, getSummary, getTimeline } from '../contract.ts'
import { tell } from '../tell.ts'

let centre: TestCentre
let agent: Person
let manager: Person
let customerId = ''
const number = '+8613812342210'
const db = () => centre.base.database.engine
const minutes = (n: number) => new Date(startOfTests.getTime() + n * 60_000)

beforeAll(async () => {
  centre = await testCentre()
  const ctx = systemContext(centre.base)
  agent = await centre.someone('agent')
  manager = await centre.someone('campaignManager')
  const siteId = await foundSite(ctx, '上海职场')
  const list = await createList(ctx, { siteId, name: '春季名单', supplier: '甲公司', note: '' })
  await importRows(ctx, { listId: list.id, name: '春季.csv', rows: [{ number: '13812342210', name: '赵云' }] })
  ;[customerId = ''] = await upsertCustomers(db(), [{ number }])
  const [other = ''] = await upsertCustomers(db(), [{ number: '+8613812342211', name: '赵云' }])
  await sql`update customers.customer set owner_id = ${agent.id} where id = ${customerId}::uuid`.execute(db())
  await sql`update customers.customer set merged_into = ${customerId}::uuid, golden_id = ${customerId}::uuid where id = ${other}::uuid`.execute(
    db(),
  )
  await sql`call platform.ensure_months('calls.call', ${startOfTests}, ${startOfTests})`.execute(db())
  const campaignId = newId(startOfTests)
  await sql`insert into campaigns.campaign (id, name, type, purpose, site_id, calling_hours, attempt_policy) values (${campaignId}, '三月外呼', 'sales', 'grow', ${siteId}, '{}', '{}')`.execute(
    db(),
  )
  const call = ({ at, whose, sold }: { at: Date; whose: string; sold: boolean }) => sql`
    insert into calls.call (id, placed_at, campaign_id, customer_id, number, caller_id, mode, attempt_number, script_version, fencing, state, cause, ended_at,
      talk_ms, outcome, outcome_kind, note, agent_id)
    values (platform.new_id(), ${at}, ${campaignId}, ${whose}, ${number}, '021', 'progressive', 1, 1, 1, 'ended', 'normal', ${at}, ${sold ? 60_000 : 0}, ${sold ? 'sold' : null}, ${sold ? 'success' : null},
      ${sold ? '家里有孩子，晚上方便' : ''}, ${newId(startOfTests)})`
  await call({ at: minutes(1), whose: customerId, sold: false }).execute(db())
  await call({ at: minutes(2), whose: other, sold: true }).execute(db())
  await sql`insert into followups.followup (kind, campaign_id, customer_id, agent_id, due_at, created_at) values ('callback', ${campaignId}, ${customerId}, ${agent.id}, ${minutes(500)}, ${minutes(3)})`.execute(
    db(),
  )
  await sql`insert into customers.holding (customer_id, product, quantity, amount, at) values (${customerId}, '分期', 2, 1200, ${minutes(4)})`.execute(
    db(),
  )
  await sql`insert into compliance.consent_event (customer_id, purpose, act, at, noted_at) values (${customerId}, 'sales', 'given', ${minutes(5)}, ${minutes(5)})`.execute(
    db(),
  )
  await sql`insert into compliance.consent_event (number, purpose, act, at, noted_at) values ('+8613812342211', 'sales', 'withdrawn', ${minutes(6)}, ${minutes(6)})`.execute(
    db(),
  )
  await sql`insert into compliance.do_not_call (number, kind, since, reason) values (${number}, 'customer', ${minutes(7)}, 'customer')`.execute(
    db(),
  )
  await sql`insert into compliance.block (at, last_at, count, number, customer_id, campaign_id, kind, rule) values (${minutes(8)}, ${minutes(8)}, 3, ${number}, ${customerId}, ${campaignId}, 'machine', 'neverOpenThere')`.execute(
    db(),
  )
  await sql`insert into allocation.pool_move (at, customer_id, kind, to_agent, agent_id) values (${minutes(9)}, ${customerId}, 'claim', ${agent.id}, ${agent.id})`.execute(
    db(),
  )
  await sql`insert into customers.edit (customer_id, at, by_name, field, before, after) values (${customerId}, ${minutes(10)}, '林经理', 'name', '"赵"', '"赵云"')`.execute(
    db(),
  )
  await sql`insert into customers.merge (kept_id, merged_id, changes, at) values (${customerId}, ${other}, '{}', ${minutes(11)})`.execute(
    db(),
  )
  await sql`insert into complaints.complaint (source, topic, customer_id, received_at, due_at) values ('agent', 'attitude', ${customerId}, ${minutes(12)}, ${minutes(900)})`.execute(
    db(),
  )
})
afterAll(() => centre.close())

const timeline = async (who: Person, query: { kind?: EventKind; after?: string; limit?: number } = {}) =>
  (await who.ask(getTimeline, { params: { customerId }, query: { limit: 50, ...query } })).body

describe('the timeline of a customer', () => {
  test('tells everything of every domain, newest first, under merged ids and all numbers too', async () => {
    const { rows, next } = await timeline(agent)
    expect(next).toBeNull()
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(eventKinds))
    const times = rows.map(({ at }) => at)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(rows.filter(({ kind }) => kind === 'call')).toHaveLength(2)
    expect(rows.filter(({ kind }) => kind === 'consent').map((row) => tell(row).zh)).toEqual([
      '撤回对营销来电的同意',
      '同意接听营销来电',
    ])
  })
  test('says each event in a sentence of either language', async () => {
    const { rows } = await timeline(agent)
    for (const row of rows) {
      const { zh, en } = tell(row)
      expect([row.kind, zh.length > 0, en.length > 0]).toEqual([row.kind, true, true])
      expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/)
    }
    const call = rows.find(({ kind, detail }) => kind === 'call' && detail.talkMs === 60_000)
    expect(tell(call as (typeof rows)[number]).zh).toContain('家里有孩子')
  })
  test('is the same read in pages of any size, each event once', async () => {
    await sql`insert into customers.edit (customer_id, at, field) select ${customerId}, ${minutes(8)}::timestamptz + n * interval '300 microseconds', 'name'
      from generate_series(1, 3) n`.execute(db())
    const whole = (await timeline(agent)).rows.map(({ kind, id }) => kind + id)
    for (const limit of [1, 4, 5]) {
      const read: string[] = []
      for (let after: string | undefined; ; ) {
        const { rows, next } = await timeline(agent, { limit, ...(after ? { after } : {}) })
        read.push(...rows.map(({ kind, id }) => kind + id))
        if (!next) break
        after = next
      }
      expect(read).toEqual(whole)
    }
    expect((await timeline(agent, { after: "'; drop table calls.call; --" })).rows).toHaveLength(whole.length)
  })
  test('narrows to one kind', async () => {
    expect((await timeline(agent, { kind: 'bought' })).rows.map((row) => tell(row).en)).toEqual(['分期 · × 2 · ¥1200'])
  })
  test('is for whoever may see the customer, and then whole', async () => {
    const stranger = await centre.someone('agent')
    const answer = await stranger.ask(getTimeline, { params: { customerId }, query: {} })
    expect([answer.status, answer.problem.code]).toEqual([404, 'customers.noSuchCustomer'])
    expect((await timeline(manager)).rows).toEqual((await timeline(agent)).rows)
  })
  test('is summed up in a line', async () => {
    expect((await agent.ask(getSummary, { params: { customerId } })).body).toEqual({
      calls: 2,
      talked: 1,
      successes: 1,
      complaints: 1,
      lastTalkAt: minutes(2).toISOString(),
      nextFollowupAt: minutes(500).toISOString(),
      doNotCallSince: minutes(7).toISOString(),
    })
  })
})
