import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unreached } from '#adapters/simulator/call-script.ts'
import { plainTrunk } from '#domains/telephony/server/public.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

const trunk = (name: string, more: Partial<ReturnType<typeof plainTrunk>>) => ({
  ...plainTrunk(name, 'sip.carrier.example'),
  ...more,
})
const regional = (more: Partial<ReturnType<typeof plainTrunk>>) => [
  trunk('外地', { allowedPrefixes: ['+852'] }),
  trunk('本地', { allowedPrefixes: ['+86'], ...more }),
]

describe('where the one trunk that may call the list is full, and another is not', () => {
  let floor: DiallingGround
  beforeAll(async () => {
    floor = await openDialling({ agents: 5, batches: [1200], behaviour: () => unreached('busy') })
    await floor.engine.equipment.setTrunks(regional({ channels: 1 }))
    await floor.engine.dialer.trunksChanged()
    await floor.pass(60_000)
  })
  afterAll(() => floor?.centre.close())

  const counts = async () => {
    await floor.engine.journal.written()
    const { rows } = await sql<{ inMemory: number; placed: number; kept: number; putOff: number }>`
      select count(*) filter (where state = 'reserved')::int as in_memory,
        (select count(*)::int from calls.call) as placed,
        (select count(*)::int from calls.call where cause = 'networkFault' and ended_by = 'us') as kept,
        count(*) filter (where attempts = 0 and due_at > enrolled.at)::int as put_off
      from dialer.contact, (select min(due_at) as at from dialer.contact) enrolled`.execute(
      floor.centre.base.database.engine,
    )
    return rows[0] as { inMemory: number; placed: number; kept: number; putOff: number }
  }

  test('no more of the list is taken into memory than waits there anyway, and nobody falls due later for it', async () => {
    const { inMemory, putOff, kept } = await counts()
    expect(inMemory).toBeLessThanOrEqual(70)
    // Whose call did not leave the house waits a little, and nobody else.
    expect(putOff).toBeLessThanOrEqual(kept)
    expect(kept).toBeLessThan(5)
    expect(floor.engine.dialer.runner(floor.campaignId)?.stock.size).toBeLessThanOrEqual(70)
  })

  test('people read that the lines are what is wanting, and its one line is hardly ever idle', async () => {
    expect(floor.engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('lineLimit')
    const before = await counts()
    await floor.pass(60_000)
    const after = await counts()
    expect(after.placed - before.placed).toBeGreaterThan(10)
    expect(after.kept).toBe(before.kept)
  })

  test('it carries as many calls a second as it may', async () => {
    await floor.engine.equipment.setTrunks(regional({ callsPerSecond: 1 }))
    await floor.engine.dialer.trunksChanged()
    await floor.pass(5000)
    const before = await counts()
    await floor.pass(60_000)
    const after = await counts()
    expect(after.placed - before.placed).toBeGreaterThan(40)
    expect(after.kept).toBe(before.kept)
    expect(after.inMemory).toBeLessThanOrEqual(70)
  })
})

describe('where the trunk for the first of a list is busy with one call for long, and another takes those further back', () => {
  let floor: DiallingGround
  const calledTo = async (prefix: string): Promise<number> => {
    await floor.engine.journal.written()
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from calls.call
      where number ^@ ${prefix}`.execute(floor.centre.base.database.engine)
    return rows[0]?.n ?? 0
  }
  beforeAll(async () => {
    const numberOf = (n: number) => (n < 300 ? `139${10_000_000 + n}` : `+8529${1_000_000 + n}`)
    const behaviour = (to: string) =>
      to.startsWith('+852') ? unreached('busy') : unreached('noAnswer', { endsAfterMs: 40_000 })
    floor = await openDialling({ agents: 5, batches: [1000], behaviour, numberOf })
    await floor.engine.equipment.setTrunks(regional({ channels: 1 }))
    await floor.engine.dialer.trunksChanged()
    await floor.pass(120_000)
  })
  afterAll(() => floor?.centre.close())

  test('those further back are called one after the other meanwhile, and memory stays small', async () => {
    const before = { here: await calledTo('+86'), away: await calledTo('+852') }
    await floor.pass(60_000)
    const after = { here: await calledTo('+86'), away: await calledTo('+852') }
    expect(after.here - before.here).toBeLessThan(5)
    expect(after.away - before.away).toBeGreaterThan(10)
    expect(floor.engine.dialer.runner(floor.campaignId)?.stock.size).toBeLessThanOrEqual(70)
  })
})
