import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { machine, person } from '#adapters/simulator/call-script.ts'
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
