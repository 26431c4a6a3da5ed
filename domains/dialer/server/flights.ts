import type { Flight } from './flight.ts'
import type { Departure, LineBinding, LineShare } from './lines.ts'

/** The calls under way for one campaign, and the lines they are on. */
export class Flights {
  private readonly flights = new Map<string, Flight>()
  private readonly lines: LineShare
  private readonly lineLimit: () => number | null

  /** `lineLimit`: most calls of the campaign up at once; null where lines are not the limit. */
  constructor(lines: LineShare, lineLimit: () => number | null) {
    this.lines = lines
    this.lineLimit = lineLimit
  }

  get size(): number {
    return this.flights.size
  }
  /** A list of its own, which stays as it is while calls end. */
  all(): Flight[] {
    return [...this.flights.values()]
  }
  get(callId: string): Flight | undefined {
    return this.flights.get(callId)
  }
  /** A call has been ordered. */
  order(flight: Flight): void {
    this.flights.set(flight.call.id, flight)
    this.lines.order(flight.call.number)
  }
  /** An order that is on record leaves in its turn. */
  depart(flight: Flight, { isWanted, go }: Departure): void {
    this.lines.depart({
      isWanted,
      go: () => {
        this.settle(flight)
        go()
      },
    })
  }
  private settle(flight: Flight): void {
    if (flight.hasLeft) return
    flight.hasLeft = true
    this.lines.settle(flight.call.number)
  }
  /** A call was up before we were. */
  adopt(flight: Flight): void {
    this.flights.set(flight.call.id, flight)
    flight.hasLeft = true
    this.lines.adopt()
  }
  /** The call is over; its line is free. */
  end(callId: string): Flight | undefined {
    const flight = this.flights.get(callId)
    if (!flight) return undefined
    this.flights.delete(callId)
    this.settle(flight)
    this.lines.free()
    return flight
  }

  /** How many more calls the lines take now: the campaign's own and those all campaigns share. */
  get room(): number {
    return this.within(this.lines.room)
  }
  /** The same for who dials by hand, and would rather wait a moment. */
  get roomByHand(): number {
    return this.within(this.lines.roomByHand)
  }
  private within(shared: number): number {
    // A limit may be lowered below what is up already.
    return Math.max(0, Math.min(shared, (this.lineLimit() ?? Number.POSITIVE_INFINITY) - this.flights.size))
  }
  /** Why no call of anybody can leave our house now. */
  get noWay(): LineShare['noWay'] {
    return this.lines.noWay
  }
  /** Is told when there is room again; answers what leaves none. */
  waitForRoom(): LineBinding {
    const limit = this.lineLimit()
    if (limit !== null && this.flights.size >= limit && !this.lines.noWay) return 'lineLimit'
    this.lines.wait()
    return this.lines.binding
  }
  /** Is told when trunks may take other calls than now. */
  waitForWay(): void {
    this.lines.waitForWay()
  }
  /** Places no further call. */
  leaveLine(): void {
    this.lines.leave()
  }
}
