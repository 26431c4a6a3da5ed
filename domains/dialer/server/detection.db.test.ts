import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { type Behaviour, machine, person, unreached } from '#adapters/simulator/call-script.ts'
import { pastOf } from '#domains/calls/server/public.ts'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import type { Flight } from './flight.ts'
import { knownWithinMs } from './predictive.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

type Row = {
  heardAs: string | null
  answeredBy: string | null
  outcome: string | null
  waitedMs: number | null
  abandoned: boolean
}
/** Calls that were answered and are over or joined, as they are on record. */
const answeredCalls = async ({ centre, engine }: DiallingGround): Promise<Row[]> => {
  await engine.journal.written()
  const { rows } = await sql<Row>`
    select s.detail ->> 'as' as heard_as, c.answered_by, c.outcome, c.abandoned,
      (extract(epoch from c.bridged_at - c.answered_at) * 1000)::float8 as waited_ms
    from calls.call c left join calls.signal s on s.call_id = c.id and s.kind = 'classified'
    where c.answered_at is not null and (c.state = 'ended' or c.bridged_at is not null)`.execute(
    centre.base.database.engine,
  )
  return rows
}
const open = async (options: Parameters<typeof openDialling>[0]) => {
  ground = await openDialling({ agents: 10, batches: [60], machineDetection: 'before', ...options })
  await ground.pass(120_000)
  return ground
}

describe.each(['progressive', 'predictive'] as const)('a %s campaign that finds out who answered first', (mode) => {
  test('joins nobody to a machine, and says what it was', async () => {
    const floor = await open({ mode, behaviour: () => machine() })
    const calls = await answeredCalls(floor)
    const machines = calls.filter(({ heardAs }) => heardAs === 'machine')
    expect(machines.length).toBeGreaterThan(5)
    for (const call of machines)
      expect(call).toMatchObject({ answeredBy: 'machine', outcome: 'voicemail', waitedMs: null, abandoned: false })
    // The others were taken for persons, or it could not tell: those an agent hears.
    for (const { heardAs } of calls.filter(({ waitedMs }) => waitedMs !== null))
      expect(['person', 'unsure']).toContain(heardAs)
    const contacts = await sql<{ tried: number }>`
      select coalesce(sum((tries_by_cause ->> 'machine')::int), 0)::int as tried from dialer.contact`.execute(
      floor.centre.base.database.engine,
    )
    expect(contacts.rows[0]?.tried).toBe(machines.length)
    const ledger = floor.engine.dialer.runner(floor.campaignId)?.predictive.ledger
    if (mode === 'predictive')
      expect(ledger?.balance(floor.centre.clock.nowMs()).answered24h).toBe(calls.length - machines.length)
  })
  test('joins persons once it knows, a moment after they answered', async () => {
    const calls = await answeredCalls(await open({ mode, behaviour: () => person({ talkMs: 20_000 }) }))
    const joined = calls.flatMap(({ waitedMs }) => waitedMs ?? [])
    expect(joined.length).toBeGreaterThan(5)
    expect(Math.min(...joined)).toBeGreaterThanOrEqual(800)
    expect(Math.max(...joined)).toBeLessThan(2600)
  })
})

test('a campaign that does not look joins whoever answers at once', async () => {
  const floor = await open({ machineDetection: 'off', behaviour: () => machine() })
  const calls = await answeredCalls(floor)
  expect(calls.length).toBeGreaterThan(5)
  for (const { heardAs, waitedMs } of calls) {
    expect(heardAs).toBeNull()
    expect(waitedMs).toBeLessThan(100)
  }
})

/** Of ten: three persons, three machines, one who hangs up while being listened to, one busy, two away. */
const ofAllKinds: Behaviour = (to) => {
  const kind = Number(to.at(-1))
  if (kind < 3) return person({ talkMs: 20_000 })
  if (kind < 6) return machine()
  if (kind === 6) return person({ talkMs: 20_000, patienceMs: 500 })
  return unreached(kind === 7 ? 'busy' : 'noAnswer')
}
type Learnt = { end: string; afterMs: number }
const inOrder = (learnt: readonly Learnt[]): Learnt[] =>
  [...learnt].sort((a, b) => a.end.localeCompare(b.end) || a.afterMs - b.afterMs)

test('pacing learns of machines the same from the record as it did while they were called', async () => {
  const floor = await openDialling({
    agents: 10,
    batches: [100],
    mode: 'predictive',
    machineDetection: 'before',
    behaviour: ofAllKinds,
  })
  ground = floor
  const { centre, ctx, engine, campaignId, pass } = floor
  await pass(1)
  const { pacing } = engine.dialer.runner(campaignId)!.predictive
  const over = pacing.over?.bind(pacing)
  const learnt: Learnt[] = []
  pacing.over = (call, end, now) => {
    if ((call as Flight).call.record.cause !== 'cancelled') learnt.push({ end, afterMs: now - call.placedAt })
    over?.(call, end, now)
  }
  await pass(180_000)
  await moveCampaign(ctx, campaignId, 'pause')
  await engine.dialer.campaignChanged(campaignId)
  await pass(120_000)
  await engine.journal.written()
  const wish = { now: centre.clock.now(), listenedForMs: knownWithinMs }
  const recalled = inOrder((await pastOf(centre.base.database.engine, campaignId, wish)).calls)
  expect(recalled.map(({ end }) => end)).toEqual(inOrder(learnt).map(({ end }) => end))
  expect(new Set(recalled.map(({ end }) => end)).size).toBe(2)
  for (const [n, { afterMs }] of inOrder(learnt).entries())
    expect(Math.abs(afterMs - (recalled[n]?.afterMs ?? 0)), `${n}`).toBeLessThan(10)
})

test('who is given up while being listened to hears to the end in whose name we called', async () => {
  const floor = await openDialling({
    agents: 1,
    batches: [1],
    mode: 'predictive',
    machineDetection: 'before',
    behaviour: () => person({ talkMs: 60_000, patienceMs: 60_000 }),
  })
  ground = floor
  const { centre, ctx, engine, agents, campaignId, pass } = floor
  await pass(5500)
  const [call] = [...engine.calls.all()]
  expect(call?.record).toMatchObject({ classified: null, bridgedAt: null })
  expect(call && engine.calls.isAnswered(call)).toBe(true)
  engine.presence.ask(agents[0]?.id ?? '', { pause: 'break', reasonId: null })
  await pass(30_000)
  await engine.journal.written()
  const rows = await ctx.db.selectFrom('calls.signal').select(['kind', 'at']).orderBy('at').execute()
  const heard = rows.map(({ kind }) => kind)
  expect(heard).toContain('classified')
  expect(heard.indexOf('played')).toBeGreaterThan(heard.indexOf('classified'))
  expect(heard.at(-1)).toBe('ended')
  const { answered30d, abandoned30d } = engine.dialer
    .runner(campaignId)!
    .predictive.ledger.balance(centre.clock.nowMs())
  expect([answered30d, abandoned30d]).toEqual([1, 1])
})
