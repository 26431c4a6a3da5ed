import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { machine } from '#adapters/simulator/call-script.ts'
import { changeHandling } from '#domains/desk/server/public.ts'
import { type DiallingGround, openDialling } from '#domains/dialer/server/test-dialling.ts'
import { openEngine } from './engine.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
type Row = { answeredBy: string; outcome: string; bridged: boolean; abandoned: boolean; seconds: number }

test.each(['progressive', 'predictive'] as const)(
  'a %s campaign with a message leaves it on tapes, while its agents go on with others',
  async (mode) => {
    const behaviour = () => machine()
    ground = await openDialling({ agents: 2, batches: [60], machineDetection: 'before', mode, behaviour })
    const { campaignId, ctx, engine, pass } = ground
    const form = { outside: [], messagePrompt: 'call-us-back', showsListening: false, version: 0 }
    await changeHandling(ctx, campaignId, form)
    const freeMeanwhile: boolean[] = []
    engine.calls.news.hear(({ call, kind }) => {
      if (kind === 'played' && call.record.bridgedAt === null)
        freeMeanwhile.push([...engine.presence.all()].every(({ callId }) => callId !== call.id))
    })
    await pass(120_000)
    await engine.journal.written()
    const { rows } = await sql<Row>`
      select c.answered_by, c.outcome, c.bridged_at is not null as bridged, c.abandoned,
        extract(epoch from c.ended_at - c.answered_at)::float8 as seconds
      from calls.call c join calls.signal s on s.call_id = c.id and s.kind = 'classified' and s.detail ->> 'as' = 'machine'
      where c.state = 'ended'`.execute(ctx.db)
    expect(rows.length).toBeGreaterThan(5)
    for (const { seconds, ...call } of rows) {
      expect(call).toEqual({ answeredBy: 'machine', outcome: 'voicemail', bridged: false, abandoned: false })
      // Two to two and a half seconds to find out, two for the message.
      expect(seconds).toBeGreaterThan(3.5)
    }
    expect(freeMeanwhile.length).toBeGreaterThanOrEqual(rows.length)
    expect(freeMeanwhile).not.toContain(false)
  },
)

/** One machine was called for one agent, and half a second of the message is on its tape. */
const openMessage = async (mode: 'progressive' | 'predictive') => {
  const behaviour = () => machine()
  const floor = await openDialling({ agents: 1, batches: [1], machineDetection: 'before', mode, behaviour })
  ground = floor
  const form = { outside: [], messagePrompt: 'call-us-back', showsListening: false, version: 0 }
  await changeHandling(floor.ctx, floor.campaignId, form)
  const runner = floor.engine.dialer.runner(floor.campaignId)!
  /** What pacing is told of the call from its answer on, and whether it is still up then. */
  const overs: [string, boolean][] = []
  let heardMs = 0
  floor.engine.calls.news.hear(({ call, kind }) => {
    if (kind === 'answered') {
      const { pacing } = runner
      const over = pacing.over?.bind(pacing)
      vi.spyOn(pacing, 'over').mockImplementation((...[flight, end, now]) => {
        overs.push([end, call.record.endedAt === null])
        over?.(flight, end, now)
      })
    }
    if (kind === 'classified') heardMs = floor.centre.clock.nowMs()
  })
  while (heardMs === 0) await floor.pass(100)
  await floor.pass(500)
  const [callId = ''] = await floor.centre.network.liveCalls()
  const onRecord = async () => {
    await floor.engine.journal.written()
    const { rows } = await sql`
      select c.state, c.answered_by, c.outcome, c.bridged_at is not null as bridged, c.abandoned,
        exists (select from calls.signal s where s.call_id = c.id and s.kind = 'played') as played,
        (select n.abandoned_at is not null from dialer.contact n where n.entry_id = c.entry_id) as locked
      from calls.call c where c.id = ${callId}`.execute(floor.ctx.db)
    return rows[0]
  }
  return { ...floor, callId, onRecord, runner, overs }
}
const voicemail = { state: 'ended', answeredBy: 'machine', outcome: 'voicemail', bridged: false, abandoned: false }

test.each(['progressive', 'predictive'] as const)(
  'a message a %s campaign leaves on a tape is left to its end when the last agent goes: nobody was abandoned',
  async (mode) => {
    const { centre, agents, engine, pass, runner, onRecord } = await openMessage(mode)
    engine.presence.signOut(agents[0]!.id, 'signedOut')
    await pass(10_000)
    expect(await onRecord()).toEqual({ ...voicemail, played: true, locked: false })
    expect(runner.predictive.ledger.balance(centre.clock.nowMs())).toMatchObject({ answered24h: 0, abandoned24h: 0 })
  },
)

test.each(['progressive', 'predictive'] as const)(
  'a machine that has a message of a %s campaign on its tape when the process dies is hung up: no agent is joined to it',
  async (mode) => {
    const { centre, engine, pass, callId, onRecord } = await openMessage(mode)
    await engine.journal.written()
    await engine.stop()
    const next = await openEngine(
      { ...centre, phones: centre.network, limits: { lines: null, callsPerSecond: null } },
      { fencing: 2, guard: { text: 'select 1', values: [] }, isSure: () => true, prove: async () => true } as never,
    )
    try {
      await pass(1000)
      await next.journal.written()
      expect(await onRecord()).toMatchObject({ ...voicemail, locked: false })
      expect(await centre.network.liveCalls()).not.toContain(callId)
      const [agent] = [...next.presence.all()]
      expect([agent?.state, agent?.spokenFor]).toEqual(['ready', null])
    } finally {
      await next.stop()
    }
  },
)

test('a predictive campaign counts on no answer from a machine any more while a message is left on its tape', async () => {
  const { centre, pass, callId, runner, overs } = await openMessage('predictive')
  const asked = vi.spyOn(runner.pacing, 'callsToPlace')
  runner.predictive.callsToPlace()
  expect(asked.mock.calls.map(([{ calls, waiting }]) => [calls, waiting])).toEqual([[[], 0]])
  await pass(10_000)
  expect(await centre.network.liveCalls()).not.toContain(callId)
  // How long a call takes to fail is learned once, when it was known, without the length of the message.
  expect(overs).toEqual([['unreached', true]])
})
