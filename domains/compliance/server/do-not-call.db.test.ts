import { afterEach, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import { addDoNotCall, listDoNotCall, readListedNumber } from '../contract.ts'

let work: WorkingCentre | undefined
afterEach(async () => {
  await work?.centre.close()
  work = undefined
})
const open = async (options: Parameters<typeof workingCentre>[0] = {}): Promise<WorkingCentre> => {
  work = await workingCentre(options)
  return work
}

describe('a number that must not be called', () => {
  test('is not dialled any more, although it was already taken in hand to be dialled', async () => {
    const { centre, engine, query } = await open({ behaviour: () => person({ talkMs: 120_000 }), contacts: 20 })
    await centre.clock.runFor(10_000)
    const inHand = await query<{ number: string }>(`select number from dialer.contact c where state = 'reserved'
      and not exists (select from calls.call k where k.entry_id = c.entry_id) order by priority, due_at`)
    expect(inHand.length).toBeGreaterThan(2)
    const officer = await centre.someone('complianceOfficer')
    for (const { number } of inHand) {
      const { status } = await officer.ask(addDoNotCall, { body: { number, reason: '客户来信要求' } })
      expect(status).toBe(200)
    }
    await centre.clock.runFor(4 * 3_600_000)
    await engine.journal.written()
    const numbers = inHand.map(({ number }) => `'${number}'`).join(',')
    expect(await query(`select 1 from calls.call where number in (${numbers})`)).toEqual([])
    expect(await query(`select distinct state, close_reason from dialer.contact where number in (${numbers})`)).toEqual(
      [{ state: 'closed', closeReason: 'doNotCall' }],
    )
    expect((await query(`select 1 from calls.call`)).length).toBeGreaterThan(8)
  })

  test('is the same number however it is written, and stays with its first reason', async () => {
    const { centre } = await open({ contacts: 1 })
    const officer = await centre.someone('complianceOfficer')
    for (const [number, reason] of [
      ['138 0013 8000', '第一次'],
      ['+86-138-0013-8000', '第二次'],
      ['0086 13800138000', '第三次'],
    ] as const)
      expect((await officer.ask(addDoNotCall, { body: { number, reason } })).status).toBe(200)
    const { body } = await officer.ask(listDoNotCall, { query: { number: '13800138000' } })
    expect(body.rows).toHaveLength(1)
    expect(body.rows[0]).toMatchObject({
      ...{ number: '138****8000', since: '2026-03-05T01:00:00.000Z', reason: '第一次', callId: null },
      ...{ kind: 'organisation', until: null, endedAt: null, saidToName: expect.stringMatching(/^complianceofficer/) },
    })
  })

  test('is refused with a reason if it is no number at all', async () => {
    const { centre } = await open({ contacts: 1 })
    const officer = await centre.someone('complianceOfficer')
    for (const number of ['abc', '12', '110110', '+999999999999', '１２３', "'; drop table x --"]) {
      const answer = await officer.ask(addDoNotCall, { body: { number, reason: '测试' } })
      expect([number, answer.status]).toEqual([number, 400])
    }
    const said = await officer.ask(addDoNotCall, { body: { number: 'abcdef', reason: '测试' } })
    expect(said.problem.code).toBe('compliance.notANumber')
    for (const reason of [' ', 'a\0b', '\ud800'])
      expect((await officer.ask(addDoNotCall, { body: { number: '13800138000', reason } })).status).toBe(400)
    expect(centre.engine().gate.isForbidden('+8613800138000')).toBe(false)
    expect((await officer.ask(listDoNotCall)).body.rows).toEqual([])
  })

  test('is added by who keeps the list, under their name, and told in full only for a reason, on record', async () => {
    const { centre, query } = await open({ contacts: 1 })
    const body = { number: '13800138000', reason: '投诉' }
    expect((await (await centre.someone('campaignManager')).ask(addDoNotCall, { body })).status).toBe(403)
    expect((await (await centre.someone('agent')).ask(listDoNotCall)).status).toBe(403)
    const officer = await centre.someone('complianceOfficer')
    expect((await officer.ask(addDoNotCall, { body })).status).toBe(200)
    expect(await query('select number, reason, said_to from compliance.do_not_call')).toEqual([
      { number: '+8613800138000', reason: '投诉', saidTo: officer.id },
    ])
    const [entry] = (await officer.ask(listDoNotCall)).body.rows
    expect(entry?.number).toBe('138****8000')
    const params = { kind: 'doNotCall' as const, id: entry?.id ?? '' }
    const read = await officer.ask(readListedNumber, { params, body: { reason: '投诉处理' } })
    expect(read.body.number).toBe('+8613800138000')
    expect(await query('select masked, reason from customers.number_reading')).toEqual([
      { masked: '138****8000', reason: '投诉处理' },
    ])
    const director = await centre.someone('director')
    expect((await director.ask(listDoNotCall)).body.rows[0]?.number).toBe('138****8000')
    expect((await director.ask(readListedNumber, { params, body: { reason: '投诉处理' } })).status).toBe(403)
  })

  test('is found in a long list page by page, and nonsense in the question is no fault', async () => {
    const { centre } = await open({ contacts: 1 })
    const officer = await centre.someone('complianceOfficer')
    for (let n = 0; n < 12; n++)
      await officer.ask(addDoNotCall, { body: { number: String(13_800_138_000 + n), reason: '批量' } })
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const { body } = await officer.ask(listDoNotCall, { query: { limit: 5, ...(after ? { after } : {}) } })
      seen.push(...body.rows.map(({ number }) => number))
      if (!body.next) break
      after = body.next
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => `138****${8000 + n}`))
    for (const query of [{ after: '\0' }, { number: '\0' }, { number: '%' }, { after: '\ud800' }, { limit: 'x' }]) {
      const { status } = await officer.ask(listDoNotCall, { query: query as never })
      expect([query, status < 500]).toEqual([query, true])
    }
  })
})
