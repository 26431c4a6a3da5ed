import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { recordComplaint } from '#domains/complaints/contract.ts'
import { recordConsent } from '#domains/compliance/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import { findForEvidence, readEvidence } from '../../evidence-contract.ts'

let work: WorkingCentre
let officer: Person
type Call = { id: string; number: string; customerId: string; campaignId: string; siteId: string }
let call: Call
let complaintId = ''

beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 5000 }), contacts: 8 })
  await work.centre.clock.runFor(3 * 60_000)
  await work.engine.journal.written()
  const [first] = await work.query<Call>(
    `select id, number, customer_id, campaign_id, site_id from calls.call where talk_ms > 0 and outcome is not null
      and campaign_id = (select id from campaigns.campaign where name = '三月外呼') order by placed_at, id limit 1`,
  )
  call = first ?? expect.fail('no call')
  officer = await work.centre.someone('complianceOfficer')
  const ctx = systemContext(work.centre.base)
  await recordConsent(ctx, {
    ...{ customerId: call.customerId, number: null, purpose: 'sales', act: 'given', source: '官网报名' },
    evidence: '表单 =HYPERLINK("x") <b>',
  })
  work.engine.gate.forbid(call.number, '客户来信', { kind: 'organisation', proof: '信函 7' })
  await work.engine.journal.writtenNow()
  await sql`insert into compliance.block (at, last_at, number, customer_id, campaign_id, kind, rule)
    values (now(), now(), ${call.number}, ${call.customerId}, ${call.campaignId}, 'machine', 'onOurList')`.execute(
    ctx.db,
  )
  // The words agents read change after the call: the evidence shows those of the call.
  await work.query(`update campaigns.campaign set opening_words = '新的开场白', script_version = script_version + 1
    where id = '${call.campaignId}'`)
  const { body } = await officer.ask(recordComplaint, {
    body: { source: 'regulator', topic: 'noConsent', words: '转办', callId: call.id },
  })
  complaintId = body.id
})
afterAll(() => work.centre.close())

describe('the evidence of a complaint', () => {
  test('leads in one step to calls, recording, consent, do-not-call, blocks, script and list', async () => {
    const { status, body } = await officer.ask(readEvidence, { query: { complaintId } })
    expect(status).toBe(200)
    expect(body.customerId).toBe(call.customerId)
    expect(body.calls).toMatchObject([
      {
        id: call.id,
        number: expect.stringContaining('****'),
        campaignName: '三月外呼',
        recording: null,
        scriptVersion: 1,
        openingWords: '您好，我是钟鸣银行的客户经理。',
        listName: '三月外呼名单',
        fileName: '三月外呼名单',
      },
    ])
    expect(body.calls[0]?.agentName).not.toBe('')
    expect(body.calls[0]?.importedAt).not.toBeNull()
    expect(body.consent).toMatchObject([{ act: 'given', source: '官网报名' }])
    expect(body.doNotCall).toMatchObject([
      { kind: 'organisation', proof: '信函 7', number: expect.stringContaining('*') },
    ])
    expect(body.blocks).toMatchObject([{ rule: 'onOurList', campaignName: '三月外呼' }])
    expect(body.complaints).toMatchObject([{ source: 'regulator', topic: 'noConsent' }])
    expect(JSON.stringify(body)).not.toContain(call.number.slice(3))
  })

  test('begins as well with a number, however it is written', async () => {
    const said = `0086 ${call.number.slice(3, 6)}-${call.number.slice(6)}`
    const { body } = await officer.ask(findForEvidence, { body: { number: said } })
    expect(body.customerId).toBe(call.customerId)
    const found = await officer.ask(readEvidence, { query: { customerId: body.customerId } })
    expect(found.body.calls).toHaveLength(1)
    for (const number of ['x', '13700000000', '\u0000'])
      expect([400, 404]).toContain((await officer.ask(findForEvidence, { body: { number } })).status)
    expect((await officer.ask(readEvidence)).problem.code).toBe('oversight.evidenceOfNobody')
  })

  test('leaves as one file, for a reason on record whose number stands in its name', async () => {
    const url = `/api/evidence.zip?complaintId=${complaintId}`
    expect((await officer.inject({ method: 'GET', url })).statusCode).toBe(400)
    const file = await officer.inject({ method: 'GET', url: `${url}&reason=${encodeURIComponent('答复 12321 转办')}` })
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/zip'])
    const [taken] = await work.query<{ id: string; reason: string }>('select id, reason from platform.data_export')
    expect(taken?.reason).toBe('答复 12321 转办')
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(taken?.id)
  })

  test('is for those who gather evidence, within their reach', async () => {
    const agent = await work.centre.someone('agent')
    expect((await agent.ask(readEvidence, { query: { complaintId } })).status).toBe(403)
    const here = await work.centre.someone('supervisor', { siteIds: [call.siteId] })
    const elsewhere = await work.centre.someone('supervisor', { siteIds: ['00000000-0000-7000-8000-000000000000'] })
    expect((await here.ask(readEvidence, { query: { complaintId } })).body.calls).toHaveLength(1)
    expect((await elsewhere.ask(readEvidence, { query: { complaintId } })).problem.code).toBe('oversight.nothingKnown')
  })
})
