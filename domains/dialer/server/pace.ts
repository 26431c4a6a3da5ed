import type { Clock } from '#platform/clock.ts'

/** So many at most in any stretch of that length. */
export type Rate = { readonly most: number; readonly withinMs: number }

/** Nobody books further ahead: what lies there tells of a clock that was set back. */
const longestBookingMs = 5000

/** Keeps to a rate, which may change: how much may go now, and when the next may. */
export class Pace {
  rate: Rate
  private readonly clock: Clock
  private readonly went: number[] = []

  constructor(clock: Clock, rate: Rate) {
    this.clock = clock
    this.rate = rate
  }

  get room(): number {
    this.forgetOld()
    return Math.max(0, this.rate.most - this.went.length)
  }
  note(): void {
    this.went.push(this.clock.nowMs())
  }
  /** In how many milliseconds there is room; 0: now. */
  get freeInMs(): number {
    if (this.room > 0) return 0
    const oldest = this.went[this.went.length - Math.max(1, this.rate.most)]
    return oldest === undefined ? this.rate.withinMs : Math.max(1, oldest + this.rate.withinMs - this.clock.nowMs())
  }
  /** Books the next moment there is room, and says in how many milliseconds it comes. */
  book(): number {
    this.forgetOld()
    const now = this.clock.nowMs()
    const before = this.went[this.went.length - Math.max(1, this.rate.most)]
    const at = before === undefined ? now : Math.max(now, before + this.rate.withinMs)
    this.went.push(at)
    return at - now
  }

  private forgetOld(): void {
    const now = this.clock.nowMs()
    const from = now - this.rate.withinMs
    const isOver = (at: number): boolean => at <= from || at > now + longestBookingMs
    while (this.went[0] !== undefined && isOver(this.went[0])) this.went.shift()
  }
}
