import type { CallEnd } from './pacing.ts'

/** Of so many calls in a row that the network did not carry, or of the last ones mostly, something is wrong with it. */
const alarm = { share: 0.6, memory: 8 }
/** While it is, one call in this time shows whether it is over, milliseconds. */
const probeEveryMs = 1000
/** A call that the network has kept for so long is being carried. */
const carriedAfterMs = 1500

/**
 * Whether the network carries calls at all. A call it refuses at once says nothing of whether people answer; a run of
 * them means that every further call is wasted, and that those placed when it recovers are all answered together.
 */
export class Carrier {
  private refused = 0
  private probedAt = Number.NEGATIVE_INFINITY

  over(end: CallEnd): void {
    this.refused += ((end === 'notCarried' ? 1 : 0) - this.refused) / alarm.memory
  }

  /** How many more calls may be placed; `placedAt` are those under way. */
  room(now: number, placedAt: readonly { readonly placedAt: number }[]): number {
    if (this.refused < alarm.share) return Number.POSITIVE_INFINITY
    if (placedAt.some((call) => call.placedAt > this.probedAt - 1 && now - call.placedAt >= carriedAfterMs)) {
      this.refused = 0
      return Number.POSITIVE_INFINITY
    }
    if (now - this.probedAt < probeEveryMs && now >= this.probedAt) return 0
    this.probedAt = now
    return 1
  }
}
