import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { addDoNotCall, callingGateContract } from '#domains/compliance/contract.ts'
import { systemContext } from '#platform/context.ts'
import { readSecret } from '#platform/secret.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import { causes } from '../cause.ts'
import {
  changeDueRule,
  complain,
  countCauses,
  getComplaint,
  linkForCall,
  listComplaints,
  moveComplaint,
  noMoreCalls,
  noteOnComplaint,
  readCustomerPage,
  recordComplaint,
  withdrawConsent,
} from '../contract.ts'
import { linkDays, tokenForCall } from './customer-link.ts'

let work: WorkingCentre
let officer: Person
let nobody: Person
type Call = { id: string; number: string; campaignId: string; customerId: string; agentId: string }
let calls: Call[] = []
const dayMs = 86_400_000

beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 5000 }), contacts: 12 })
  await work.centre.clock.runFor(4 * 60_000)
  await work.engine.journal.written()
  calls = await work.query<Call>(
    `select id, number, campaign_id, customer_id, agent_id from calls.call where outcome is not null and talk_ms > 0 order by placed_at limit 9`,
  )
  officer = await work.centre.someone('complianceOfficer')
  // Somebody with a telephone and no account: no cookie at all.
  nobody = { ...officer, cookie: '', ask: async (route, call) => (await askAs(route, call)) as never }
})
afterAll(() => work.centre.close())

const askAs: (route: Parameters<Person['ask']>[0], call: unknown) => Promise<unknown> = async (route, call) => {
  const { params, body } = (call ?? {}) as { params?: Record<string, string>; body?: object }
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const answer = await work.centre.app.inject({
    method: route.method,
    url: `/api${path}`,
    ...(body ? { payload: body } : {}),
  })
  const said = answer.json()
  return { status: answer.statusCode, body: said, problem: said }
}
const callAt = (place: number): Call => calls[place] ?? expect.fail('too few calls')
const daysOf = async (id: string): Promise<number | undefined> => {
  const [row] = await work.query<{ days: number }>(
    `select extract(day from due_at - received_at)::int as days from complaints.complaint where id = '${id}'`,
  )
  return row?.days
}
const tokenOf = async (call: Call): Promise<string> => {
  const { body } = await officer.ask(linkForCall, { params: { callId: call.id } })
  return body.path.replace('/c/', '')
}

describe('the page a customer opens by the link of a call', () => {
  test('says who called, when and why, and nothing they should not read', async () => {
    const call = callAt(0)
    const answer = await nobody.ask(readCustomerPage, { params: { token: await tokenOf(call) } })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      number: expect.stringMatching(/^139\*{4}\d{4}$/),
      campaignType: 'sales',
      talked: true,
      recorded: false,
      consent: null,
      doNotCallSince: null,
      complaints: [],
      timeZone: 'Asia/Shanghai',
    })
    const told = JSON.stringify(answer.body)
    for (const secret of [call.number, call.number.slice(3), call.customerId, call.agentId, call.campaignId, '客户'])
      expect([secret, told.includes(secret)]).toEqual([secret, false])
  })

  test('takes one tap for no more calls, which holds before the next dial everywhere and survives a restart', async () => {
    const call = callAt(1)
    const token = await tokenOf(call)
    const { gate } = work.engine
    expect(gate.isForbidden(call.number)).toBe(false)
    const first = await nobody.ask(noMoreCalls, { params: { token } })
    expect(first.status).toBe(200)
    expect(gate.isForbidden(call.number)).toBe(true)
    await work.centre.clock.runFor(60_000)
    const again = await nobody.ask(noMoreCalls, { params: { token } })
    expect(again.body.since).toBe(first.body.since)
    expect(
      await work.query(`select kind, reason, call_id from compliance.do_not_call where number = '${call.number}'`),
    ).toEqual([{ kind: 'customer', reason: 'customerPage', callId: call.id }])
    const { body } = await nobody.ask(readCustomerPage, { params: { token } })
    expect(body.doNotCallSince).toBe(first.body.since)
  })

  test('takes back consent once, with the call as its proof', async () => {
    const token = await tokenOf(callAt(2))
    const first = await nobody.ask(withdrawConsent, { params: { token } })
    const again = await nobody.ask(withdrawConsent, { params: { token } })
    expect([first.status, again.body.at]).toEqual([200, first.body.at])
    expect(
      await work.query(`select act, source from compliance.consent_event where call_id = '${callAt(2).id}'`),
    ).toEqual([{ act: 'withdrawn', source: 'customerPage' }])
    const { body } = await nobody.ask(readCustomerPage, { params: { token } })
    expect(body.consent).toMatchObject({ act: 'withdrawn', source: 'customerPage' })
  })

  test('does not take a decision of ours, or a yes to something else, for what the customer said', async () => {
    const call = callAt(8)
    const params = { token: await tokenOf(call) }
    const until = new Date(work.centre.clock.now().getTime() + 3_600_000).toISOString()
    await officer.ask(addDoNotCall, { body: { number: call.number, reason: '本周不打', until } })
    const word = { number: call.number, evidence: '录音' }
    await officer.ask(callingGateContract.noteConsent, { body: { ...word, purpose: 'any', act: 'given' } })
    await work.centre.clock.runFor(1000)
    await officer.ask(callingGateContract.noteConsent, { body: { ...word, purpose: 'sales', act: 'withdrawn' } })
    const { body } = await nobody.ask(readCustomerPage, { params })
    expect(body).toMatchObject({ doNotCallSince: null, consent: { act: 'given' } })
    await work.centre.clock.runFor(1000)
    await nobody.ask(withdrawConsent, { params })
    expect((await nobody.ask(readCustomerPage, { params })).body.consent).toMatchObject({ source: 'customerPage' })
    await nobody.ask(noMoreCalls, { params })
    expect((await nobody.ask(readCustomerPage, { params })).body.doNotCallSince).not.toBeNull()
  })

  test('takes a complaint, and shows by the same link what came of it', async () => {
    const call = callAt(3)
    const token = await tokenOf(call)
    const said = { topic: 'attitude', words: '说话不客气 🙁 <script>', callbackWish: '晚上七点' } as const
    const sent = await nobody.ask(complain, { params: { token }, body: said })
    expect(sent.status).toBe(200)
    const { body: list } = await officer.ask(listComplaints, { query: { customerId: call.customerId } })
    const [row] = list.rows
    expect(row).toMatchObject({ number: sent.body.number, source: 'customerPage', topic: 'attitude', state: 'new' })
    const complaintId = row?.id ?? ''
    const taken = await officer.ask(moveComplaint, {
      params: { complaintId },
      body: { version: 1, move: 'take' },
    })
    const answered = await officer.ask(moveComplaint, {
      params: { complaintId },
      body: { version: taken.body.version, move: 'answer', words: '已向您致歉并辅导坐席', responsibility: 'agent' },
    })
    expect(answered.body).toMatchObject({ state: 'answered', words: said.words, responsibility: 'agent' })
    const { body } = await nobody.ask(readCustomerPage, { params: { token } })
    expect(body.complaints).toMatchObject([{ state: 'answered', answer: '已向您致歉并辅导坐席', topic: 'attitude' }])
    expect(await work.query(`select name from platform.outbox where name = 'complaints.received'`)).toHaveLength(1)
  })

  test('answers whatever somebody types instead of a link with words, never with a fault', async () => {
    const token = await tokenOf(callAt(4))
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    const typed = [
      forged,
      'x',
      '../../etc/passwd',
      "' or 1=1 --",
      '%00',
      '\u0000',
      '🙂',
      'A'.repeat(40),
      'A'.repeat(90),
    ]
    for (const said of typed) {
      const answer = await nobody.ask(readCustomerPage, { params: { token: said } })
      expect([said, answer.status < 500, typeof answer.problem.title]).toEqual([said, true, 'string'])
    }
    const gone = await nobody.ask(complain, { params: { token: forged }, body: { topic: 'other', words: '试' } })
    expect(gone.problem.code).toBe('complaints.linkUnknown')
  })

  test('is closed once the link has expired, and once somebody floods it', async () => {
    const key = await readSecret(systemContext(work.centre.base).db, 'customerLink')
    const now = work.centre.base.now()
    const old = tokenForCall(key, callAt(4).id, new Date(now.getTime() - (linkDays + 1) * dayMs))
    expect((await nobody.ask(readCustomerPage, { params: { token: old } })).problem.code).toBe('complaints.linkExpired')
    const token = await tokenOf(callAt(5))
    const floods = await Promise.all(
      Array.from({ length: 80 }, () => nobody.ask(readCustomerPage, { params: { token } })),
    )
    expect(new Set(floods.map(({ status }) => status))).toEqual(new Set([200, 429]))
    // The page of another call is not shut by it, and this one opens again within a minute.
    expect((await nobody.ask(readCustomerPage, { params: { token: await tokenOf(callAt(4)) } })).status).toBe(200)
    await work.centre.clock.runFor(61_000)
    expect((await nobody.ask(readCustomerPage, { params: { token } })).status).toBe(200)
  })

  test('takes five complaints of a call and then asks for patience', async () => {
    const token = await tokenOf(callAt(6))
    const codes: (string | undefined)[] = []
    for (let n = 0; n < 6; n++) {
      const answer = await nobody.ask(complain, { params: { token }, body: { topic: 'other', words: `第${n}次` } })
      codes.push(answer.problem.code)
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => undefined), 'complaints.enoughComplaints'])
  })

  test('has a link only for those who may hand it out, within their reach', async () => {
    const call = callAt(0)
    const finance = await work.centre.someone('finance')
    const stranger = await work.centre.someone('agent')
    expect((await finance.ask(linkForCall, { params: { callId: call.id } })).status).toBe(403)
    expect((await stranger.ask(linkForCall, { params: { callId: call.id } })).problem.code).toBe(
      'complaints.noSuchCall',
    )
    expect((await nobody.ask(linkForCall, { params: { callId: call.id } })).status).toBe(401)
  })
})

describe('a complaint', () => {
  test('passed on by 12321 is due in fifteen days, and overdue after them until it is answered', async () => {
    const { body } = await officer.ask(recordComplaint, {
      body: {
        source: 'regulator',
        topic: 'noConsent',
        words: '转办件',
        number: callAt(0).number,
        caseNumber: '12321-7',
      },
    })
    expect(await daysOf(body.id)).toBe(15)
    await work.query(`update complaints.complaint set received_at = received_at - interval '16 days',
      due_at = due_at - interval '16 days' where id = '${body.id}'`)
    const late = await officer.ask(listComplaints, { query: { overdue: 'true', source: 'regulator' } })
    expect(late.body.rows.map(({ id }) => id)).toEqual([body.id])
    const found = await officer.ask(getComplaint, { params: { complaintId: body.id } })
    expect(found.body).toMatchObject({ customerId: callAt(0).customerId, caseNumber: '12321-7' })
  })

  test('moves step by step, keeps its story, and is not changed by two people at once', async () => {
    const { body } = await officer.ask(recordComplaint, {
      body: { source: 'other', topic: 'privacy', words: '来信', callId: callAt(7).id },
    })
    const params = { complaintId: body.id }
    const move = (version: number, name: 'take' | 'answer' | 'close' | 'reopen', words = '') =>
      officer.ask(moveComplaint, { params, body: { version, move: name, words } })
    expect((await move(1, 'answer', '急')).problem.code).toBe('complaints.wrongState')
    expect((await move(1, 'take')).body.responsibleName).not.toBe('')
    expect((await move(1, 'take')).problem.code).toBe('complaints.changedMeanwhile')
    expect((await move(2, 'answer', ' ')).problem.code).toBe('complaints.answerMissing')
    expect((await move(2, 'answer', '已处理')).status).toBe(200)
    await officer.ask(noteOnComplaint, { params, body: { words: '客户满意' } })
    expect((await move(3, 'close')).body.closedAt).not.toBeNull()
    const reopened = await move(4, 'reopen', '又来信')
    expect(reopened.body).toMatchObject({ state: 'inHand', closedAt: null, result: '已处理' })
    expect(reopened.body.notes.map(({ kind }) => kind)).toEqual([
      ...['received', 'taken', 'answered', 'noted', 'closed', 'reopened'],
    ])
  })

  test('is recorded by an agent for an own call, and read by those who handle complaints within their reach', async () => {
    const call = callAt(0)
    const [{ siteId } = { siteId: '' }] = await work.query<{ siteId: string }>(
      `select site_id from calls.call where id = '${call.id}'`,
    )
    const agent = await work.centre.someone('agent', { id: call.agentId })
    const told = { source: 'agent', topic: 'tooManyCalls', words: '一天三次', callId: call.id } as const
    expect((await agent.ask(recordComplaint, { body: told })).status).toBe(200)
    expect((await agent.ask(listComplaints)).status).toBe(403)
    const stranger = await work.centre.someone('agent')
    expect((await stranger.ask(recordComplaint, { body: told })).problem.code).toBe('complaints.noSuchCall')
    const here = await work.centre.someone('supervisor', { siteIds: [siteId] })
    const elsewhere = await work.centre.someone('supervisor', { siteIds: ['00000000-0000-7000-8000-000000000000'] })
    const query = { customerId: call.customerId, source: 'agent' } as const
    expect((await here.ask(listComplaints, { query })).body.rows).toHaveLength(1)
    expect((await elsewhere.ask(listComplaints, { query })).body.rows).toHaveLength(0)
  })

  test('refuses bad input in words, and a changed time to answer holds for those that come later', async () => {
    const base = { source: 'other', topic: 'other', words: '试' } as const
    const ask = (body: object) => officer.ask(recordComplaint, { body: body as never })
    expect((await ask(base)).problem.code).toBe('complaints.aboutNothing')
    expect((await ask({ ...base, number: '12' })).problem.code).toBe('complaints.notANumber')
    for (const words of ['', ' ', '\u0000', 'x'.repeat(4001)])
      expect((await ask({ ...base, number: '13800138000', words })).status).toBe(400)
    await officer.ask(changeDueRule, { params: { source: 'other' }, body: { days: 3 } })
    const { body } = await ask({ ...base, number: '13800138000' })
    expect(await daysOf(body.id)).toBe(3)
    expect((await officer.ask(changeDueRule, { params: { source: 'other' }, body: { days: 0 } })).status).toBe(400)
  })
})

describe('the causes of complaints', () => {
  const count = async (query: Record<string, string>) =>
    (await officer.ask(countCauses, { query: query as never })).body
  const sumOf = (rows: readonly { count: number }[]) => rows.reduce((sum, row) => sum + row.count, 0)

  test('add up to all complaints whatever they are told apart by, the most frequent first', async () => {
    const [{ all } = { all: 0 }] = await work.query<{ all: number }>(
      `select count(*)::int as all from complaints.complaint`,
    )
    expect(all).toBeGreaterThan(5)
    for (const by of causes) {
      const rows = await count({ by })
      expect([by, sumOf(rows)]).toEqual([by, all])
      expect(rows.map((row) => row.count)).toEqual(rows.map((row) => row.count).toSorted((a, b) => b - a))
    }
  })

  test('open layer by layer down to the very complaints of the list', async () => {
    for (const by of causes) {
      for (const { key, count: expected } of await count({ by, topic: 'tooManyCalls' })) {
        const query = { topic: 'tooManyCalls', [by]: key ?? 'none', limit: '200' }
        // Of one topic there is only that topic.
        if (by === 'topic') expect(key).toBe('tooManyCalls')
        const { body } = await officer.ask(listComplaints, { query: query as never })
        expect([by, key, body.rows.length]).toEqual([by, key, expected])
      }
    }
  })

  test('name campaigns and regions, and keep what nobody decided apart from what is a fault of nobody', async () => {
    const [{ name } = { name: '' }] = await work.query<{ name: string }>(
      `select name from campaigns.campaign where id = '${callAt(0).campaignId}'`,
    )
    const ofCampaigns = await count({ by: 'campaignId' })
    expect(ofCampaigns.find(({ key }) => key === callAt(0).campaignId)?.label).toEqual({ zh: name, en: name })
    const undecided = await count({ by: 'responsibility', responsibility: 'none' })
    expect(undecided).toEqual([{ key: null, label: null, count: expect.any(Number) }])
    expect(await count({ by: 'responsibility', responsibility: 'nobody' })).toEqual([])
  })

  test('keep to business days of the site, and refuse a period that ends before it begins', async () => {
    const [{ day } = { day: '' }] = await work.query<{ day: string }>(
      `select to_char(max(received_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from complaints.complaint`,
    )
    expect(sumOf(await count({ from: day, to: day }))).toBeGreaterThan(0)
    expect(await count({ from: '2001-01-01', to: '2001-01-31' })).toEqual([])
    const backwards = await officer.ask(countCauses, { query: { from: '2026-03-02', to: '2026-03-01' } })
    expect(backwards.problem.code).toBe('complaints.periodBackwards')
    for (const wrong of [
      { by: 'agent' },
      { hour: '24' },
      { weekday: '0' },
      { month: '2026-13' },
      { product: '\u0000' },
    ])
      expect((await officer.ask(countCauses, { query: wrong as never })).status).toBe(400)
  })

  test('are counted within the reach of the reader', async () => {
    const elsewhere = await work.centre.someone('supervisor', { siteIds: ['00000000-0000-7000-8000-000000000000'] })
    expect((await elsewhere.ask(countCauses, { query: { by: 'topic' } })).body).toEqual([])
    const agent = await work.centre.someone('agent')
    expect((await agent.ask(countCauses, { query: { by: 'topic' } })).status).toBe(403)
  })
})
