import type { FloorView } from '#domains/dialer/server/public.ts'

export type FloorCount = {
  free: number
  talking: number
  wrapUp: number
  busy: number
  away: number
}

/** Agents by what they are doing, into an object used again and again. */
export const countAgents = ({ agents }: FloorView, into: FloorCount): FloorCount => {
  into.free = into.talking = into.wrapUp = into.busy = into.away = 0
  for (const { activity } of agents) into[activity]++
  return into
}

export const noAgents = (): FloorCount => ({ free: 0, talking: 0, wrapUp: 0, busy: 0, away: 0 })

/** True once every so many milliseconds of the time it is given; the first time it is asked, always. */
export const each = (periodMs: number): ((now: number) => boolean) => {
  let next = Number.NEGATIVE_INFINITY
  return (now) => {
    if (now < next) return false
    // Asked a little late, the next time is not put off: the period holds on the mean.
    next = next + periodMs > now ? next + periodMs : now + periodMs
    return true
  }
}
