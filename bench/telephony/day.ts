import { setTimeout as wait } from 'node:timers/promises'
import type { CarrierCall } from '#adapters/asterisk/network/carrier-log.ts'
import type { Customers } from '#adapters/asterisk/network/carrier-scenario.ts'
import { buildScreens } from '#server/build-screens.ts'
import { type Figures, percentile, round } from '../ground.ts'
import { type Browsers, type HeadsetSound, openBrowsers } from './browsers.ts'
import { came, type KeptCall, type LoopDelays, readLedger, until } from './centre.ts'
import { beginCost, memoryOf, postgresOf, type Spent } from './cost.ts'
import type { EarCall } from './ear.ts'
import { spread, startEars } from './hearing.ts'
import { type Comparison, reconcile } from './reconcile.ts'
import { type BenchLine, carrierCalls, ghostsIn, openLine, openProduct, type TelephonyGround } from './scene.ts'

export type DayWish = {
  agents: number
  browsers: number
  perSecond: number
  /** Until pacing has learnt how many answer. Costs are counted from then on; calls are compared from the first. */
  warmUpSeconds: number
  seconds: number
  /** Every so many-th customer is a telephone of the bench, which tells when it heard its agent. */
  earEvery: number
}

/** An average list, of which every outcome comes; at 20 attempts a second some forty agents talk at once. */
const customers: Partial<Customers> = {
  mix: {
    person: 0.2,
    busy: 0.15,
    noAnswer: 0.4,
    emptyNumber: 0.12,
    rejected: 0.05,
    announced: 0.05,
    switchedOff: 0.03,
  },
  ringMs: [4000, 1500],
  talkMs: [8000, 2000],
  unansweredMs: 40_000,
}
const wrapUpMs = 1500

const asCarrierCall = ({ to, from, cameAt, rangAt, answeredAt, endedAt, end }: EarCall, n: number): CarrierCall => ({
  ...{ call: n + 1, to, from, cameAt },
  ...(rangAt === undefined ? {} : { rangAt }),
  ...(answeredAt === undefined ? {} : { answeredAt }),
  ...(endedAt === undefined ? {} : { endedAt }),
  ...(end === undefined ? {} : { end }),
})

type Day = {
  seen: readonly CarrierCall[]
  kept: readonly KeptCall[]
  ears: readonly EarCall[]
  from: number
  to: number
  spent: Spent
  memory: { start: ReturnType<typeof memoryOf>; end: ReturnType<typeof memoryOf> }
  ghosts: readonly string[]
  sounds: readonly HeadsetSound[]
  delays: LoopDelays
}

type Ears = Awaited<ReturnType<typeof startEars>>
const spend = async (ground: TelephonyGround, line: BenchLine, ears: Ears, wish: DayWish): Promise<Day> => {
  const { agents, browsers: browserCount, perSecond, warmUpSeconds, seconds, earEvery } = wish
  const { order, centre } = await openProduct(ground, line, {
    ...{ agents, browsers: browserCount, mode: 'predictive', callsPerSecond: perSecond, wrapUpMs },
    people: { count: Math.ceil(perSecond * (warmUpSeconds + seconds + 20)), earEvery },
    more: [ears.trunk],
  })
  let browsers: Browsers | undefined
  try {
    if (browserCount > 0) browsers = await openBrowsers((await centre.look()).address, browserCount)
    await until(async () => (await centre.look()).seated >= agents + browserCount, 90, 'all headsets joined')
    const watched = { asterisk: line.node.pid(), ours: centre.pid, postgres: await postgresOf(order.urls) }
    await centre.work()
    await browsers?.work()
    await wait(warmUpSeconds * 1000)
    const spentSince = beginCost({ ...watched, carriers: [line.carrier.pid, line.talkers.pid] })
    const from = Date.now()
    const start = memoryOf(watched)
    await centre.loopDelays()
    await wait(seconds * 1000)
    const [to, spent, end] = [Date.now(), spentSince(), memoryOf(watched)]
    const delays = await centre.loopDelays()
    const sounds = (await browsers?.sounds()) ?? []
    await browsers?.keep(line.folder)
    await centre.finish()
    await browsers?.close()
    await wait(1000)
    const ghosts = await ghostsIn(line.node)
    await centre.stop()
    const [kept, ofEars] = [await readLedger(order.urls), await ears.heard('customers')]
    const seen = [...(await carrierCalls(line)), ...ofEars.map(asCarrierCall)]
    return { seen, kept, ears: ofEars, from, to, spent, memory: { start, end }, ghosts, sounds, delays }
  } finally {
    await browsers?.close().catch(() => {})
    await centre.kill()
  }
}

const costFigures = ({ spent, memory, delays }: Day, conversations: number): Figures => ({
  day_asterisk_cpu_seconds_per_conversation: round(spent.asterisk / conversations, 3),
  day_product_cpu_seconds_per_conversation: round(spent.ours / conversations, 3),
  day_postgres_cpu_seconds_per_conversation: round(spent.postgres / conversations, 3),
  day_sipp_cpu_seconds_per_conversation: round(spent.carriers / conversations, 3),
  day_product_event_loop_delay_ms_p99: delays.p99Ms,
  day_product_event_loop_delay_ms_max: delays.maxMs,
  day_machine_busy_percent: round(spent.machineBusyShare * 100),
  day_product_memory_start_mb: round(memory.start.oursMb),
  day_product_memory_end_mb: round(memory.end.oursMb),
  day_asterisk_memory_start_mb: round(memory.start.asteriskMb),
  day_asterisk_memory_end_mb: round(memory.end.asteriskMb),
})

const figuresOf = (day: Day, { compared, mismatches, crossed, lengthDifferencesMs }: Comparison): Figures => {
  const { kept, ears, sounds } = day
  const during = kept.filter(({ placedAt }) => placedAt >= day.from && placedAt < day.to)
  const bridged = kept.filter(({ bridgedAt }) => bridgedAt !== null)
  const conversations = during.filter(({ bridgedAt }) => bridgedAt !== null).length
  const heard = ears.flatMap(({ answeredAt, firstPacketAt }) =>
    answeredAt === undefined || firstPacketAt === undefined ? [] : [firstPacketAt - answeredAt],
  )
  return {
    day_seconds: round((day.to - day.from) / 1000),
    day_attempts_per_second: round(came(day.seen, day.from, day.to).length / ((day.to - day.from) / 1000), 1),
    day_calls_at_carriers: compared,
    day_calls_in_ledger: kept.length,
    day_mismatches: mismatches.length,
    day_crossed_our_calling_off: crossed,
    day_ghosts: day.ghosts.length,
    day_conversations: bridged.length,
    day_conversations_recorded: bridged.filter(({ isRecorded }) => isRecorded).length,
    day_abandoned: kept.filter(({ abandoned }) => abandoned).length,
    day_length_difference_ms_p99: round(percentile(lengthDifferencesMs, 0.99)),
    day_length_difference_ms_max: round(Math.max(...lengthDifferencesMs)),
    ...(heard.length > 0 ? { day_heard_calls: heard.length, ...spread('day_answer_to_first_packet', heard) } : {}),
    ...costFigures(day, conversations),
    ...(sounds.length > 0
      ? {
          day_browsers_least_packets_received: Math.min(...sounds.map(({ packets }) => packets)),
          day_browsers_packets_lost: sounds.reduce((sum, { lost }) => sum + lost, 0),
          day_browsers_least_sound_energy: round(Math.min(...sounds.map(({ energy }) => energy)), 2),
        }
      : {}),
  }
}

/**
 * A floor at full work, and the ledger beside what the carriers saw, call by call: every mismatch is printed. Fails for
 * nothing by itself; the figures tell.
 */
export const day = async (ground: TelephonyGround, wish: DayWish): Promise<Figures> => {
  const { say } = ground
  say(`day: ${wish.agents} agents and ${wish.browsers} browsers, ${wish.perSecond} attempts/s for ${wish.seconds} s …`)
  if (wish.browsers > 0) await buildScreens(say)
  const line = await openLine(ground, 'day', customers)
  const ears = await startEars(line.log, { ringMs: 1000, talkMs: 8000 })
  try {
    const one = await spend(ground, line, ears, wish)
    const comparison = reconcile(one.seen, one.kept)
    for (const mismatch of comparison.mismatches) say(`  ${mismatch}`)
    for (const ghost of one.ghosts) say(`  left in Asterisk: ${ghost}`)
    return figuresOf(one, comparison)
  } finally {
    await ears.child.stop()
    await line.close()
  }
}
