import type { Clock } from '#platform/clock.ts'
import { latestMs, Pace } from './pace.ts'
import { type NoWay, openWay, type TrunkWay, type WayOut } from './way-out.ts'

/** What the lines to the telephone network carry; null where they are not the limit. */
export type LineLimits = {
  /** Most calls up at once. */
  readonly lines: number | null
  /** Most calls ordered in any second. */
  readonly callsPerSecond: number | null
}

/** A second of the trunks, and a little more: two clocks, or an order that takes a moment, must not break a limit. */
const trunkSecondMs = 1005
/**
 * Calls are ordered so long before they may leave: they go on record together, and each leaves in its own time. Who dials
 * by hand waits up to a second rather than hear of no line.
 */
const orderedAheadMs = 200
const byHandAheadMs = 1000
/** Who waits for other trunks than those that take calls asks no more often than this. */
const wayAgainMs = 100
const anyRate = { most: Number.POSITIVE_INFINITY, withinMs: trunkSecondMs }

const mayCall = ({ allowedPrefixes }: TrunkWay, number: string): boolean =>
  allowedPrefixes.length === 0 || allowedPrefixes.some((prefix) => number.startsWith(prefix))
/** An order, and the trunk it is expected to take where trunks differ. */
type Ordered = { number: string | undefined; trunk: string | undefined }

/** An order on its way out: `go` is told in its turn, at once where it is not wanted any more. */
export type Departure = { isWanted: () => boolean; go: () => void }

export type LineBinding = 'lineLimit' | 'callsPerSecond' | NoWay

/**
 * The lines all campaigns share. A campaign that finds none waits for its turn: of those who wait, the one that was
 * given a line longest ago asks first.
 */
export class Lines {
  private readonly clock: Clock
  private readonly limits: LineLimits
  /** What all campaigns may let go, and what the trunks take. */
  private readonly own: Pace
  private readonly taken: Pace
  private readonly waiting = new Set<LineShare>()
  /** Orders that are on record and wait for their turn to leave. */
  private readonly leaving: Departure[] = []
  private up = 0
  /** Orders that have neither left nor been called off. */
  private readonly pending: Ordered[] = []
  /** Orders that left in the last second, by trunk. */
  private left: { trunk: string; at: number }[] = []
  private way: WayOut = openWay
  /** Which trunks there are, and what each may call: another text, other ways. */
  layout = ''
  private turns = 0
  private callOff = (): void => {}
  private callOffDeparture = (): void => {}
  private willLookForWay = false

  constructor(clock: Clock, limits: LineLimits) {
    this.clock = clock
    this.limits = limits
    const { callsPerSecond } = limits
    // A rate below one a second is one in a longer time.
    const burst = Math.ceil(callsPerSecond ?? 1)
    const own = callsPerSecond === null ? 0 : (1000 * burst) / callsPerSecond
    this.own = new Pace(clock, { most: callsPerSecond === null ? Number.POSITIVE_INFINITY : burst, withinMs: own })
    this.taken = new Pace(clock, anyRate)
  }

  /** A campaign's way to the lines; `whenFree` is told when it is worth asking again. */
  share(whenFree: () => void): LineShare {
    return new LineShare(this, whenFree)
  }
  /** How many more calls may be ordered now. */
  get room(): number {
    return this.roomWithin(orderedAheadMs)
  }
  get roomByHand(): number {
    return this.roomWithin(byHandAheadMs)
  }
  private roomWithin(aheadMs: number): number {
    const { lines } = this.limits
    const own = lines === null ? Number.POSITIVE_INFINITY : Math.max(0, lines - this.up)
    return Math.max(0, Math.min(own, this.way.room, this.placesWithin(aheadMs)))
  }
  /** How many more calls can leave within that time. */
  private placesWithin(aheadMs: number): number {
    const { everyMs, freeInMs } = this
    if (everyMs === 0) return Number.POSITIVE_INFINITY
    return freeInMs > aheadMs ? 0 : 1 + Math.floor((aheadMs - freeInMs) / everyMs) - this.pending.length
  }
  private get everyMs(): number {
    return Math.max(this.own.everyMs, this.taken.everyMs)
  }
  private get freeInMs(): number {
    return Math.max(this.own.freeInMs, this.taken.freeInMs)
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
    this.layout = JSON.stringify(way.byTrunk?.map(({ name, allowedPrefixes }) => [name, allowedPrefixes]) ?? null)
    // Whoever carries them has not heard of these.
    for (const { trunk } of this.pending) this.takeRoom(1, trunk)
    this.taken.rate = { most: way.callsPerSecond, withinMs: trunkSecondMs }
    this.letGo()
    if (hasClosed || this.room > 0) this.wake()
  }

  order(number?: string): number {
    this.up++
    const trunk = number === undefined ? undefined : this.roomiest(number)
    this.pending.push({ number, trunk })
    this.takeRoom(1, trunk)
    return ++this.turns
  }
  /**
   * Whether a trunk that may call that number takes a call now, will later, or there is none that may. Who dials by hand
   * waits for a trunk that has room until its pace lets a call go.
   */
  waysFor(number: string, byHand = false): 'open' | 'full' | 'none' {
    if (!this.way.byTrunk) return 'open'
    const able = this.able(number)
    if (able.length === 0) return 'none'
    return able.some((trunk) => (byHand ? trunk.room : this.takes(trunk)) > 0) ? 'open' : 'full'
  }
  /** The trunks that may call that number; numbers with the same ones find the same. */
  waysOf(number: string): string {
    return JSON.stringify(this.able(number).map(({ name }) => name))
  }
  /** How many calls to such a number trunks take now; infinite where it waits for none. */
  placesFor(number: string): number {
    const able = this.able(number)
    if (able.length === 0) return Number.POSITIVE_INFINITY
    return able.reduce((sum, trunk) => sum + Math.max(0, this.takes(trunk)), 0)
  }
  /** What numbers may begin with that trunks take calls to now; null: with anything. */
  get openPrefixes(): readonly string[] | null {
    const open = this.way.byTrunk?.filter((trunk) => this.takes(trunk) > 0)
    if (!open || open.some(({ allowedPrefixes }) => allowedPrefixes.length === 0)) return null
    return open.flatMap(({ allowedPrefixes }) => allowedPrefixes)
  }
  private able(number: string): readonly TrunkWay[] {
    return this.way.byTrunk?.filter((trunk) => mayCall(trunk, number)) ?? []
  }
  private roomiest(number: string): string | undefined {
    return this.able(number).toSorted((a, b) => this.takes(b) - this.takes(a))[0]?.name
  }
  /** How many calls that trunk takes now, those not counted that have yet to leave. */
  private takes({ name, room, callsPerSecond }: TrunkWay): number {
    if (callsPerSecond === Number.POSITIVE_INFINITY) return room
    const lately = this.leftLately().filter(({ trunk }) => trunk === name).length
    const ordered = this.pending.filter(({ trunk }) => trunk === name).length
    return Math.min(room, callsPerSecond - lately - ordered)
  }
  private leftLately(): readonly { trunk: string; at: number }[] {
    const now = this.clock.nowMs()
    // What seems to leave later than that tells of a clock that was set back.
    this.left = this.left.filter(({ at }) => at > now - trunkSecondMs && at <= now + latestMs)
    return this.left
  }
  /** A leg to an outside number has left: it took room on a trunk, and a turn. */
  noteOutside(): void {
    this.taken.note()
    this.takeRoom(1)
  }
  /** An order is on record: it leaves when its turn has come, so that no trunk is asked too often. */
  depart(departure: Departure): void {
    this.leaving.push(departure)
    this.letGo()
  }
  private letGo(): void {
    this.callOffDeparture()
    for (let next = this.leaving[0]; next; next = this.leaving[0]) {
      // One called off meanwhile takes nobody's place.
      const inMs = next.isWanted() ? this.freeInMs : null
      if (inMs !== null && inMs > 0) {
        this.callOffDeparture = this.clock.after(inMs, () => this.letGo())
        return
      }
      this.leaving.shift()
      if (inMs !== null) this.noteDeparture()
      next.go()
    }
  }
  private noteDeparture(): void {
    this.own.note()
    this.taken.note()
  }
  /** An order has left, or never will. */
  settle(number?: string): void {
    const first = this.pending.findIndex((order) => order.number === number)
    const [order] = this.pending.splice(Math.max(0, first), 1)
    if (order?.trunk !== undefined) this.left = [...this.leftLately(), { trunk: order.trunk, at: this.clock.nowMs() }]
  }
  /** A call that was up before we were. */
  adopt(): void {
    this.up++
  }
  free(): void {
    this.up--
    if (!this.way.noWay && this.way.freesRoom) this.takeRoom(-1)
    this.wake()
  }
  private takeRoom(calls: number, trunk?: string): void {
    const byTrunk =
      this.way.byTrunk?.map((one) => (one.name === trunk ? { ...one, room: one.room - calls } : one)) ?? null
    this.way = { ...this.way, room: this.way.room - calls, byTrunk }
  }
  wait(share: LineShare): void {
    this.waiting.add(share)
    if (this.binding !== 'callsPerSecond') return
    this.callOff()
    // Half of them are gone then: several are ordered at once.
    const inMs = this.freeInMs + this.pending.length * this.everyMs - orderedAheadMs / 2
    this.callOff = this.clock.after(Math.max(1, Math.ceil(inMs)), () => this.wake())
  }
  /** There is room, but for other numbers than this campaign's: it asks again at the next look, or when a second is over. */
  waitForWay(share: LineShare): void {
    this.waiting.add(share)
    const left = this.leftLately()
    if (this.willLookForWay || left.length === 0) return
    this.willLookForWay = true
    const inMs = Math.min(...left.map(({ at }) => at)) + trunkSecondMs - this.clock.nowMs()
    this.clock.after(Math.max(wayAgainMs, inMs), () => {
      this.willLookForWay = false
      this.wake()
    })
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
  get roomByHand(): number {
    return this.lines.roomByHand
  }
  get binding(): LineBinding {
    return this.lines.binding
  }
  get noWay(): NoWay | null {
    return this.lines.noWay
  }
  order(number?: string): void {
    this.lastTurn = this.lines.order(number)
  }
  depart(departure: Departure): void {
    this.lines.depart(departure)
  }
  settle(number?: string): void {
    this.lines.settle(number)
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
  /** Is told when trunks may take other calls than now. */
  waitForWay(): void {
    this.lines.waitForWay(this)
  }
  leave(): void {
    this.lines.leave(this)
  }
}
