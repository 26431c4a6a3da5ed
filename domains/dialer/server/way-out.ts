import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'

type Health = Awaited<ReturnType<TelephonyPort['health']>>
type Known = Pick<
  Health['trunks'][number],
  'name' | 'isOn' | 'breaker' | 'calls' | 'room' | 'callsPerSecond' | 'allowedPrefixes'
> & {
  /** It is off because it has cost what it may today: tomorrow it calls again. */
  isSpent?: boolean
}

/** Why nothing can leave our house now. */
export type NoWay = 'nodesAway' | 'trunksShut'

/**
 * What our own side lets out: `room` is how many calls more, `callsPerSecond` how many in any second, infinite where no
 * limit is known. `noWay` with room: trunks that refused too much take single calls, which show whether the carrier is
 * back.
 */
export type WayOut = {
  readonly noWay: NoWay | null
  readonly room: number
  readonly callsPerSecond: number
  /**
   * Where trunks differ in what they may call: each that is on, with how many calls it has room for and takes in any second;
   * no room where its carrier refuses too much, or it has cost what it may today. Null: every number finds the same.
   */
  readonly byTrunk: readonly TrunkWay[] | null
  /** Whether a call that ends makes room for another: not where one may end on a trunk that takes none. */
  readonly freesRoom: boolean
}
export type TrunkWay = {
  readonly name: string
  readonly allowedPrefixes: readonly string[]
  readonly room: number
  readonly callsPerSecond: number
}
type KnownNode = Pick<Health['nodes'][number], 'isUp' | 'calls' | 'mostCalls'>
const noLimit = Number.POSITIVE_INFINITY
export const openWay: WayOut = {
  noWay: null,
  room: noLimit,
  callsPerSecond: noLimit,
  byTrunk: null,
  freesRoom: true,
}

/** So many calls go out on trial between two looks. */
const trialsEachLook = 1
const lookEveryMs = 1000

const sumOf = (trunks: readonly Known[], amount: (trunk: Known) => number): number =>
  trunks.reduce((sum, trunk) => sum + amount(trunk), 0)
const roomOnNode = ({ isUp, calls, mostCalls }: KnownNode): number =>
  isUp ? Math.max(0, (mostCalls ?? noLimit) - calls) : 0
const roomOf = ({ room }: Known): number => room ?? noLimit
/** What full trunks take comes free one call at a time: it counts only where no other has room. */
const withRoom = (trunks: readonly Known[]): readonly Known[] => {
  const open = trunks.filter(({ room }) => room !== 0)
  return open.length > 0 ? open : trunks
}
const paceOf = ({ callsPerSecond }: Known): number => callsPerSecond ?? noLimit
/** A full trunk is no fault, its next free line carries a call; what comes free on one that is off carries none. */
const isCarrying = ({ isOn, breaker, calls, room }: Known): boolean =>
  isOn && breaker === 'closed' && (room !== 0 || calls > 0)

const byTrunkOf = (trunks: readonly Known[]): WayOut['byTrunk'] => {
  const on = trunks.filter(({ isOn, isSpent }) => isOn || isSpent)
  if (on.every(({ allowedPrefixes }) => allowedPrefixes.length === 0)) return null
  return on.map((trunk) => ({
    name: trunk.name,
    allowedPrefixes: trunk.allowedPrefixes,
    room: trunk.isSpent || trunk.breaker === 'open' ? 0 : roomOf(trunk),
    callsPerSecond: paceOf(trunk),
  }))
}

export const wayOutOf = ({
  nodes,
  trunks,
  needsNoTrunk,
}: { nodes: readonly KnownNode[]; trunks: readonly Known[] } & Pick<Health, 'needsNoTrunk'>): WayOut => {
  if (!nodes.some(({ isUp }) => isUp)) return { ...openWay, noWay: 'nodesAway', room: 0 }
  const nodeRoom = nodes.reduce((sum, node) => sum + roomOnNode(node), 0)
  if (needsNoTrunk) return { ...openWay, room: nodeRoom }
  const carrying = trunks.filter(isCarrying)
  const freesRoom = trunks.every((trunk) => trunk.calls === 0 || isCarrying(trunk))
  const each = { byTrunk: byTrunkOf(trunks), freesRoom }
  if (carrying.length > 0)
    return {
      ...each,
      noWay: null,
      room: Math.min(nodeRoom, sumOf(carrying, roomOf)),
      callsPerSecond: sumOf(withRoom(carrying), paceOf),
    }
  const trying = trunks.filter(({ isOn, breaker }) => isOn && breaker === 'trying')
  return {
    ...each,
    noWay: 'trunksShut',
    room: Math.min(trialsEachLook, nodeRoom, sumOf(trying, roomOf)),
    callsPerSecond: noLimit,
  }
}

type Watched = {
  base: Base
  clock: Clock
  phones: Pick<TelephonyPort, 'health'>
  /** Whether that trunk is off because it has cost what it may today. */
  isSpent: (trunk: string) => boolean
  hear: (way: WayOut) => void
}

/** Asks the telephone system every second, and whenever told to, what it can carry. */
export const watchWayOut = ({ base, clock, phones, isSpent, hear }: Watched) => {
  let asking: Promise<void> | null = null
  const ask = (): Promise<void> => {
    asking ??= phones
      .health()
      .then(({ trunks, ...health }) => {
        hear(wayOutOf({ ...health, trunks: trunks.map((one) => ({ ...one, isSpent: isSpent(one.name) })) }))
      })
      // What was known last stands until it can be asked again.
      .catch((error: unknown) => base.log.warn({ err: error }, 'how the telephone system does could not be asked'))
      .finally(() => {
        asking = null
      })
    return asking
  }
  const look = (): void => {
    callOff = clock.after(lookEveryMs, look)
    void ask()
  }
  let callOff = clock.after(lookEveryMs, look)
  void ask()
  return { ask, stop: (): void => callOff() }
}
