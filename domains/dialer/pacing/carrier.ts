import type { CallEnd, CallView } from './pacing.ts'

/** Something is wrong with the network when it refused so many of about the last eight calls. */
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
  /** When the alarm began; null while all is well. */
  private since: number | null = null
  private placedAt = Number.NEGATIVE_INFINITY

  placed(now: number): void {
    this.placedAt = now
  }
  over(end: CallEnd, now: number): void {
    this.refused += ((end === 'notCarried' ? 1 : 0) - this.refused) / alarm.memory
    if (this.refused >= alarm.share) this.since ??= now
    else this.since = null
  }

  /** How many more calls may be placed beside those under way. */
  room(now: number, calls: readonly CallView[]): number {
    const { since } = this
    if (since === null) return Number.POSITIVE_INFINITY
    if (calls.some(({ placedAt }) => placedAt >= since && now - placedAt >= carriedAfterMs)) return this.mended()
    return now - this.placedAt < probeEveryMs && now >= this.placedAt ? 0 : 1
  }
  private mended(): number {
    this.since = null
    this.refused = 0
    return Number.POSITIVE_INFINITY
  }
}
