import type { Clock } from '#platform/clock.ts'
import { type NoWay, openWay, type WayOut } from './way-out.ts'

/** What the lines to the telephone network carry; null where they are not the limit. */
export type LineLimits = {
  /** Most calls up at once. */
  readonly lines: number | null
  /** Most calls ordered in any second. */
  readonly callsPerSecond: number | null
}

export type LineBinding = 'lineLimit' | 'callsPerSecond' | NoWay

/**
 * The lines all campaigns share. A campaign that finds none waits for its turn: of those who wait, the one that was
 * given a line longest ago asks first.
 */
export class Lines {
  private readonly clock: Clock
  private readonly limits: LineLimits
  /** Calls that may be ordered within `windowMs`; a rate below one a second is one in a longer time. */
  private readonly burst: number
  private readonly windowMs: number
  private readonly ordered: number[] = []
  private readonly waiting = new Set<LineShare>()
  private up = 0
  private way: WayOut = openWay
  private turns = 0
  private callOff = (): void => {}

  constructor(clock: Clock, limits: LineLimits) {
    this.clock = clock
    this.limits = limits
    this.burst = Math.ceil(limits.callsPerSecond ?? 0)
    this.windowMs = limits.callsPerSecond ? (1000 * this.burst) / limits.callsPerSecond : 0
  }

  /** A campaign's way to the lines; `whenFree` is told when it is worth asking again. */
  share(whenFree: () => void): LineShare {
    return new LineShare(this, whenFree)
  }
  /** How many more calls may be ordered now. */
  get room(): number {
    const { lines, callsPerSecond } = this.limits
    const own = lines === null ? Number.POSITIVE_INFINITY : Math.max(0, lines - this.up)
    const free = Math.max(0, Math.min(own, this.way.room))
    if (callsPerSecond === null || free === 0) return free
    this.forgetOld()
    return Math.min(free, this.burst - this.ordered.length)
  }
  /** What leaves no room just now. */
  get binding(): LineBinding {
    if (this.way.noWay) return this.way.noWay
    const isFull = this.limits.lines !== null && this.up >= this.limits.lines
    return isFull || this.way.room <= 0 ? 'lineLimit' : 'callsPerSecond'
  }
  /** Why no call at all can go out now; null where at least one on trial can. */
  get noWay(): NoWay | null {
    return this.way.room > 0 ? null : this.way.noWay
  }
  /** The telephone system carries more or less than it did. */
  hear(way: WayOut): void {
    const hasClosed = way.noWay !== this.way.noWay
    this.way = way
    if (hasClosed || this.room > 0) this.wake()
  }

  order(): number {
    this.up++
    this.takeRoom(1)
    if (this.limits.callsPerSecond !== null) this.ordered.push(this.clock.nowMs())
    return ++this.turns
  }
  /** A call that was up before we were. */
  adopt(): void {
    this.up++
  }
  free(): void {
    this.up--
    if (!this.way.noWay) this.takeRoom(-1)
    this.wake()
  }
  private takeRoom(calls: number): void {
    this.way = { ...this.way, room: this.way.room - calls }
  }
  wait(share: LineShare): void {
    this.waiting.add(share)
    const [first] = this.ordered
    if (this.binding !== 'callsPerSecond' || first === undefined) return
    this.callOff()
    const inMs = Math.max(1, first + this.windowMs - this.clock.nowMs())
    this.callOff = this.clock.after(inMs, () => this.wake())
  }
  leave(share: LineShare): void {
    this.waiting.delete(share)
  }

  private wake(): void {
    const inTurn = [...this.waiting].sort((a, b) => a.lastTurn - b.lastTurn)
    this.waiting.clear()
    for (const share of inTurn) share.whenFree()
  }
  private forgetOld(): void {
    const from = this.clock.nowMs() - this.windowMs
    // A clock set back must not keep a line waiting for long.
    while (this.ordered.length > 0 && !((this.ordered[0] as number) > from && this.isPast(this.ordered[0] as number)))
      this.ordered.shift()
  }
  private isPast(at: number): boolean {
    return at <= this.clock.nowMs()
  }
}

/** One campaign's way to the lines all share. */
export class LineShare {
  readonly whenFree: () => void
  /** When it was last given a line, in turns. */
  lastTurn = 0
  private readonly lines: Lines

  constructor(lines: Lines, whenFree: () => void) {
    this.lines = lines
    this.whenFree = whenFree
  }

  get room(): number {
    return this.lines.room
  }
  get binding(): LineBinding {
    return this.lines.binding
  }
  get noWay(): NoWay | null {
    return this.lines.noWay
  }
  order(): void {
    this.lastTurn = this.lines.order()
  }
  adopt(): void {
    this.lines.adopt()
  }
  free(): void {
    this.lines.free()
  }
  /** Is told as soon as there is room again. */
  wait(): void {
    this.lines.wait(this)
  }
  leave(): void {
    this.lines.leave(this)
  }
}
