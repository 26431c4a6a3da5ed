import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { newId } from '#platform/id.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import type { Person } from '#server/testing.ts'
import { type CallerId, callerIdContract as numbers } from '../../caller-id-contract.ts'

let work: WorkingCentre
let officer: Person
let manager: Person
beforeAll(async () => {
  work = await workingCentre({ behaviour: () => person({ talkMs: 60_000 }), contacts: 60 })
  officer = await work.centre.someone('complianceOfficer')
  manager = await work.manager()
})
afterAll(() => work.centre.close())

const form = (number: string, change: object = {}) => ({
  number,
  kind: 'landline' as const,
  ownerName: '钟鸣外呼有限公司',
  licence: '沪-2026-0001',
  region: '上海',
  ...change,
})
const add = async (number: string, change: object = {}): Promise<CallerId> =>
  (await officer.ask(numbers.addCallerId, { body: form(number, change) })).body
const move = (id: string, body: object, who = officer) =>
  who.ask(numbers.moveCallerId, { params: { callerIdId: id }, body: { note: '', restUntil: null, ...body } as never })

describe('the pool of caller ids', () => {
  test('keeps each number once, however it is written, with owner, purpose and limits', async () => {
    const added = await add('+86 21-5000 0001', { purpose: 'service', hourLimit: 60, dayLimit: 300 })
    expect(added).toMatchObject({ number: '02150000001', state: 'inUse', openFlags: 0, hourLimit: 60, version: 1 })
    const again = await officer.ask(numbers.addCallerId, { body: form('02150000001') })
    expect(again.problem).toMatchObject({ code: 'compliance.callerIdTaken', params: { number: '02150000001' } })
    const { body } = await manager.ask(numbers.listCallerIds, { query: { search: '50000001' } })
    expect(body).toEqual({ rows: [added], total: 1 })
    expect((await manager.ask(numbers.listCallerIds, { query: { search: '%' } })).body.total).toBe(0)
  })

  test('refuses what is no number, limits that contradict each other, and changes over somebody else’s', async () => {
    for (const number of ['', '12', 'abc', '+', "1'; drop", '１２３４５６', '1'.repeat(30)])
      expect([number, (await officer.ask(numbers.addCallerId, { body: form(number) })).status]).toEqual([number, 400])
    const added = await add('4008001000', { kind: 'service400' })
    const { number: _, ...settings } = form('4008001000')
    const change = (values: object, id = added.id) =>
      officer.ask(numbers.changeCallerId, {
        params: { callerIdId: id },
        body: { ...settings, version: added.version, ...values },
      })
    const contradiction = await change({ hourLimit: 100, dayLimit: 50 })
    expect(contradiction.problem.code).toBe('compliance.limitsContradict')
    expect((await change({ concurrentLimit: 0 })).status).toBe(400)
    expect((await change({ concurrentLimit: 2 })).body).toMatchObject({ concurrentLimit: 2, version: 2 })
    expect((await change({ concurrentLimit: 3 })).problem.code).toBe('compliance.callerIdChanged')
    expect((await change({}, newId(0))).problem.code).toBe('compliance.noSuchCallerId')
  })

  test('lets a number rest for a reason until a moment to come, retires it, and says who did', async () => {
    const { id } = await add('02150000002')
    expect((await move(id, { state: 'resting', version: 1 })).problem.code).toBe('compliance.restNeedsReason')
    const past = await move(id, { state: 'resting', note: '被标记', restUntil: '2026-01-01T00:00:00Z', version: 1 })
    expect(past.problem.code).toBe('compliance.restEndsBeforeItBegins')
    const rest = { state: 'resting', note: '被标记', restUntil: '2026-04-01T00:00:00.000Z', version: 1 }
    expect((await move(id, rest)).body).toMatchObject({
      state: 'resting',
      stateNote: '被标记',
      restUntil: '2026-04-01T00:00:00.000Z',
      stateByName: expect.stringMatching(/^complianceofficer/),
    })
    expect((await move(id, { state: 'retired', version: 1 })).problem.code).toBe('compliance.callerIdChanged')
    const retired = (await move(id, { state: 'retired', note: '退租', version: 2 })).body
    expect(retired).toMatchObject({ state: 'retired', restUntil: null })
    const { rows } = await sql<{ operation: string }>`select operation from platform.audit_entry
      where table_name = 'compliance.caller_id' and row_id = ${id} order by id`.execute(
      work.centre.base.database.engine,
    )
    expect(rows.map(({ operation }) => operation)).toEqual(['insert', 'update', 'update'])
  })

  test('notes where a number is flagged, and how a flag was taken off, once', async () => {
    const { id } = await add('02150000003')
    const note = (body: object) =>
      officer.ask(numbers.noteCallerIdFlag, { params: { callerIdId: id }, body: body as never })
    const { body: flag } = await note({ label: 'harassment', source: '腾讯手机管家', note: '骚扰电话 312 人标记' })
    expect(flag).toMatchObject({ seenAt: work.centre.base.now().toISOString(), clearedAt: null })
    const future = await note({ label: 'fraud', source: '运营商', seenAt: '2027-01-01T00:00:00Z' })
    expect(future.problem.code).toBe('compliance.flagInFuture')
    const openFlags = async () =>
      (await officer.ask(numbers.listCallerIds, { query: { search: '50000003' } })).body.rows[0]?.openFlags
    expect(await openFlags()).toBe(1)
    const clear = () =>
      officer.ask(numbers.clearCallerIdFlag, {
        params: { callerIdId: id, flagId: flag.id },
        body: { note: '已申诉撤销' },
      })
    expect((await clear()).body).toMatchObject({ clearedNote: '已申诉撤销' })
    expect((await clear()).problem.code).toBe('compliance.flagCleared')
    expect(await openFlags()).toBe(0)
    const { body: flags } = await manager.ask(numbers.listCallerIdFlags, { params: { callerIdId: id } })
    expect(flags.map(({ source }) => source)).toEqual(['腾讯手机管家'])
  })

  test('is read by whoever runs campaigns, kept by the compliance officer, and no matter of agents', async () => {
    expect((await manager.ask(numbers.addCallerId, { body: form('02150000009') })).status).toBe(403)
    expect((await (await work.centre.someone('agent')).ask(numbers.listCallerIds)).status).toBe(403)
    expect((await manager.ask(numbers.listCallerIds, { query: { search: '\0' } })).status).toBe(400)
  })

  test('counts the calls that go out under each number while they are up, by the hour and by the day', async () => {
    await work.centre.clock.runFor(10_000)
    const use = async () =>
      (await manager.ask(numbers.getCallerIdUse)).body.find(({ number }) => number === '02160000000')
    const counted = await work.query<{ up: number; all: number }>(
      `select count(*) filter (where state <> 'ended') as up, count(*) as all from calls.call`,
    )
    const now = await use()
    expect(now?.inHour).toBeGreaterThan(3)
    await work.engine.journal.written()
    expect([now?.concurrent, now?.inHour, now?.inDay]).toEqual([counted[0]?.up, counted[0]?.all, counted[0]?.all])
  })

  test('places no call while it rests, and goes on when somebody ends the rest', async () => {
    const { id, version } = await add('021-6000-0000')
    const placed = async () => (await work.query<{ n: number }>('select count(*)::int as n from calls.call'))[0]?.n ?? 0
    const rest = await move(id, { state: 'resting', note: '申诉标记', version })
    await work.engine.callerIds.load()
    await work.engine.journal.written()
    const before = await placed()
    await work.centre.clock.runFor(5 * 60_000)
    await work.engine.journal.written()
    expect(await placed()).toBe(before)
    const told = (await manager.ask(numbers.getCallerIdUse)).body.find(({ number }) => number === '02160000000')
    expect(told?.cause).toBe('callerIdResting')
    await move(id, { state: 'inUse', version: rest.body.version })
    await work.engine.callerIds.load()
    await work.centre.clock.runFor(5 * 60_000)
    await work.engine.journal.written()
    expect(await placed()).toBeGreaterThan(before)
  })
})
