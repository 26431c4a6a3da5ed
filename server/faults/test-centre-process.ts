// Run by the tests as a process of its own: a centre on its own Postgres, or on one given, with a simulated network
// that writes down each order to dial, and simulated agents. A line on standard input tells it what to do.
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { hireStaff, type Staff } from '#domains/simulation/server/public.ts'
import { scaledClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { logger } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { compose } from '../compose.ts'
import { readConfig } from '../config.ts'
import type { Engine } from '../engine.ts'
import { openGround } from '../ground.ts'
import { allKinds, foundDrill } from './test-drill.ts'

export type CentreOrder = {
  /** Where each order to dial is written, a call id a line. */
  dialLog: string
  agents: number
  contacts: number
  /** How many times faster than real time. */
  speed: number
  /** The moment the clock begins at; later if the books know of a later one. */
  startAt: string
}
export type CentreReady = { ready: true; address: string; postgres: { pid: number; adopted: boolean } | null }

const order = JSON.parse(process.argv[2] ?? '{}') as CentreOrder
const tell = (news: object): void => void process.stdout.write(`${JSON.stringify(news)}\n`)
const config = readConfig()
const ground = await openGround(config, () => undefined)
await migrate(ground.ownerUrl)

/** Time goes on where it stood when the process before this one died. */
const lastMoment = async (): Promise<number> => {
  const database = openDatabase(ground.url, { poolSize: 1 })
  const { rows } = await sql<{ at: string | null }>`select greatest((select max(since) from presence.current),
    (select max(ended_at) from presence.spell), (select max(at) from calls.signal), (select max(placed_at) from calls.call)) as at`.execute(
    database.engine,
  )
  await database.stop()
  return Date.parse(rows[0]?.at ?? order.startAt)
}

const clock = scaledClock({
  speed: order.speed,
  startAt: new Date(Math.max(Date.parse(order.startAt), await lastMoment())),
})
const network = simulator({ clock, seed: 1, behaviour: allKinds })
const phones: typeof network = {
  ...network,
  dial: (call) => {
    appendFileSync(order.dialLog, `${call.callId}\n`)
    return network.dial(call)
  },
}

let staff: Staff | undefined
const centre = await compose(config, {
  ...ground,
  clock,
  log: logger(config.logLevel),
  phones,
  onEngine: async (engine) => {
    staff = await openShift(engine)
  },
})
if ((await centre.base.database.engine.selectFrom('campaigns.campaign').select('id').execute()).length === 0)
  await foundDrill(centre.base, order)

async function openShift(engine: Engine): Promise<Staff> {
  // Whoever has an account comes by themselves.
  const rows = await engine.base.database.engine
    .selectFrom('people.employee')
    .selectAll()
    .where('id', 'not in', (accounts) => accounts.selectFrom('access.account').select('id'))
    .execute()
  const hired = hireStaff({ ...engine, hear: phones.heard, chance: chanceOf('staff'), wrapUp: { mean: 20, sd: 10 } })
  await hired.comeIn(
    rows.map(({ id, name, staffNumber, teamId, siteId, endpoint }) => ({
      id,
      name,
      staffNumber,
      teamId,
      siteId,
      endpoint,
    })),
  )
  tell({ atWork: rows.length })
  return hired
}

const address = await centre.start()
tell({
  ready: true,
  address,
  postgres: ground.own ? { pid: ground.own.pid, adopted: ground.own.adopted } : null,
} satisfies CentreReady)

/** Everybody goes home; told when the last one has, no call is up and all of it is on record. */
const closeShift = async (): Promise<void> => {
  const { presence, journal, dialer } = centre.engine()
  staff?.goHome()
  for (const agent of [...presence.all()]) if (!agent.simulated) presence.signOut(agent.id, 'shiftEnd', { force: true })
  while (presence.size() > 0 || (await network.liveCalls()).length > 0)
    await new Promise((resume) => setTimeout(resume, 20))
  for (const runner of dialer.running()) runner.stop()
  await journal.written()
  tell({ home: true })
}
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'home') void closeShift()
})
