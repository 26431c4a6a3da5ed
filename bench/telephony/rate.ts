import { setTimeout as wait } from 'node:timers/promises'
import type { Customers } from '#adapters/asterisk/network/carrier-scenario.ts'
import { type Figures, round } from '../ground.ts'
import { came, readLedger } from './centre.ts'
import { beginCost, postgresOf, type Spent } from './cost.ts'
import { startBare } from './hearing.ts'
import { reconcile } from './reconcile.ts'
import { type BenchLine, carrierCalls, openLine, openProduct, type TelephonyGround } from './scene.ts'

/** Short calls, so that a rate is steady after seconds: 3.6 s of line an attempt, 8 s of an agent a conversation. */
const customers: Partial<Customers> = {
  mix: { person: 0.2, busy: 0.2, emptyNumber: 0.2, noAnswer: 0.4 },
  ringMs: [1500, 500],
  talkMs: [6000, 1000],
  unansweredMs: 4000,
}
const wrapUpMs = 700
/** Half as many again as a conversation for each answer would keep busy. */
const agentsFor = (perSecond: number): number => Math.ceil(perSecond * 0.2 * 8.2 * 1.5) + 4
/**
 * What a rate must keep to count as sustained. The product never lets more go in any second than it may, so what timers
 * are late by is lost; an open loop makes up for it.
 */
const needed = { attempts: 0.95, joined: 0.995, recorded: 0.995 }
const joinsWithinMs = 2000

/** How one of the two fared at a rate. Shares are of what should have been. */
export type RateRun = {
  attempts: number
  attemptsShare: number
  perSecond: number
  joinedShare: number
  recordedShare: number
  mismatches: number
  crossed: number
  spent: Spent
  cpuMsPerAttempt: number
}
export type RateWish = { warmUpSeconds: number; seconds: number }

const isSustained = ({ attemptsShare, joinedShare, recordedShare, mismatches }: RateRun): boolean =>
  attemptsShare >= needed.attempts &&
  joinedShare >= needed.joined &&
  recordedShare >= needed.recorded &&
  mismatches === 0

const cpuPerAttempt = ({ asterisk, ours, postgres }: Spent, attempts: number): number =>
  (1000 * (asterisk + ours + postgres)) / attempts
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const watching = (line: BenchLine, ours: number, postgres: number | null) =>
  beginCost({ asterisk: line.node.pid(), ours, carriers: [line.carrier.pid, line.talkers.pid], postgres })

const ofProduct = async (ground: TelephonyGround, perSecond: number, wish: RateWish): Promise<RateRun> => {
  const line = await openLine(ground, `rate-${perSecond}`, customers)
  try {
    const lasts = wish.warmUpSeconds + wish.seconds
    const { order, centre } = await openProduct(ground, line, {
      ...{ agents: agentsFor(perSecond), browsers: 0, mode: 'predictive', callsPerSecond: perSecond, wrapUpMs },
      people: { count: Math.ceil(perSecond * lasts * 1.2) + 50, earEvery: 0 },
    })
    const postgres = await postgresOf(order.urls)
    await centre.work()
    await wait(wish.warmUpSeconds * 1000)
    const spentSince = watching(line, centre.pid, postgres)
    const from = Date.now()
    await wait(wish.seconds * 1000)
    const [to, spent] = [Date.now(), spentSince()]
    await centre.finish()
    await centre.stop()
    const [seen, kept] = [await carrierCalls(line), await readLedger(order.urls)]
    const { mismatches, crossed } = reconcile(seen, kept)
    for (const mismatch of mismatches) ground.say(`  ${mismatch}`)
    const attempts = came(seen, from, to).length
    const answered = kept.filter(({ answeredAt }) => answeredAt !== null && answeredAt >= from && answeredAt < to)
    const joined = answered.filter(
      ({ answeredAt, bridgedAt }) => bridgedAt !== null && bridgedAt - (answeredAt ?? 0) <= joinsWithinMs,
    )
    return {
      attempts,
      attemptsShare: share(attempts, (perSecond * (to - from)) / 1000),
      perSecond: attempts / ((to - from) / 1000),
      joinedShare: share(joined.length, answered.length),
      recordedShare: share(joined.filter(({ isRecorded }) => isRecorded).length, joined.length),
      mismatches: mismatches.length,
      crossed,
      spent,
      cpuMsPerAttempt: cpuPerAttempt(spent, attempts),
    }
  } finally {
    await line.close()
  }
}

const ofBare = async (ground: TelephonyGround, perSecond: number, wish: RateWish): Promise<RateRun> => {
  const line = await openLine(ground, `rate-bare-${perSecond}`, customers)
  try {
    const { child, counts, quiet } = await startBare(line, {
      ...{ carrier: line.carrier.address, headsetsAt: line.talkers.address, wrapUpMs, isRecorded: true },
      agents: agentsFor(perSecond),
      people: { count: 0, earEvery: 0 },
    })
    const dialling = child.ask('dialFor', { perSecond, seconds: wish.warmUpSeconds + wish.seconds })
    await wait(wish.warmUpSeconds * 1000)
    const spentSince = watching(line, child.pid, null)
    const from = Date.now()
    await wait(wish.seconds * 1000)
    const [to, spent] = [Date.now(), spentSince()]
    await dialling
    await quiet()
    await wait(1000)
    const { answered, joined, recorded, refused } = await counts()
    await child.stop()
    const attempts = came(await carrierCalls(line), from, to).length
    return {
      attempts,
      attemptsShare: share(attempts, (perSecond * (to - from)) / 1000),
      perSecond: attempts / ((to - from) / 1000),
      joinedShare: share(joined, answered),
      recordedShare: share(recorded, joined * 2),
      mismatches: refused,
      crossed: 0,
      spent,
      cpuMsPerAttempt: cpuPerAttempt(spent, attempts),
    }
  } finally {
    await line.close()
  }
}

const percent = (of: number): string => `${(of * 100).toFixed(1)} %`
const told = (who: string, perSecond: number, run: RateRun): string =>
  `  ${who} at ${perSecond}/s: ${percent(run.attemptsShare)} of attempts, ${percent(run.joinedShare)} joined, ${percent(run.recordedShare)} recorded, ` +
  `${run.mismatches} wrong, ${run.crossed} crossed; ${run.cpuMsPerAttempt.toFixed(1)} ms an attempt, machine ${percent(run.spent.machineBusyShare)} busy`

type Measure = (ground: TelephonyGround, perSecond: number, wish: RateWish) => Promise<RateRun>

/** Faster and faster until it fails; answers the attempts a second at the fastest rate that was sustained, and all runs by their rate. */
const climb = async (ground: TelephonyGround, who: string, measure: Measure, { rates, ...wish }: ClimbWish) => {
  const runs = new Map<number, RateRun>()
  let sustained = 0
  for (const perSecond of rates) {
    const run = await measure(ground, perSecond, wish)
    runs.set(perSecond, run)
    ground.say(told(who, perSecond, run))
    if (!isSustained(run)) break
    sustained = run.perSecond
  }
  return { sustained, runs }
}

export type ClimbWish = RateWish & { rates: readonly number[] }

/**
 * Attempts a second with media and recording: the whole product beside bare ARI that rings the same numbers, joins the
 * same headsets and records the same two legs. Both climb the same rates until one is not sustained.
 */
export const rate = async (ground: TelephonyGround, wish: ClimbWish): Promise<Figures> => {
  ground.say(`rate: ${wish.rates.join(', ')} attempts/s, ${wish.seconds} s each after ${wish.warmUpSeconds} …`)
  const product = await climb(ground, 'product', ofProduct, wish)
  const bare = await climb(ground, 'bare ARI', ofBare, wish)
  const shared = wish.rates.findLast((one) => product.runs.has(one) && bare.runs.has(one)) ?? 0
  const both = [product.runs.get(shared), bare.runs.get(shared)]
  const [ours, theirs] = both.map((run) => run?.cpuMsPerAttempt ?? Number.NaN) as [number, number]
  const [withProduct, withBare] = both.map((run) => (1000 * (run?.spent.asterisk ?? Number.NaN)) / (run?.attempts ?? 0))
  return {
    rate_product_sustained_attempts_per_second: round(product.sustained, 1),
    rate_bare_ari_sustained_attempts_per_second: round(bare.sustained, 1),
    // Where bare ARI sustained none of these rates there is nothing to compare with.
    ...(bare.sustained > 0 ? { rate_product_to_bare_ratio: round(product.sustained / bare.sustained, 2) } : {}),
    rate_fastest_tried_attempts_per_second: Math.max(...product.runs.keys(), ...bare.runs.keys()),
    rate_compared_at_attempts_per_second: shared,
    rate_product_cpu_ms_per_attempt: round(ours, 1),
    rate_bare_ari_cpu_ms_per_attempt: round(theirs, 1),
    rate_asterisk_cpu_ms_per_attempt_under_product: round(withProduct ?? Number.NaN, 1),
    rate_asterisk_cpu_ms_per_attempt_under_bare_ari: round(withBare ?? Number.NaN, 1),
  }
}
