import { answeredAt, type Past, pastOf, seemsMachine } from '#domains/calls/server/public.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { AbandonRule } from '../pacing/abandon-ledger.ts'
import { type LookAhead, openLookAhead } from '../pacing/look-ahead.ts'
import { type AgentView, endOf } from '../pacing/pacing.ts'
import type { Floor } from './dialling.ts'
import type { Flight } from './flight.ts'
import { nextNode } from './nodes.ts'
import { PeopleLedger } from './people-ledger.ts'
import { answerWithinMs, type PredictiveFloor, PredictiveLine } from './predictive-line.ts'
import type { Seats } from './seats.ts'
import type { Stock } from './stock.ts'
import { readChances } from './store.ts'

/** Who answered is known within so long of the answer: Asterisk's own ear takes 2.4 s for a long greeting. */
export const knownWithinMs = 4000

/** What predictive dialling needs of the campaign it serves. */
export type Predicted = {
  readonly campaign: Campaign
  readonly seats: Seats
  readonly stock: Stock
  /** An agent takes this customer. */
  join(flight: Flight, agent: LiveAgent): void
  /** Nobody took this customer in time. */
  abandon(flight: Flight): void
  consider(): void
}

/**
 * The calls of one campaign that are for nobody in particular, and what pacing says of them. The ledger counts every
 * person who answered a predictive call, also one placed for a particular agent, so that it says what the record says.
 */
export class Predictive implements PredictiveFloor<Flight, LiveAgent> {
  readonly clock: Clock
  pacing: LookAhead
  ledger: PeopleLedger
  /** It has read what the record knows of the campaign: before that nobody is called. */
  knowsPast = false
  private readonly floor: Floor
  private readonly served: Predicted
  private recalling = false
  private readonly line: PredictiveLine<Flight, LiveAgent>
  private callOffThought = (): void => {}

  constructor(floor: Floor, served: Predicted) {
    this.clock = floor.clock
    this.floor = floor
    this.served = served
    this.ledger = new PeopleLedger(this.rule())
    this.pacing = openLookAhead({ ledger: this.ledger })
    this.line = new PredictiveLine<Flight, LiveAgent>(this)
  }

  /** Reads once what the record knows of the campaign, then thinks anew; holds a running clock meanwhile. */
  recall(): void {
    if (this.recalling || this.knowsPast) return
    this.recalling = true
    const release = this.clock.hold()
    const { base, journal } = this.floor
    const { id, machineDetection } = this.served.campaign
    const listenedForMs = machineDetection === 'before' ? knownWithinMs : 0
    const db = base.database.engine
    journal
      .writtenNow()
      .then(() => pastOf(db, id, { now: this.clock.now(), listenedForMs }))
      .then(async (past) => {
        const entryIds = past.calls.map(({ entryId }) => entryId)
        this.remember(past, await readChances(db, id, entryIds))
      })
      .catch((error: unknown) => {
        base.log.warn({ err: error, campaignId: id }, 'what the calls of a campaign have been like could not be read')
        this.served.stock.waitForDatabase()
      })
      .finally(() => {
        this.recalling = false
        release()
      })
  }
  private remember({ answers, calls, ...lengths }: Past, chances: ReadonlyMap<string, number>): void {
    const now = this.clock.nowMs()
    // Who was served meanwhile, on calls a restart found up, counts as well.
    const { answered24h: answered, abandoned24h: abandoned } = this.ledger.balance(now)
    this.ledger = new PeopleLedger(this.rule(), [...answers, { at: now, answered, abandoned }])
    const experienced = calls.map(({ entryId, ...call }) => ({ ...call, chance: chances.get(entryId ?? '') ?? null }))
    this.pacing = openLookAhead({ ledger: this.ledger, experience: { calls: experienced, ...lengths } })
    this.knowsPast = true
    this.served.seats.introduce(now)
    this.served.consider()
  }

  /** Answered calls nobody has taken yet. */
  get waiting(): number {
    return this.line.waiting
  }
  /** The campaign aims at another share of abandoned calls. */
  updateRule(): void {
    this.ledger.rule = this.rule()
  }
  callsToPlace(): number {
    return this.line.callsToPlace()
  }
  /** The calls ringing now are covered by the agents pacing counts on, with none of those kept for somebody. */
  get isCovered(): boolean {
    return this.line.inFlight === 0 || this.callsToPlace() > 0 || (this.pacing.terms?.margin ?? -1) >= 0
  }

  onPlaced(flight: Flight): void {
    this.line.onPlaced(flight)
  }
  onAnswered(flight: Flight): void {
    // Who answered was found out first, out of the time the customer waits.
    const mostLateMs = flight.call.machineDetection === 'before' ? answerWithinMs : undefined
    this.line.onAnswered(flight, answeredAt(flight.call.record) ?? this.clock.nowMs(), mostLateMs)
    this.served.consider()
  }
  /** Somebody called for one particular agent answers, and that agent is there. */
  onGuaranteedAnswer(flight: Flight): void {
    if (flight.isPredicted) this.ledger.answered(this.clock.nowMs())
  }
  /** An agent has found out that a machine had answered. */
  onMachine(answeredAt: number): void {
    this.ledger.machine(answeredAt)
  }
  /** A machine answered that one: nobody will, however long the message left on its tape. */
  onMachineHeard(flight: Flight): void {
    this.line.onEnded(flight, 'unreached')
    this.served.consider()
  }
  onAgentFree(): void {
    this.line.onAgentFree()
  }
  onEnded(flight: Flight): void {
    const now = this.clock.nowMs()
    const { callOffListening, call } = flight
    const isUnheard = callOffListening !== null
    const wasWaiting = this.line.onEnded(flight, isUnheard ? 'unreached' : endOf(call.record.cause))
    if (!flight.isPredicted) return
    // They hung up while it was found out who they are.
    if (isUnheard && !seemsMachine(call.record)) this.ledger.answered(now)
    // Who hangs up within the time we have was not abandoned, but did answer.
    if (wasWaiting) this.ledger.answered(now)
    // The line knows of lost answers of its own calls only, not of those placed for one agent.
    if (!flight.call.answerLost || flight.agentId === null) return
    this.ledger.answered(now)
    this.ledger.abandoned(now)
  }
  /** Whoever was to take this customer is gone. */
  giveUp(flight: Flight): void {
    if (flight.call.abandoned) return
    this.stopListening(flight)
    if (this.line.giveUp(flight)) return
    if (flight.isPredicted) this.ledger.abandoned(this.clock.nowMs())
    this.served.abandon(flight)
  }
  /** Who answered is taken for a person: found out later, it must not cut short what they are told. */
  private stopListening(flight: Flight): void {
    if (!flight.callOffListening) return
    flight.callOffListening()
    flight.callOffListening = null
    flight.isAnswered = true
    if (!this.line.onAnsweredInVain(flight)) this.onGuaranteedAnswer(flight)
  }

  /** Thinks again in a moment even if nothing happens. */
  thinkAgain(): void {
    this.rest()
    this.callOffThought = this.clock.after(this.pacing.everyMs, () => this.served.consider())
  }
  /** Only an event can change what is to be done. */
  rest(): void {
    this.callOffThought()
  }

  ringForMs(): number {
    return this.served.campaign.attemptPolicy.ringSeconds * 1000
  }
  agents(): readonly AgentView[] {
    return this.served.seats.views()
  }
  /**
   * Whose turn it is of those on the node the customer is on, so that their sound need not cross nodes, else of all. Who is
   * kept for somebody else comes last, but before nobody.
   */
  nextFree(flight?: Flight): LiveAgent | undefined {
    const free = this.served.seats.free()
    const node = flight?.node ?? null
    const near = node === null ? undefined : free.find(({ endpoint }) => this.nodeOf(endpoint) === node)
    return near ?? free[0] ?? this.served.seats.kept()[0]
  }
  private nodeOf(endpoint: string): string | undefined {
    return this.floor.headsets.nodeOf(endpoint)
  }
  /** Where the next call for nobody in particular belongs, and a headset there; undefined where all is one node. */
  homeOfNext(): { node: string; endpoint: string } | undefined {
    const now = this.clock.nowMs()
    const homes = new Map<string, { node: string; free: number; calls: number; endpoint: string }>()
    for (const seat of this.served.seats.all()) {
      const { endpoint } = seat.agent
      const node = this.nodeOf(endpoint)
      if (node === undefined) continue
      const home = homes.get(node) ?? { node, free: 0, calls: 0, endpoint }
      home.free += this.pacing.chanceFree(seat, now)
      homes.set(node, home)
    }
    if (homes.size < 2) return undefined
    for (const { node } of this.line.calls()) {
      const home = node === null ? undefined : homes.get(node)
      if (home) home.calls++
    }
    const node = nextNode([...homes.values()])
    return node === undefined ? undefined : homes.get(node)
  }
  join(flight: Flight, agent: LiveAgent): void {
    this.served.join(flight, agent)
  }
  abandon(flight: Flight): void {
    this.served.abandon(flight)
  }
  readonly counts = ({ isPredicted }: Flight): boolean => isPredicted

  private rule(): AbandonRule {
    const { abandonTarget: target, abandonCeiling: ceiling, abandonWindowDays: windowDays } = this.served.campaign
    return { target, ceiling, windowDays }
  }
}
