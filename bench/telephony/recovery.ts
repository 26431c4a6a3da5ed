import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { openWire } from '#adapters/asterisk/test-wire.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { type Figures, round } from '../ground.ts'
import { type BenchCentre, type CentreOrder, readLedger, startCentre, until } from './centre.ts'
import { reconcile } from './reconcile.ts'
import { type BenchLine, carrierCalls, openLine, orderFor, type TelephonyGround } from './scene.ts'

/** Everybody answers after half a second; most talk for six seconds, some for 25: longer than our process is away. */
const customers = { mix: { person: 0.6, machine: 0.4 }, ringMs: [500, 0], talkMs: [6000, 500] } as const
const longestTalkMs = 26_000
const agents = 8
const patienceSeconds = 60

/** When the first customer was joined whose call was placed after that moment; undefined: none yet. */
const joinedAfter = async ({ engine }: Database, at: number): Promise<number | undefined> => {
  const { rows } = await sql<{ at: string | null }>`select min(signal.at) as at from calls.signal
    join calls.call on call.id = signal.call_id
    where signal.kind = 'bridged' and call.placed_at > ${new Date(at)}`.execute(engine)
  return rows[0]?.at ? Date.parse(rows[0].at) : undefined
}

type Ground = { ground: TelephonyGround; line: BenchLine; database: Database; order: CentreOrder }
/** Of the conversations that were up: those told as lost, and those the ledger tells otherwise than the carrier. */
type Fault = { nextCallMs: number; up: number; lost: number; wrong: number }

/** Lets something fail, waits for the next customer to be joined, and for whoever talked when it failed. */
const afterFault = async ({ line, database, order, ground }: Ground, fail: () => Promise<void>): Promise<Fault> => {
  await until(
    async () => (await joinedAfter(database, Date.now() - 2000)) !== undefined,
    patienceSeconds,
    'calls again',
  )
  const at = Date.now()
  await fail()
  await until(async () => (await joinedAfter(database, at)) !== undefined, patienceSeconds, 'a call after a fault')
  const nextCallMs = ((await joinedAfter(database, at)) ?? Number.NaN) - at
  await wait(at + longestTalkMs - Date.now())
  const seen = (await carrierCalls(line)).filter(
    ({ answeredAt, endedAt }) => (answeredAt ?? at) < at && (endedAt ?? at + 1) > at,
  )
  const numbers = new Set(seen.map(({ to }) => to))
  const kept = (await readLedger(order.urls)).filter(({ number }) => numbers.has(number))
  const lost = new Set(kept.filter(({ cause }) => cause === 'lost').map(({ number }) => number))
  // How a conversation ended while nobody of ours listened, nobody can know: that it was lost is the truth.
  const { mismatches } = reconcile(
    seen.filter(({ to }) => !lost.has(to)),
    kept.filter(({ number }) => !lost.has(number)),
  )
  for (const mismatch of mismatches) ground.say(`  ${mismatch}`)
  return { nextCallMs, up: seen.length, lost: lost.size, wrong: mismatches.length }
}

const faultsOf = async (stage: Ground, first: BenchCentre, cut: () => void): Promise<Figures> => {
  const { line, order, ground } = stage
  let centre = first
  ground.say('recovery: the line to ARI is cut …')
  const cutLine = await afterFault(stage, async () => cut())
  ground.say('recovery: our process is killed and started again …')
  let startedMs = 0
  const ours = await afterFault(stage, async () => {
    await centre.kill()
    const began = performance.now()
    centre = await startCentre({ ...order, worksAtOnce: true }, line.log)
    startedMs = performance.now() - began
  })
  ground.say('recovery: Asterisk is killed and started again …')
  let restartMs = 0
  const asterisk = await afterFault(stage, async () => {
    await line.node.kill()
    const began = performance.now()
    await line.node.start()
    restartMs = performance.now() - began
  })
  await centre.finish()
  await centre.stop()
  return {
    ...figuresOf('ari_cut', cutLine),
    ...figuresOf('process_kill', ours),
    recovery_process_start_until_all_headsets_known_ms: round(startedMs),
    ...figuresOf('asterisk_kill', asterisk),
    recovery_asterisk_restart_ms: round(restartMs),
  }
}
const figuresOf = (what: string, { nextCallMs, up, lost, wrong }: Fault): Figures => ({
  [`recovery_${what}_to_next_conversation_ms`]: round(nextCallMs),
  [`recovery_${what}_conversations_up`]: up,
  [`recovery_${what}_conversations_told_as_lost`]: lost,
  [`recovery_${what}_conversations_wrong`]: wrong,
})

/** How long until the next customer talks to an agent after something broke, and what became of those who talked then. */
export const recovery = async (ground: TelephonyGround): Promise<Figures> => {
  const line = await openLine(ground, 'recovery', customers)
  const wire = await openWire(line.node.http)
  let database: Database | undefined
  let centre: BenchCentre | undefined
  try {
    const order = await orderFor(ground, line, {
      ...{ agents, browsers: 0, mode: 'progressive', callsPerSecond: 4, wrapUpMs: 500 },
      people: { count: 900, earEvery: 0 },
      ari: wire.url,
    })
    centre = await startCentre(order, line.log)
    database = openDatabase(order.urls.url, { poolSize: 1 })
    await centre.work()
    await wait(3000)
    const cut = (): void => {
      wire.cut()
      wire.mend()
    }
    return await faultsOf({ ground, line, database, order }, centre, cut)
  } finally {
    await centre?.kill()
    await database?.stop()
    wire.close()
    await line.close()
  }
}
