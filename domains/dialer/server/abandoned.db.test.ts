import { afterEach, describe, expect, test } from 'vitest'
import type { LiveCall } from '#domains/calls/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { type Engine, openEngine } from '#server/engine.ts'
import { type DiallingGround, openAbandoning, openDialling, retriedAfter } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

/** Two are called for two agents, one of whom goes on a break before they answer: one call finds nobody. */
const openWithAbandoned = async (options: Parameters<typeof openAbandoning>[0] = {}) => {
  const floor = await openAbandoning(options)
  ground = floor
  return floor
}
type Watched = Omit<DiallingGround, 'engine'> & { engine: Engine }
const balance = ({ engine, campaignId, centre }: Watched) => {
  const { answered30d, abandoned30d } = engine.dialer
    .runner(campaignId)!
    .predictive.ledger.balance(centre.clock.nowMs())
  return { answered: answered30d, abandoned: abandoned30d }
}
const onRecord = async ({ engine, ctx }: Watched, { id }: LiveCall) => {
  await engine.journal.written()
  return ctx.db
    .selectFrom('calls.call')
    .select(['state', 'abandoned', 'outcome'])
    .where('id', '=', id)
    .executeTakeFirst()
}

describe('a customer no agent takes within two seconds', () => {
  test('hears in whose name we called, and then the call is over', async () => {
    const floor = await openWithAbandoned()
    const { centre, lost, pass, ctx } = floor
    await pass(1500)
    expect(JSON.stringify(centre.network.wiretap(lost.id))).toContain('safe-harbour')
    expect(await onRecord(floor, lost)).toEqual({ state: 'answered', abandoned: true, outcome: null })
    expect(balance(floor)).toEqual({ answered: 2, abandoned: 1 })
    await pass(30_000)
    expect(await onRecord(floor, lost)).toEqual({ state: 'ended', abandoned: true, outcome: 'abandoned' })
    const signals = await ctx.db.selectFrom('calls.signal').select('kind').where('callId', '=', lost.id).execute()
    expect(signals.map(({ kind }) => kind).sort()).toEqual(['answered', 'ended', 'played', 'ringing'])
    expect(balance(floor)).toEqual({ answered: 2, abandoned: 1 })
  })
  test('was abandoned also when hanging up during the message', async () => {
    const floor = await openWithAbandoned({ patienceMs: 3000 })
    await floor.pass(10_000)
    expect(await onRecord(floor, floor.lost)).toEqual({ state: 'ended', abandoned: true, outcome: 'abandoned' })
    expect(balance(floor)).toEqual({ answered: 2, abandoned: 1 })
  })
  test('was not when hanging up before the two seconds are over', async () => {
    const floor = await openWithAbandoned({ patienceMs: 1500 })
    await floor.pass(10_000)
    expect(await onRecord(floor, floor.lost)).toMatchObject({ state: 'ended', abandoned: false })
    expect(balance(floor)).toEqual({ answered: 2, abandoned: 0 })
  })
  test('counts for as many days as the law of the campaign says', async () => {
    const floor = await openWithAbandoned()
    const { centre, campaignId, ctx, engine, pass } = floor
    await pass(10_000)
    const leftAfterTwoDays = () =>
      engine.dialer.runner(campaignId)!.predictive.ledger.balance(centre.clock.nowMs() + 48 * 3_600_000).left
    expect(leftAfterTwoDays()).toBeLessThan(-0.9)
    await ctx.db.updateTable('campaigns.campaign').set({ jurisdiction: 'uk' }).where('id', '=', campaignId).execute()
    await engine.dialer.campaignChanged(campaignId)
    expect(leftAfterTwoDays()).toBe(0)
  })
  test('is still counted when the engine is killed while the message plays', async () => {
    const floor = await openWithAbandoned()
    const { centre, engine, campaignId, lost, pass, leaver } = floor
    await pass(1500)
    await engine.journal.written()
    await engine.stop()
    const next = await openEngine(
      { ...centre, phones: centre.network, limits: { lines: null, callsPerSecond: null } },
      {
        fencing: 2,
        guard: { text: 'select 1', values: [] },
        isSure: () => true,
        prove: async () => true,
        release: async () => {},
      },
    )
    const taken = { ...floor, engine: next }
    try {
      await pass(1000)
      next.presence.ask(leaver.id, { ready: true })
      await pass(10_000)
      expect(next.dialer.runner(campaignId)?.predictive.knowsPast).toBe(true)
      expect(await onRecord(taken, lost)).toEqual({ state: 'ended', abandoned: true, outcome: 'abandoned' })
      expect(balance(taken)).toEqual({ answered: 2, abandoned: 1 })
    } finally {
      await next.stop()
    }
  })
})

describe('who was abandoned', () => {
  const nextCall = async ({ engine, pass }: DiallingGround, lost: LiveCall, minutes: number) => {
    let placed: { agentId: string | null; at: number } | undefined
    for (let minute = 0; minute < minutes && !placed; minute++) {
      await pass(60_000)
      const call = [...engine.calls.all()].find((other) => other.entryId === lost.entryId && other.id > lost.id)
      if (call) placed = { agentId: call.agentId, at: call.record.placedAt }
    }
    return placed
  }
  /** What the desk would do: who has wrapped up is there for the next. */
  const beReady = ({ engine }: DiallingGround, { id }: LiveAgent): void => {
    const agent = engine.presence.take(id)
    if (agent.state === 'wrapUp')
      engine.desk.finish(agent, { callId: agent.callId ?? '', outcome: 'refusal.noNeed', note: '' })
    else engine.presence.ask(id, { ready: true })
  }

  test('is called within the lock-out only for an agent kept for the call', async () => {
    const floor = await openWithAbandoned({ attemptPolicy: retriedAfter(60) })
    const { lost, stayer, leaver, pass } = floor
    await pass(120_000)
    expect(await nextCall(floor, lost, 120)).toBeUndefined()
    beReady(floor, leaver)
    await pass(1000)
    const again = [...floor.engine.calls.all()].find(({ attemptNumber }) => attemptNumber === 2)
    expect(again?.agentId).toBe(leaver.id)
    await pass(10_000)
    expect([leaver.state, leaver.callId]).toEqual(['talking', again?.id])
    expect(stayer.state).toBe('wrapUp')
    expect(balance(floor)).toEqual({ answered: 3, abandoned: 1 })
  })
  test('is called after it like anybody else', async () => {
    const floor = await openWithAbandoned({ attemptPolicy: retriedAfter(73 * 60) })
    const { lost, leaver, centre, pass } = floor
    await pass(120_000)
    beReady(floor, leaver)
    await centre.clock.runUntil(new Date(lost.record.placedAt + 73 * 3_600_000))
    let placedFor: string | null | undefined
    floor.engine.calls.news.hear(({ call, kind }) => {
      if (call.attemptNumber === 2 && kind === 'ringing') placedFor = call.agentId
    })
    await pass(60_000)
    expect(placedFor).toBeNull()
  })
})

describe('when nobody is left who could answer', () => {
  test('nobody is let answer any more', async () => {
    const floor = await openDialling({ agents: 2, batches: [2], mode: 'predictive' })
    ground = floor
    await floor.pass(3000)
    for (const { id } of floor.agents) floor.engine.presence.ask(id, { pause: 'break', reasonId: null })
    await floor.pass(1000)
    expect(await floor.centre.network.liveCalls()).toEqual([])
    expect(balance(floor)).toEqual({ answered: 0, abandoned: 0 })
  })
})

describe('a contact whose list says how likely an answer is', () => {
  test('is shown to pacing with that chance', async () => {
    const floor = await openDialling({ mode: 'predictive', chances: [0.4] })
    ground = floor
    const seen: (number | null)[] = []
    const runner = floor.engine.dialer.runner(floor.campaignId)!
    await floor.pass(1000)
    for (const { chance } of runner.flights.all()) seen.push(chance)
    expect(seen).toEqual([0.4])
  })
})
