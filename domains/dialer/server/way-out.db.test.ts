import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { unreached } from '#adapters/simulator/call-script.ts'
import { plainTrunk } from '#domains/telephony/server/public.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const aTrunk = plainTrunk('carrier', 'sip.carrier.example')
const open = async (options: Parameters<typeof openDialling>[0]) => {
  ground = await openDialling({ agents: 4, batches: [400], behaviour: () => unreached('noAnswer'), ...options })
  return ground
}
const bindingOf = ({ engine, campaignId }: DiallingGround) => engine.dialer.runner(campaignId)?.binding.kind

type Seen = { placed: number; ended: number; kept: number; attempts: number }
/** Calls on record, those over, those that never left, and the attempts contacts have used up. */
const seen = async ({ centre, engine }: DiallingGround): Promise<Seen> => {
  await engine.journal.written()
  const { rows } = await sql<Seen>`
    select (select count(*)::int from calls.call) as placed,
      (select count(*)::int from calls.call where state = 'ended') as ended,
      (select count(*)::int from calls.call where cause = 'networkFault' and ended_by = 'us') as kept,
      (select coalesce(sum(attempts), 0)::int from dialer.contact) as attempts`.execute(centre.base.database.engine)
  return rows[0] as Seen
}

describe.each(['progressive', 'predictive'] as const)('a %s campaign', (mode) => {
  test('calls nobody while no node is up, says why, and goes on by itself', async () => {
    const floor = await open({ mode })
    await floor.pass(30_000)
    floor.centre.network.faults.nodeDown(600_000)
    await floor.pass(60_000)
    const before = await seen(floor)
    expect(bindingOf(floor)).toBe('nodesAway')
    await floor.pass(500_000)
    const after = await seen(floor)
    expect(after.placed).toBe(before.placed)
    // Those that were ordered in the second before it was known did not leave, and cost nobody an attempt.
    expect(after.attempts).toBe(after.ended - after.kept)
    await floor.pass(120_000)
    expect(bindingOf(floor)).not.toBe('nodesAway')
    expect((await seen(floor)).placed).toBeGreaterThan(after.placed)
  })
})

test('while all trunks are shut nobody is called, by machine or by hand, and the answer rate is as it was', async () => {
  const floor = await open({ mode: 'predictive' })
  await floor.engine.equipment.setTrunks([aTrunk])
  await floor.pass(120_000)
  floor.centre.network.faults.outage(900_000)
  await floor.pass(60_000)
  expect(bindingOf(floor)).toBe('trunksShut')
  const runner = floor.engine.dialer.runner(floor.campaignId)
  const [before, rate] = [await seen(floor), runner?.pacing.terms?.answerRate]
  await floor.pass(600_000)
  expect((await seen(floor)).placed).toBe(before.placed)
  expect(runner?.pacing.terms?.answerRate).toBe(rate)
  const { id } = await floor.ctx.db.selectFrom('lists.entry').select('id').limit(1).executeTakeFirstOrThrow()
  const dial = floor.engine.dialer.dialContact(floor.agents[0]!, floor.campaignId, id)
  await expect(dial).rejects.toThrow('dialer.noWayOut')
  await floor.pass(400_000)
  expect((await seen(floor)).placed).toBeGreaterThan(before.placed)
})

test('trunks that are full are lines in use, and nobody loses an attempt to them', async () => {
  const floor = await open({ mode: 'progressive' })
  await floor.engine.equipment.setTrunks([{ ...aTrunk, channels: 2 }])
  await floor.pass(20_000)
  expect((await floor.centre.network.liveCalls()).length).toBe(2)
  expect(bindingOf(floor)).toBe('lineLimit')
  await floor.pass(120_000)
  const { ended, kept, attempts } = await seen(floor)
  expect(ended).toBeGreaterThan(kept)
  expect(attempts).toBe(ended - kept)
})

test.each(['progressive', 'predictive'] as const)(
  'trunks are asked for no more calls a second than they take, and the others wait: a %s campaign',
  async (mode) => {
    const floor = await open({ mode, agents: 12, behaviour: () => unreached('busy') })
    await floor.engine.equipment.setTrunks([
      { ...aTrunk, callsPerSecond: 1 },
      { ...aTrunk, name: 'other', callsPerSecond: 2 },
    ])
    await floor.pass(5_000)
    const before = await seen(floor)
    await floor.pass(60_000)
    const { placed, kept } = await seen(floor)
    expect(placed - before.placed).toBeGreaterThan(100)
    expect(kept - before.kept).toBe(0)
    expect(bindingOf(floor)).toBe('callsPerSecond')
  },
)
