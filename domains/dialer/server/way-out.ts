import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'

type Health = Awaited<ReturnType<TelephonyPort['health']>>
type Known = Pick<Health['trunks'][number], 'breaker' | 'calls' | 'room'>

/** Why nothing can leave our house now. */
export type NoWay = 'nodesAway' | 'trunksShut'

/**
 * What our own side lets out: `room` is how many calls more, infinite where no limit is known. `noWay` with room: trunks
 * that refused too much take single calls, which show whether the carrier is back.
 */
export type WayOut = { readonly noWay: NoWay | null; readonly room: number }
export const openWay: WayOut = { noWay: null, room: Number.POSITIVE_INFINITY }

/** So many calls go out on trial between two looks. */
const trialsEachLook = 1
const lookEveryMs = 1000

const roomOn = (trunks: readonly Known[]): number =>
  trunks.reduce((sum, { room }) => sum + (room ?? Number.POSITIVE_INFINITY), 0)
/** A full trunk is no fault, its next free line carries a call; one that is off carries none and has none. */
const isCarrying = ({ breaker, calls, room }: Known): boolean => breaker === 'closed' && (room !== 0 || calls > 0)

export const wayOutOf = ({
  nodes,
  trunks,
  needsNoTrunk,
}: { nodes: readonly { isUp: boolean }[]; trunks: readonly Known[] } & Pick<Health, 'needsNoTrunk'>): WayOut => {
  if (!nodes.some(({ isUp }) => isUp)) return { noWay: 'nodesAway', room: 0 }
  if (needsNoTrunk) return openWay
  const carrying = trunks.filter(isCarrying)
  if (carrying.length > 0) return { noWay: null, room: roomOn(carrying) }
  const trying = trunks.filter(({ breaker }) => breaker === 'trying')
  return { noWay: 'trunksShut', room: Math.min(trialsEachLook, roomOn(trying)) }
}

type Watched = {
  base: Base
  clock: Clock
  phones: Pick<TelephonyPort, 'health'>
  hear: (way: WayOut) => void
}

/** Asks the telephone system every second, and whenever told to, what it can carry. */
export const watchWayOut = ({ base, clock, phones, hear }: Watched) => {
  let isAsking = false
  const ask = (): void => {
    if (isAsking) return
    isAsking = true
    phones
      .health()
      .then((health) => hear(wayOutOf(health)))
      // What was known last stands until it can be asked again.
      .catch((error: unknown) => base.log.warn({ err: error }, 'how the telephone system does could not be asked'))
      .finally(() => {
        isAsking = false
      })
  }
  const look = (): void => {
    callOff = clock.after(lookEveryMs, look)
    ask()
  }
  let callOff = clock.after(lookEveryMs, look)
  ask()
  return { ask, stop: (): void => callOff() }
}
