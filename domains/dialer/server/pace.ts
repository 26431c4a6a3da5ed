import type { Clock } from '#platform/clock.ts'

/** So many at most in any stretch of that length. */
export type Rate = { readonly most: number; readonly withinMs: number }

/** Who was let go late is made up for by so much: beyond it lost time stays lost, or a pause would end in a burst. */
const madeUpForMs = 50
/** Nothing is due later than this: what seems so tells of a clock that was set back. */
export const latestMs = 5000

/** Keeps to a rate, spread evenly over its stretch; the rate may change. */
export class Pace {
  rate: Rate
  private readonly clock: Clock
  private readonly went: number[] = []
  /** When the last was due, were all in time. */
  private wasDueAt = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, rate: Rate) {
    this.clock = clock
    this.rate = rate
  }

  /** Milliseconds from one to the next; 0 where there is no limit. */
  get everyMs(): number {
    return this.rate.withinMs / this.rate.most
  }
  /** In how many milliseconds the next may go; 0: now. */
  get freeInMs(): number {
    const { most, withinMs } = this.rate
    if (most === Number.POSITIVE_INFINITY) return 0
    const now = this.clock.nowMs()
    this.forgetOld(now)
    const oldest = this.went[this.went.length - Math.max(1, Math.floor(most))]
    const full = oldest === undefined ? 0 : oldest + withinMs - now
    return Math.max(0, Math.ceil(Math.max(full, this.wasDueAt + this.everyMs - now)))
  }
  /** One goes now. */
  note(): void {
    if (this.rate.most === Number.POSITIVE_INFINITY) return
    const now = this.clock.nowMs()
    this.wasDueAt = Math.max(this.wasDueAt + this.everyMs, now - madeUpForMs)
    this.went.push(now)
  }

  private forgetOld(now: number): void {
    const isOver = (at: number): boolean => at <= now - this.rate.withinMs || at > now + latestMs
    while (this.went[0] !== undefined && isOver(this.went[0])) this.went.shift()
    if (this.wasDueAt > now + latestMs) this.wasDueAt = now
  }
}
