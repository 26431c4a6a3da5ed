import type { ProviderHealth, Trunk } from '#domains/telephony/server/port.ts'
import { closedBreaker, heardOutcome, tryPlacing } from './breaker.ts'
import { isCarrierFault } from './causes.ts'
import type { Call, Exchange, Line } from './exchange.ts'
import type { LegHappening } from './translate.ts'

const minuteMs = 60_000
const secondMs = 1000

/** Trunks as they are now; what is known of those that stay is kept. */
export const setTrunks = (exchange: Exchange, trunks: readonly Trunk[]): void => {
  const named = new Set(trunks.map(({ name }) => name))
  for (const name of exchange.lines.keys()) if (!named.has(name)) exchange.lines.delete(name)
  for (const trunk of trunks) {
    const line = exchange.lines.get(trunk.name)
    if (line) line.trunk = trunk
    else {
      // Calls of an earlier process of ours are found before its trunks are known.
      const all = [...exchange.calls.values()]
      const own = all.filter((call) => call.trunk === trunk.name).map(({ callId }) => callId)
      const outside = all.flatMap(({ outside: leg }) => (leg?.trunk === trunk.name ? [leg.leg] : []))
      const calls = new Set([...own, ...outside])
      exchange.lines.set(trunk.name, { trunk, breaker: closedBreaker, calls, placed: [], refused: [] })
    }
  }
}

const dropOld = (moments: number[], now: number): void => {
  const fresh = moments.findIndex((at) => at > now - minuteMs)
  moments.splice(0, fresh < 0 ? moments.length : fresh)
}

const mayCall = ({ trunk }: Line, to: string): boolean =>
  trunk.isOn && (trunk.allowedPrefixes.length === 0 || trunk.allowedPrefixes.some((prefix) => to.startsWith(prefix)))
const hasRoom = ({ trunk, calls }: Line): boolean => trunk.channels === null || calls.size < trunk.channels
const isInTime = ({ trunk, placed }: Line, now: number): boolean =>
  trunk.callsPerSecond === null || placed.filter((at) => at > now - secondMs).length < Math.max(1, trunk.callsPerSecond)
const roomOn = ({ trunk, calls }: Line): number | null => {
  if (!trunk.isOn) return 0
  return trunk.channels === null ? null : Math.max(0, trunk.channels - calls.size)
}
/** The share of its room that is taken; a trunk without a known limit counts its calls against a thousand. */
const load = ({ trunk, calls }: Line): number => calls.size / (trunk.channels ?? 1000)

/** The least loaded trunk that may and can take this call now; it is counted on it from then on. */
export const takeTrunk = (
  exchange: Exchange,
  callId: string,
  to: string,
  wanted: string | undefined,
): Line | undefined => {
  const now = exchange.clock.nowMs()
  const able = [...exchange.lines.values()]
    .filter((line) => (wanted === undefined || line.trunk.name === wanted) && mayCall(line, to))
    .filter((line) => hasRoom(line) && isInTime(line, now))
    .sort((a, b) => load(a) - load(b))
  for (const line of able) {
    const breaker = tryPlacing(line.breaker, now)
    if (!breaker) continue
    line.breaker = breaker
    dropOld(line.placed, now)
    line.placed.push(now)
    line.calls.add(callId)
    return line
  }
  return undefined
}

/**
 * Who dials keeps to what the trunk takes in a second; somebody outside is asked whenever an agent likes, and waits for a
 * turn, this long at most.
 */
const waitsAtMostMs = 2000
export const takeTrunkInTurn = async (
  exchange: Exchange,
  leg: string,
  to: string,
  isWanted: () => boolean,
): Promise<Line | undefined> => {
  const { clock } = exchange
  const until = clock.nowMs() + waitsAtMostMs
  for (;;) {
    if (!isWanted()) return undefined
    const line = takeTrunk(exchange, leg, to, undefined)
    const inMs = line ? null : freeInMs(exchange, to)
    if (inMs === null || clock.nowMs() + inMs > until) return line
    await new Promise<void>((done) => void clock.after(inMs, done))
  }
}
/** In how many milliseconds a trunk that could take this call now takes one; null where none could. */
const freeInMs = (exchange: Exchange, to: string): number | null => {
  const now = exchange.clock.nowMs()
  const waits = [...exchange.lines.values()]
    .filter((line) => mayCall(line, to) && hasRoom(line) && !isInTime(line, now) && line.breaker.state === 'closed')
    .map(({ trunk, placed }) => (placed.at(-Math.max(1, trunk.callsPerSecond ?? 1)) ?? now) + secondMs - now)
  return waits.length === 0 ? null : Math.max(1, Math.min(...waits))
}

export const freeTrunk = (exchange: Exchange, { trunk, callId }: Call): void => {
  if (trunk !== null) exchange.lines.get(trunk)?.calls.delete(callId)
}

/** What a call's course says of its trunk: the first sign from beyond the carrier clears it, a fault speaks against it. */
export const judgeTrunk = (exchange: Exchange, call: Call, happening: LegHappening): void => {
  const line = call.trunk === null ? undefined : exchange.lines.get(call.trunk)
  if (!line || call.isTrunkJudged) return
  // Our own calling off says nothing.
  const isNoSign = happening.kind === 'ended' && happening.by === 'us'
  const now = exchange.clock.nowMs()
  const refused = happening.kind === 'ended' && !isNoSign && isCarrierFault(happening.cause)
  call.isTrunkJudged = true
  line.breaker = isNoSign ? withoutTrial(line) : heardOutcome(line.breaker, now, refused)
  if (!refused) return
  dropOld(line.refused, now)
  line.refused.push(now)
}
/** What a leg to outside says of its trunk, as a customer's own call does; null: nothing. */
export const creditTrunk = (exchange: Exchange, trunk: string, isRefused: boolean | null): void => {
  const line = exchange.lines.get(trunk)
  if (!line) return
  const now = exchange.clock.nowMs()
  line.breaker = isRefused === null ? withoutTrial(line) : heardOutcome(line.breaker, now, isRefused)
  if (!isRefused) return
  dropOld(line.refused, now)
  line.refused.push(now)
}
const withoutTrial = ({ breaker }: Line): Line['breaker'] => ({ ...breaker, trials: Math.max(0, breaker.trials - 1) })

/** The number as this carrier wants it; nothing but digits and a plus ever reaches Asterisk. */
export const dialledAs = ({ prefix, strip }: Trunk, to: string): string => {
  const number = strip && to.startsWith(strip) ? to.slice(strip.length) : to
  const dialled = `${prefix}${number}`
  if (!/^\+?[0-9*#]+$/.test(dialled)) throw new Error('only digits can be dialled')
  return dialled
}

export const trunkHealth = (exchange: Exchange): ProviderHealth['trunks'] => {
  const now = exchange.clock.nowMs()
  return [...exchange.lines.values()].map((line) => {
    dropOld(line.placed, now)
    dropOld(line.refused, now)
    const isReady = line.breaker.state === 'open' && line.breaker.openUntil <= now
    return {
      name: line.trunk.name,
      isOn: line.trunk.isOn,
      calls: line.calls.size,
      breaker: isReady ? 'trying' : line.breaker.state,
      refused: line.refused.length,
      placed: line.placed.length,
      allowedPrefixes: line.trunk.allowedPrefixes,
      room: roomOn(line),
      callsPerSecond: line.trunk.callsPerSecond,
    }
  })
}
