import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { complain, linkForCall, readCustomerPage } from '#domains/complaints/contract.ts'
import { openLiveGate } from '#domains/compliance/server/public.ts'
import { importRows } from '#domains/lists/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import {
  askForSubject,
  decideForSubject,
  downloadSubjectData,
  findPerson,
  listSubjectRequests,
  retrySubjectRequest,
} from '../../subject-contract.ts'
import { eraseFrom, gatherTraces, personTables } from './store.ts'
import { workSubjectRequest } from './work.ts'

let work: WorkingCentre
let officer: Person
let director: Person
type Call = { id: string; number: string; customerId: string; entryId: string; listId: string; agentId: string }
let call: Call
const name = '欧阳铁柱'
const secondNumber = '+8613911112222'
const db = () => work.centre.base.database.engine
const ctx = () => systemContext(work.centre.base)
const ask = { channel: 'phone', proof: '回拨登记号码核对', receivedOn: '2026-03-05' } as const

/** Every place of the database that holds one of these words: schema.table.column. Asked as its owner, of all there is. */
const placesOf = async (patterns: readonly string[]): Promise<string[]> => {
  const { rows: columns } = await owner.query<{ place: string; column: string; of: string }>(`
    select c.table_schema || '.' || c.table_name || '.' || c.column_name as place, quote_ident(c.column_name) as column,
      quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) as of
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
      and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'name')`)
  expect(columns.length).toBeGreaterThan(200)
  const found: string[] = []
  for (const { place, column, of } of columns) {
    const text = `select exists (select from ${of} where ${column}::text ~ any ($1)) as found`
    const { rows } = await owner.query<{ found: boolean }>(text, [patterns])
    if (rows[0]?.found) found.push(place)
  }
  return found
}
/** Digits with anything between them, as people write numbers. */
const asWritten = (number: string): string => [...number.replace('+86', '')].join('[^0-9a-f]{0,3}')
let owner: pg.Client
/** Of the page of the call, given out before anybody asked to be forgotten. */
let oldToken = ''

beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 5000 }), contacts: 12 })
  await prepareJobs(work.centre.urls.ownerUrl)
  owner = new pg.Client(work.centre.urls.ownerUrl)
  await owner.connect()
  officer = await work.centre.someone('complianceOfficer')
  director = await work.centre.someone('director')
  await work.centre.clock.runFor(4 * 60_000)
  await work.engine.journal.written()
  const [first] = await work.query<Call>(
    `select id, number, customer_id, entry_id, list_id, agent_id from calls.call where outcome is not null and talk_ms > 0 order by placed_at limit 1`,
  )
  call = first ?? expect.fail('no call')
})
afterAll(async () => {
  await owner.end()
  await work.centre.close()
})

/** Leaves the person everywhere a centre leaves people: records, lists, words of agents, complaints, audit, files. */
const spreadThePerson = async (): Promise<void> => {
  const { id, number, customerId, entryId, agentId } = call
  const local = number.slice(3)
  await sql`update customers.customer set name = ${name}, company = ${`${name}商行`}, attributes = ${JSON.stringify({ 地址: '某路 1 号', 电话: Number(local) })}
    where id = ${customerId}`.execute(db())
  await sql`insert into customers.phone (number, customer_id, kind) values (${secondNumber}, ${customerId}, 'mobile')`.execute(
    db(),
  )
  await sql`insert into customers.token (token, customer_id) values (${name}, ${customerId}), (${local.slice(-4)}, ${customerId})`.execute(
    db(),
  )
  await sql`insert into customers.edit (customer_id, at, field, before, after)
    values (${customerId}, now(), 'name', '"客户"', ${JSON.stringify(name)}::jsonb)`.execute(db())
  await sql`insert into customers.external_id (namespace, value, customer_id) values ('社保', ${`ID${local}`}, ${customerId})`.execute(
    db(),
  )
  await sql`update lists.entry set name = ${name}, attributes = ${JSON.stringify({ 备用: secondNumber })} where id = ${entryId}`.execute(
    db(),
  )
  await sql`update calls.call set note = ${`${name}说改打 ${secondNumber.slice(3, 6)}-${secondNumber.slice(6, 10)}-${secondNumber.slice(10)}`} where id = ${id}`.execute(
    db(),
  )
  await sql`insert into followups.followup (kind, campaign_id, entry_id, customer_id, call_id, agent_id, due_at, note, created_at)
    select 'callback', campaign_id, entry_id, customer_id, id, agent_id, now(), ${`回访${name}`}, now() from calls.call where id = ${id}`.execute(
    db(),
  )
  await sql`insert into desk.draft (call_id, agent_id, draft, at)
    values (${id}, ${agentId}, ${JSON.stringify({ note: `${name} ${local}` })}, now())`.execute(db())
  const [batch] = await work.query<{ id: string }>(`select batch_id as id from lists.entry where id = '${entryId}'`)
  await sql`insert into lists.refused_row (batch_id, line_number, reason, raw)
    values (${batch?.id}, 9001, 'duplicate', ${`${name},0086 ${local}`})`.execute(db())
  await sql`insert into platform.data_export (id, at, actor_id, name, path, query, reason)
    values ('ABCDEFGH', now(), ${officer.id}, '通话记录', '/api/calls.csv', ${JSON.stringify({ number })}::jsonb, '核对投诉')`.execute(
    db(),
  )
  await sql`insert into platform.outbox (name, subject_id, payload, at)
    values ('test.said', ${customerId}, ${JSON.stringify({ number, name })}::jsonb, now())`.execute(db())
  const link = await officer.ask(linkForCall, { params: { callId: id } })
  oldToken = link.body.path.replace('/c/', '')
  await officer.ask(complain, {
    params: { token: oldToken },
    body: { topic: 'privacy', words: `我是${name}，${local}`, callbackWish: secondNumber },
  })
}
const otherNumber = async (): Promise<string> => {
  const [other] = await work.query<{ number: string }>(
    `select number from customers.phone where customer_id <> '${call.customerId}' order by number desc limit 1`,
  )
  return other?.number ?? ''
}
const enter = async (kind: 'export' | 'correct' | 'erase', more: object = {}) => {
  const answer = await officer.ask(askForSubject, { body: { ...ask, kind, number: call.number, ...more } })
  expect([kind, answer.status]).toEqual([kind, 200])
  return answer.body
}
const approve = (requestId: string, who: Person = director) =>
  who.ask(decideForSubject, { params: { requestId }, body: { approve: true } })
const found = async (requestId: string) =>
  (await officer.ask(listSubjectRequests)).body.rows.find(({ id }) => id === requestId)

describe('a person', () => {
  test('asks for a copy: everything under all their numbers leaves in one signed file, once somebody else approved', async () => {
    await spreadThePerson()
    const { body: who } = await officer.ask(findPerson, { body: { number: secondNumber } })
    expect(who).toMatchObject({ customerId: call.customerId, name, calls: 1, records: 1, complaints: 1 })
    expect(who.numbers).toContain('139****2222')
    const { id: requestId } = await enter('export')
    const take = (reason: string) =>
      officer.inject({
        method: 'GET',
        url: `/api/subject-requests/${requestId}/data.zip?reason=${encodeURIComponent(reason)}`,
      })
    expect((await take('客户要求查阅')).statusCode).toBe(409)
    expect((await approve(requestId)).status).toBe(200)
    expect((await take('')).statusCode).toBe(400)
    const file = await take('客户要求查阅')
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/zip'])
    expect(await work.query('select 1 from oversight.trace')).toEqual([])
    expect((await found(requestId))?.state).toBe('done')
    expect(await work.query(`select distinct reason from platform.data_export where path like '%data.zip'`)).toEqual([
      { reason: '客户要求查阅' },
    ])
  })

  test('has a wrong name corrected wherever it stands', async () => {
    const { id: requestId } = await enter('correct', { newName: '欧阳铁桩' })
    await approve(requestId)
    await workSubjectRequest(ctx(), requestId)
    expect(await work.query(`select name from customers.customer where id = '${call.customerId}'`)).toEqual([
      { name: '欧阳铁桩' },
    ])
    expect(await work.query(`select name from lists.entry where id = '${call.entryId}'`)).toEqual([
      { name: '欧阳铁桩' },
    ])
    await sql`update customers.customer set name = ${name} where id = ${call.customerId}`.execute(db())
    await sql`update lists.entry set name = ${name} where id = ${call.entryId}`.execute(db())
  })

  test('is not erased by one person alone, nor while a call is up', async () => {
    const request = await enter('erase')
    expect((await approve(request.id, officer)).problem.code).toBe('oversight.sameTwoEyes')
    const again = await officer.ask(askForSubject, { body: { ...ask, kind: 'erase', number: secondNumber } })
    expect(again.problem.code).toBe('oversight.alreadyAsked')
    await sql`update calls.call set outcome = null, ended_at = ${work.centre.base.now()} where id = ${call.id}`.execute(
      db(),
    )
    expect((await approve(request.id)).problem.code).toBe('oversight.callIsUp')
    await sql`update calls.call set outcome = 'noDecision' where id = ${call.id}`.execute(db())
    const refused = await director.ask(decideForSubject, {
      params: { requestId: request.id },
      body: { approve: false, words: '身份未核实' },
    })
    expect(refused.body).toMatchObject({ state: 'refused', decision: '身份未核实' })
    expect((await approve(request.id)).problem.code).toBe('oversight.alreadyDecided')
  })

  test('once erased, is found nowhere: no number and no name in any text of any table', async () => {
    const patterns = [asWritten(call.number), asWritten(secondNumber), name, '欧阳铁桩']
    const before = await placesOf(patterns)
    expect(before).toEqual(
      expect.arrayContaining([
        ...['customers.customer.name', 'customers.phone.number', 'lists.entry.number', 'calls.call.note'],
        ...['complaints.complaint.words', 'platform.audit_entry.after', 'desk.draft.draft', 'lists.refused_row.raw'],
      ]),
    )
    const { id: requestId } = await enter('erase')
    expect((await approve(requestId)).body.state).toBe('approved')
    // The gate refuses from the approval on, before a single row is changed.
    expect([call.number, secondNumber].map((number) => work.engine.gate.isForbidden(number))).toEqual([true, true])

    // A process dies after some of the tables; the next one goes on.
    await gatherTraces(db(), requestId)
    const tables = await personTables(db())
    for (const table of tables.slice(0, 20)) await eraseFrom(db(), requestId, table)
    await workSubjectRequest(ctx(), requestId)
    await workSubjectRequest(ctx(), requestId)

    expect(await found(requestId)).toMatchObject({ state: 'done', progress: 100, error: null, shownAs: '****' })
    expect(await placesOf(patterns)).toEqual([])
    expect(await work.query('select 1 from oversight.trace')).toEqual([])
  })

  test('without any number left touches nothing but its own rows', async () => {
    const [stranger] = await work.query<{ id: string }>(
      `insert into customers.customer (name) values ('无号码的人') returning id`,
    )
    const { id: requestId } = await enter('correct', { number: await otherNumber(), newName: '某人' })
    await sql`update oversight.subject_request set customer_id = ${stranger?.id} where id = ${requestId}`.execute(db())
    await gatherTraces(db(), requestId)
    const touched: Record<string, number> = {}
    for (const table of await personTables(db())) {
      const rows = await eraseFrom(db(), requestId, table)
      if (rows > 0) touched[table] = rows
    }
    expect(Object.keys(touched).toSorted()).toEqual([
      ...['customers.customer', 'oversight.subject_request', 'platform.audit_entry'],
    ])
    await sql`delete from oversight.trace where request_id = ${requestId}`.execute(db())
  })

  test('leaves the ledger whole under a pseudonym, and colleagues of the list untouched', async () => {
    const [kept] = await work.query<{ number: string; note: string; talkMs: number; customerId: string }>(
      `select number, note, talk_ms, customer_id from calls.call where id = '${call.id}'`,
    )
    expect(kept?.number).toMatch(/^\+999\d{11}$/)
    expect(kept).toMatchObject({ note: '****', customerId: call.customerId })
    expect(kept?.talkMs).toBeGreaterThan(0)
    const [entry] = await work.query<{ number: string; name: string; reverted: boolean }>(
      `select number, name, reverted_at is not null as reverted from lists.entry where id = '${call.entryId}'`,
    )
    expect(entry).toEqual({ number: kept?.number, name: '', reverted: true })
    const counts = await work.query<{ active: number; held: number }>(
      `select l.active_entries as active, count(e.id)::int as held from lists.contact_list l
       left join lists.entry e on e.list_id = l.id and e.reverted_at is null group by l.id`,
    )
    for (const { active, held } of counts) expect(active).toBe(held)
    expect(
      await work.query(
        `select 1 from customers.customer where name like '客户%' and id <> '${call.customerId}' limit 1`,
      ),
    ).toHaveLength(1)
    expect(
      await work.query(`select state from followups.followup where customer_id = '${call.customerId}'`),
    ).toContainEqual({ state: 'cancelled' })
  })

  test('is never dialled again, also when a list brings the number back and the server was restarted', async () => {
    const batch = await importRows(ctx(), {
      listId: call.listId,
      name: '又来了',
      rows: [{ number: call.number.slice(3), name: '别人' }],
    })
    expect(batch.accepted).toBe(1)
    const { clock, journal, callerIds } = work.engine
    const restarted = openLiveGate({ base: work.centre.base, clock, journal, callerIds, zonesOf: () => [] })
    await restarted.load()
    expect(restarted.isForbidden(call.number)).toBe(true)
    expect(restarted.isForbidden('+8613900000099')).toBe(false)
    restarted.stop()
  })

  test('whose page of the call is opened by its old link is told that we have forgotten them', async () => {
    const answer = await officer.ask(readCustomerPage, { params: { token: oldToken } })
    expect(answer.problem.code).toBe('complaints.forgotten')
  })

  test('is asked for with a number that is one, by somebody known, and in words', async () => {
    const answer = (body: object) => officer.ask(askForSubject, { body: { ...ask, kind: 'erase', ...body } as never })
    expect((await answer({ number: 'abc' })).problem.code).toBe('oversight.notAPhone')
    expect((await answer({ number: '13700000000' })).problem.code).toBe('oversight.noSuchPerson')
    expect((await answer({ number: call.number, receivedOn: '2026-03-06' })).problem.code).toBe(
      'oversight.receivedLater',
    )
    expect((await answer({ number: call.number, kind: 'correct' })).problem.code).toBe('oversight.nameMissing')
    expect((await answer({ number: call.number, proof: '口' })).status).toBe(400)
    const [done] = (await officer.ask(listSubjectRequests, { query: { state: 'done' } })).body.rows
    const retried = await director.ask(retrySubjectRequest, { params: { requestId: done?.id ?? '' } })
    expect(retried.problem.code).toBe('oversight.notFailed')
    expect((await (await work.centre.someone('agent')).ask(listSubjectRequests)).status).toBe(403)
    expect(
      (await officer.ask(downloadSubjectData, { params: { requestId: done?.id ?? '' }, query: { reason: '核对用途' } }))
        .status,
    ).not.toBe(500)
  })
})
