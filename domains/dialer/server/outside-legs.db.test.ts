import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person, unreached } from '#adapters/simulator/call-script.ts'
import { trunkContract } from '#domains/telephony/contract.ts'
import { plainTrunk } from '#domains/telephony/server/public.ts'
import type { Person } from '#server/testing.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

const partner = '+862161234567'
const answers = () => person({ answersAfterMs: 4000, talkMs: 900_000 })

describe('a customer handed to a number outside', () => {
  let floor: DiallingGround
  let admin: Person
  beforeAll(async () => {
    floor = await openDialling({ agents: 1, batches: [20], behaviour: answers })
    admin = await floor.centre.someone('administrator')
    // The first call went out before there was a trunk.
    floor.engine.presence.ask(floor.agents[0]?.id ?? '', { pause: 'break', reasonId: null })
    for (const call of floor.engine.calls.all()) floor.engine.calls.hangUp(call.id)
    await floor.pass(5000)
    const price = { pricePerMinute: 0.5, dailyCostLimit: 5, channels: 2 }
    await admin.ask(trunkContract.addTrunk, {
      body: { name: '计费', address: 'sip.carrier.example', isOn: true, ...price } as never,
    })
    await floor.engine.trunks.load()
    floor.engine.presence.ask(floor.agents[0]?.id ?? '', { ready: true })
    await floor.pass(20_000)
  })
  afterAll(() => floor?.centre.close())

  const shown = async () => (await admin.ask(trunkContract.getTelephoneHealth)).body.trunks[0]
  const legs = async () => {
    await floor.engine.journal.written()
    const { rows } = await sql<{ number: string; minutes: number; cost: number }>`
      select call_id, number, trunk, minutes, cost::float8 as cost, is_end_heard, ended_at is not null as is_over
      from telephony.outside_leg order by placed_at`.execute(floor.centre.base.database.engine)
    return rows
  }

  test('takes a line of the trunk and costs as a call does, while it is up and when it is over', async () => {
    const call = [...floor.engine.calls.all()].find(
      ({ record }) => record.bridgedAt !== null && record.endedAt === null,
    )
    if (!call) throw new Error('the agent talks to a customer')
    expect(await shown()).toMatchObject({ calls: 1, costToday: 0.5 })
    await floor.engine.calls.consult(call.id, { number: partner })
    await floor.pass(6000)
    expect(await shown()).toMatchObject({ calls: 2, costToday: 1 })
    expect((await floor.centre.network.health()).trunks[0]?.room).toBe(0)
    await floor.engine.calls.endConsult(call.id, 'handOver')
    await floor.pass(150_000)
    expect(await legs()).toMatchObject([{ callId: call.id, number: partner, trunk: '计费', isOver: false }])
    // Three minutes each have begun.
    expect(await shown()).toMatchObject({ calls: 2, costToday: 3 })
    floor.engine.calls.hangUp(call.id)
    await floor.pass(1000)
    const [leg] = await legs()
    expect(leg).toMatchObject({ minutes: 3, cost: 1.5, isOver: true, isEndHeard: true })
    const { rows } = await sql`select calls, minutes, cost::float8 as cost, unheard from telephony.trunk_day`.execute(
      floor.centre.base.database.engine,
    )
    expect(rows).toEqual([{ calls: 2, minutes: 6, cost: 3, unheard: 0 }])
  })

  test('counts towards the most cost of a day: nobody outside is called once that is reached', async () => {
    const { calls, presence } = floor.engine
    presence.finishWrapUp(presence.take(floor.agents[0]?.id ?? ''))
    await floor.pass(20_000)
    const call = [...calls.all()].find(({ record }) => record.bridgedAt !== null && record.endedAt === null)
    if (!call) throw new Error('the agent talks to a customer')
    await calls.consult(call.id, { number: partner })
    await floor.pass(80_000)
    // Three already, two of the customer in their second minute, one and a half of the leg.
    await expect.poll(async () => (await shown())?.isSpent).toBe(true)
    expect(call.record.endedAt).toBeNull()
    await calls.endConsult(call.id, 'drop')
    await floor.pass(1000)
    const before = (await legs()).length
    await calls.consult(call.id, { number: partner })
    await floor.pass(10_000)
    expect((await legs()).length).toBe(before)
    expect((await shown())?.calls).toBe(1)
  })

  test('is charged until it was last known to be up where nobody says that it ended', async () => {
    floor.centre.network.faults.restart({ silently: true })
    await floor.pass(100_000)
    expect(await shown()).toMatchObject({ unheardToday: 1 })
    expect((await legs()).every(({ minutes }) => minutes > 0)).toBe(true)
  })

  test('is over with a call that came in, also where nobody but the ledger learns of its end', async () => {
    const { calls, equipment, presence } = floor.engine
    const switched = (isOn: boolean) =>
      equipment.setTrunks([{ ...plainTrunk('计费', 'sip.carrier.example'), channels: 2, isOn }])
    // Nobody is called, so the agent is there for who calls us.
    await switched(false)
    await floor.pass(2000)
    presence.finishWrapUp(presence.take(floor.agents[0]?.id ?? ''))
    presence.ask(floor.agents[0]?.id ?? '', { ready: true })
    floor.centre.network.callIn('+8613910000001', '+862160000000', { talkMs: 900_000 })
    await floor.pass(10_000)
    const call = [...calls.all()].find(({ record }) => record.bridgedAt !== null && record.endedAt === null)
    if (!call) throw new Error('the agent talks to a caller')
    expect(call.direction).toBe('in')
    await switched(true)
    await calls.consult(call.id, { number: partner })
    await floor.pass(6000)
    await calls.endConsult(call.id, 'handOver')
    await switched(false)
    await floor.pass(70_000)
    expect((await legs()).at(-1)).toMatchObject({ callId: call.id, isOver: false })
    floor.centre.network.faults.restart({ silently: true })
    await floor.pass(100_000)
    expect((await legs()).at(-1)).toMatchObject({ callId: call.id, isOver: true, isEndHeard: false })
    const cost = (await shown())?.costToday
    await floor.pass(3_600_000)
    expect((await shown())?.costToday).toBe(cost)
  })
})

describe('trunks that may not all call every number', () => {
  let floor: DiallingGround
  afterAll(() => floor?.centre.close())
  const trunk = (name: string, more: Partial<ReturnType<typeof plainTrunk>>) => ({
    ...plainTrunk(name, 'sip.carrier.example'),
    ...more,
  })
  const counts = async () => {
    await floor.engine.journal.written()
    const { rows } = await sql<{ placed: number; kept: number; attempts: number }>`
      select (select count(*)::int from calls.call) as placed,
        (select count(*)::int from calls.call where cause = 'networkFault' and ended_by = 'us') as kept,
        (select coalesce(sum(attempts), 0)::int from dialer.contact) as attempts`.execute(
      floor.centre.base.database.engine,
    )
    return rows[0] as { placed: number; kept: number; attempts: number }
  }

  test('no order is given for a number none may call, and people read why', async () => {
    floor = await openDialling({ agents: 3, batches: [30], behaviour: () => unreached('busy') })
    await floor.pass(5000)
    await floor.engine.equipment.setTrunks([trunk('外地', { allowedPrefixes: ['+852'] })])
    await floor.pass(5000)
    const before = await counts()
    await floor.pass(120_000)
    expect(await counts()).toEqual(before)
    const { rows } = await sql<{ rule: string }>`select distinct rule from compliance.block`.execute(
      floor.centre.base.database.engine,
    )
    expect(rows.map(({ rule }) => rule)).toContain('noTrunkForNumber')
    const waiting = await floor.ctx.db.selectFrom('lists.entry').select('id').limit(30).execute()
    const dial = floor.engine.dialer.dialContact(floor.agents[0]!, floor.campaignId, waiting[25]?.id ?? '')
    await expect(dial).rejects.toThrow('compliance.noTrunkForNumber')
    expect(floor.engine.gate.mayLeave('+85221234567')).toBe(true)
    expect(floor.engine.gate.mayLeave(partner)).toBe(false)
  })

  test('whom the one with room may not call waits for the other, and no order is given in vain', async () => {
    const before = await counts()
    await floor.engine.equipment.setTrunks([
      trunk('外地', { allowedPrefixes: ['+852'] }),
      trunk('本地', { allowedPrefixes: ['+86'], channels: 1, callsPerSecond: 1 }),
    ])
    await floor.pass(900_000)
    const after = await counts()
    expect(after.placed).toBeGreaterThan(before.placed)
    expect(after.kept).toBe(before.kept)
  })

  test('a trunk that is switched off while it carries calls, beside a full one, lets no order go in vain', async () => {
    await floor.engine.equipment.setTrunks([trunk('甲', { channels: 2 }), trunk('乙', { channels: 1 })])
    await floor.pass(900_000)
    const before = await counts()
    for (let round = 0; round < 10; round++) {
      const isFirstOn = round % 2 === 0
      await floor.engine.equipment.setTrunks([
        trunk('甲', { channels: 2, isOn: isFirstOn }),
        trunk('乙', { channels: 1, isOn: !isFirstOn }),
      ])
      await floor.pass(30_000)
    }
    const after = await counts()
    expect(after.kept).toBe(before.kept)
  })
})
