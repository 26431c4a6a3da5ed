import type { Clock } from '#platform/clock.ts'
import { Pace } from './pace.ts'
import { type NoWay, openWay, type WayOut } from './way-out.ts'

/** What the lines to the telephone network carry; null where they are not the limit. */
export type LineLimits = {
  /** Most calls up at once. */
  readonly lines: number | null
  /** Most calls ordered in any second. */
  readonly callsPerSecond: number | null
}

/** A second of the trunks, and a little more: two clocks, or a timer that rings a moment early, must not break a limit. */
const trunkSecondMs = 1005
const anyRate = { most: Number.POSITIVE_INFINITY, withinMs: trunkSecondMs }

export type LineBinding = 'lineLimit' | 'callsPerSecond' | NoWay

/**
 * The lines all campaigns share. A campaign that finds none waits for its turn: of those who wait, the one that was
 * given a line longest ago asks first.
 */
export class Lines {
  private readonly clock: Clock
  private readonly limits: LineLimits
  /** What all campaigns may order, and what the trunks take: as it is decided, and as it leaves once it is on record. */
  private readonly own: Pace
  private readonly taken: Pace
  private readonly leaving: Pace
  private readonly waiting = new Set<LineShare>()
  private up = 0
  private way: WayOut = openWay
  private turns = 0
  private callOff = (): void => {}

  constructor(clock: Clock, limits: LineLimits) {
    this.clock = clock
    this.limits = limits
    const { callsPerSecond } = limits
    // A rate below one a second is one in a longer time.
    const burst = Math.ceil(callsPerSecond ?? 1)
    const own = callsPerSecond === null ? 0 : (1000 * burst) / callsPerSecond
    this.own = new Pace(clock, { most: callsPerSecond === null ? Number.POSITIVE_INFINITY : burst, withinMs: own })
    this.taken = new Pace(clock, anyRate)
    this.leaving = new Pace(clock, anyRate)
  }

  /** A campaign's way to the lines; `whenFree` is told when it is worth asking again. */
  share(whenFree: () => void): LineShare {
    return new LineShare(this, whenFree)
  }
  /** How many more calls may be ordered now. */
  get room(): number {
    const { lines } = this.limits
    const own = lines === null ? Number.POSITIVE_INFINITY : Math.max(0, lines - this.up)
    return Math.max(0, Math.min(own, this.way.room, this.own.room, this.taken.room))
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
    const rate = { most: way.callsPerSecond, withinMs: trunkSecondMs }
    this.taken.rate = rate
    this.leaving.rate = rate
    if (hasClosed || this.room > 0) this.wake()
  }

  order(): number {
    this.up++
    this.takeRoom(1)
    this.own.note()
    this.taken.note()
    return ++this.turns
  }
  /** An order is on record: in how many milliseconds it may leave, so that no trunk is asked too often. */
  departsInMs(): number {
    return this.leaving.book()
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
    if (this.binding !== 'callsPerSecond') return
    this.callOff()
    const inMs = Math.max(1, this.own.freeInMs, this.taken.freeInMs)
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
  departsInMs(): number {
    return this.lines.departsInMs()
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
