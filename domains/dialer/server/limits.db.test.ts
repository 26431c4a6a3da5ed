import { afterEach, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { callerIdContract } from '#domains/compliance/contract.ts'
import { plainTrunk } from '#domains/telephony/server/public.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const open = async (options: Parameters<typeof openDialling>[0]) => {
  ground = await openDialling({ agents: 6, batches: [60], behaviour: () => person({ talkMs: 20_000 }), ...options })
  return ground
}
const inEverySecond = async ({ pass, centre }: DiallingGround, seconds: number): Promise<number> => {
  let most = 0
  for (let second = 0; second < seconds; second++) {
    await pass(1000)
    most = Math.max(most, (await centre.network.liveCalls()).length)
  }
  return most
}
const bindingOf = ({ engine, campaignId }: DiallingGround) => engine.dialer.runner(campaignId)?.binding.kind

describe.each(['progressive', 'predictive'] as const)('a %s campaign', (mode) => {
  test('has no more calls up than its own line limit, and says so', async () => {
    const floor = await open({ mode, lineLimit: 2 })
    expect(await inEverySecond(floor, 3)).toBe(2)
    expect(bindingOf(floor)).toBe('lineLimit')
    expect(await inEverySecond(floor, 60)).toBe(2)
  })
  test('has no more calls up than all campaigns together may', async () => {
    const floor = await open({ mode, environment: { CARILLON_LINES: '3' } })
    expect(await inEverySecond(floor, 3)).toBe(3)
    expect(bindingOf(floor)).toBe('lineLimit')
    expect(await inEverySecond(floor, 60)).toBe(3)
  })
  test('orders no more calls in a second than the lines take', async () => {
    const floor = await open({ mode, environment: { CARILLON_CALLS_PER_SECOND: '2' } })
    await floor.pass(500)
    expect(bindingOf(floor)).toBe('callsPerSecond')
    await floor.pass(60_000)
    await floor.engine.journal.written()
    // Phones of the simulator all ring a second after their order has left.
    const rings = await floor.centre.base.database.engine
      .selectFrom('calls.signal')
      .select('at')
      .where('kind', '=', 'ringing')
      .orderBy('at')
      .execute()
    const rangAt = rings.map(({ at }) => Date.parse(at))
    expect(rangAt.length).toBeGreaterThan(5)
    for (const [n, at] of rangAt.entries())
      if (n >= 2) expect(at - (rangAt[n - 2] as number)).toBeGreaterThanOrEqual(1000)
  })
})

test('a number we call under is on no more calls at once than it may be, over however many trunks', async () => {
  const floor = await open({ mode: 'progressive' })
  const { centre, engine } = floor
  await engine.equipment.setTrunks(['one', 'other'].map((name) => plainTrunk(name, 'sip.carrier.example')))
  const officer = await centre.someone('complianceOfficer')
  const form = {
    number: '021-6000-0000',
    kind: 'landline',
    ownerName: '钟鸣',
    licence: '沪-1',
    region: '上海',
  } as const
  const added = await officer.ask(callerIdContract.addCallerId, { body: { ...form, concurrentLimit: 2 } as never })
  expect(added.status).toBe(200)
  await engine.callerIds.load()
  engine.presence.news.hear(({ agent, now }) => {
    if (now === 'wrapUp') centre.clock.after(1000, () => engine.presence.finishWrapUp(agent))
  })
  // Calls of before may still be up.
  await floor.pass(60_000)
  expect(await inEverySecond(floor, 60)).toBe(2)
  expect(floor.engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('heldBack')
})

describe('an agent who dials by hand', () => {
  test('hears that all lines are in use', async () => {
    const floor = await open({ mode: 'manual', environment: { CARILLON_LINES: '1' } })
    const { engine, agents, campaignId, ctx } = floor
    const entries = await ctx.db.selectFrom('lists.entry').select('id').limit(2).execute()
    const dial = (n: number) => engine.dialer.dialContact(agents[n]!, campaignId, entries[n]?.id ?? '')
    await dial(0)
    await expect(dial(1)).rejects.toThrow('dialer.noLine')
    await floor.pass(60_000)
    expect(await dial(1)).toMatchObject({ agentId: agents[1]?.id })
  })
})
