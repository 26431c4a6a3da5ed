import type { LiveCall } from '#domains/calls/server/public.ts'
import type { Campaign, Ending } from '#domains/campaigns/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { LookAhead } from '../pacing/look-ahead.ts'
import type { Contact } from '../waiting-line.ts'
import { Decisions } from './decisions.ts'
import type { Binding, Floor } from './dialling.ts'
import { Flight } from './flight.ts'
import { Hours } from './hours.ts'
import type { LineBinding, LineShare } from './lines.ts'
import { Offers } from './offers.ts'
import { Predictive } from './predictive.ts'
import { Seats } from './seats.ts'
import { Stock } from './stock.ts'
import type { AfterRevert } from './store.ts'

/** The agent is on, or kept for, another call than this. */
const isOnAnother = ({ callId, spokenFor }: LiveAgent, { id }: LiveCall): boolean =>
  (callId ?? id) !== id || (spokenFor ?? id) !== id

/** Dials for one campaign: decides in memory, on events, whom to call next and who takes the call. */
export class Runner {
  campaign: Campaign
  binding: Binding = { kind: 'loading' }
  readonly flights = new Map<string, Flight>()
  readonly concluding = new Map<string, Contact>()
  readonly offers: Offers
  readonly stock: Stock
  readonly seats: Seats
  readonly predictive: Predictive
  private readonly floor: Floor
  private readonly hours: Hours
  private readonly lines: LineShare
  private readonly decisions: Decisions
  private running = false
  private decisionDue = false
  private readonly onChange: () => void

  constructor(floor: Floor, campaign: Campaign, onChange: () => void) {
    this.floor = floor
    this.campaign = campaign
    this.onChange = onChange
    this.stock = new Stock(floor, this)
    this.offers = new Offers(floor, this.stock, (agentId) => this.look(agentId))
    this.seats = new Seats({
      campaignId: campaign.id,
      isOffered: (agentId) => this.offers.has(agentId),
      changed: (...change) => this.pacing.changed?.(...change),
    })
    this.predictive = new Predictive(floor, this)
    this.hours = new Hours(floor.clock, () => {
      this.checkHours()
      this.consider()
    })
    this.lines = floor.lines.share(() => this.consider())
    this.decisions = new Decisions(floor, this)
    for (const agent of floor.presence.all()) this.seats.look(agent, true, floor.clock.nowMs())
  }

  /** What decides how many calls to place in predictive mode, with the terms of its last decision. */
  get pacing(): LookAhead {
    return this.predictive.pacing
  }

  start(): void {
    this.running = true
    this.checkHours()
    this.consider()
  }

  /** The campaign's settings changed; calls under way keep those they began with. */
  update(campaign: Campaign): void {
    this.campaign = campaign
    this.predictive.updateRule()
    if (this.running) this.start()
  }

  /** More contacts may be waiting than memory knows of. */
  listChanged(): void {
    this.stock.forget()
    this.consider()
  }

  /** Places no further call; contacts in memory go back. Calls under way go on to their end. */
  stop(): void {
    this.running = false
    this.hours.stop()
    this.predictive.rest()
    this.lines.leave()
    this.offers.withdrawAll()
    this.stock.release()
    // The agents go to other work now: who answered a call placed for nobody in particular would hear silence.
    this.callOffUnassigned()
    this.say({ kind: 'stopping' })
  }
  get isRunning(): boolean {
    return this.running
  }
  /** Customers may be called now. */
  get isOpen(): boolean {
    return this.hours.isOpen
  }
  get isIdle(): boolean {
    return this.flights.size === 0 && this.concluding.size === 0
  }

  get callsUnderWay(): number {
    return this.flights.size
  }
  /** How many more calls the lines take now: the campaign's own and those all campaigns share. */
  get room(): number {
    const { lineLimit } = this.campaign
    return Math.min(this.lines.room, (lineLimit ?? Number.POSITIVE_INFINITY) - this.flights.size)
  }
  /** Is told when there is room again; answers what leaves none. */
  waitForRoom(): LineBinding {
    const { lineLimit } = this.campaign
    if (lineLimit !== null && this.flights.size >= lineLimit) return 'lineLimit'
    this.lines.wait()
    return this.lines.binding
  }

  /** Decides soon, once, however much has happened in this instant. */
  consider(): void {
    if (this.decisionDue || !this.running) return
    this.decisionDue = true
    queueMicrotask(() => {
      this.decisionDue = false
      if (this.running) this.decisions.decide()
    })
  }

  agents(): LiveAgent[] {
    return this.seats.agents()
  }
  /** An agent does something else now, is assigned elsewhere, or has signed out. */
  seat(agent: LiveAgent, isHere: boolean): void {
    this.seats.look(agent, isHere, this.floor.clock.nowMs())
  }
  private look(agentId: string): void {
    const agent = this.floor.presence.find(agentId)
    if (agent) this.seat(agent, true)
  }

  /** Rings this contact: for an agent who is kept for the call, or for whoever is free when it is answered. */
  place(contact: Contact, agent: LiveAgent | null): LiveCall {
    const { calls, presence } = this.floor
    const { id, callerId, mode, scriptVersion, attemptPolicy } = this.campaign
    contact.attempts++
    const {
      campaignId: _,
      dueAt: __,
      attempts,
      attemptLimit: ___,
      triesByCause: ____,
      ownerId: _____,
      priority: ______,
      chance: _______,
      abandonedAt: ________,
      ...whom
    } = contact
    const call = calls.place({
      ...whom,
      campaignId: id,
      callerId,
      mode,
      scriptVersion,
      attemptNumber: attempts,
      ringForSeconds: attemptPolicy.ringSeconds,
      agent,
      mayStillDial: () => this.running && this.isOpen && this.floor.gate.mayDial(contact.number),
    })
    const flight = new Flight(contact, call, agent?.id ?? null)
    this.flights.set(call.id, flight)
    this.lines.order()
    if (!agent) this.predictive.onPlaced(flight)
    if (agent) presence.move(agent, 'dial', { callId: call.id })
    return call
  }

  /** Takes up after a restart what the ledger knows of a call. */
  adopt(contact: Contact, call: LiveCall): void {
    contact.attempts = Math.max(contact.attempts, call.attemptNumber)
    if (call.record.endedAt !== null) return void this.concluding.set(call.id, contact)
    const flight = new Flight(contact, call, call.agentId)
    this.flights.set(call.id, flight)
    this.lines.adopt()
    if (!call.agentId && !this.floor.calls.isAnswered(call)) this.predictive.onPlaced(flight)
  }

  onAnswered(call: LiveCall): void {
    const flight = this.flights.get(call.id)
    if (!flight) return
    // Found after a restart: it was given up before.
    if (call.abandoned) return this.floor.calls.hangUp(call.id)
    const agent = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    if (agent?.state !== 'dialing' || agent.callId !== call.id) return this.predictive.onAnswered(flight)
    this.predictive.onGuaranteedAnswer()
    this.floor.calls.connect(call, agent)
  }

  join(flight: Flight, agent: LiveAgent): void {
    flight.agentId = agent.id
    agent.spokenFor = flight.call.id
    this.seat(agent, true)
    this.floor.calls.connect(flight.call, agent)
  }
  abandon({ call }: Flight): void {
    // Only who was dialled ahead of the agents is told in whose name.
    this.floor.calls.abandon(call, call.mode === 'predictive' ? (this.campaign.seller?.promptName ?? null) : null)
  }

  onBridged(call: LiveCall): void {
    const agent = call.agentId ? this.floor.presence.find(call.agentId) : undefined
    if (!agent || isOnAnother(agent, call)) return this.floor.calls.hangUp(call.id)
    agent.spokenFor = null
    if (!this.floor.presence.move(agent, 'connect', { callId: call.id })) this.floor.calls.hangUp(call.id)
  }

  onEnded(call: LiveCall): void {
    const flight = this.flights.get(call.id)
    if (!flight) return
    this.flights.delete(call.id)
    this.lines.free()
    this.predictive.onEnded(flight)
    const found = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    // The end of a call may be heard late, when its agent has long been on another: that one it must not end.
    const agent = found && [found.callId, found.spokenFor].includes(call.id) ? found : undefined
    if (agent?.spokenFor === call.id) this.free(agent)
    if (call.record.bridgedAt === null) this.endUnanswered(flight, agent)
    else {
      this.concluding.set(call.id, flight.contact)
      // An agent who went elsewhere before the two were joined will not say what came of it.
      if (agent?.callId !== call.id || !this.floor.presence.move(agent, 'endCall')) this.concludeWithoutAgent(call)
    }
    this.consider()
  }
  /** The customer hung up in the very moment of being joined. */
  private free(agent: LiveAgent): void {
    agent.spokenFor = null
    this.seat(agent, true)
    this.predictive.onAgentFree()
  }
  private endUnanswered({ call, contact }: Flight, agent: LiveAgent | undefined): void {
    if (call.abandoned) contact.abandonedAt = call.record.endedAt
    const ending: Ending = call.abandoned ? { cause: 'abandoned' } : { cause: call.record.cause ?? 'lost' }
    this.stock.follow(contact, ending, call.outcome?.code ?? null)
    if (!agent) return
    this.floor.presence.move(agent, 'dialFailed', { callId: null })
    if (agent.wants) this.floor.presence.finishWrapUp(agent)
  }

  /** The agent is gone without saying what came of it. */
  concludeWithoutAgent(call: LiveCall): void {
    this.floor.calls.conclude(call.id, 'noDecision', 'noDecision', '')
    this.conclude(call.id, { outcomeKind: 'noDecision' })
  }

  /** An agent has said what came of the conversation. */
  conclude(callId: string, ending: Ending & { ownerId?: string | null }): void {
    const contact = this.concluding.get(callId)
    if (!contact) return
    this.concluding.delete(callId)
    contact.ownerId = ending.ownerId ?? null
    this.stock.follow(contact, ending, 'outcomeKind' in ending ? ending.outcomeKind : null)
    this.consider()
  }

  /** An agent stopped being there for calls: an order for that agent is taken back, an offer withdrawn. */
  onAgentGone(agentId: string): void {
    this.offers.withdraw(agentId, { putBack: true })
    for (const flight of [...this.flights.values()])
      if (flight.agentId === agentId && flight.call.record.bridgedAt === null) this.callOff(flight)
    // Nobody is left who could take an answer: let nobody answer.
    if (!this.seats.isAnyoneAtWork) this.callOffUnassigned()
    this.consider()
  }
  /** An agent signed out in the middle of a wrap-up: nobody will say any more what came of that conversation. */
  onAgentLeft(agentId: string): void {
    for (const callId of [...this.concluding.keys()]) {
      const call = this.floor.calls.find(callId)
      if (call?.agentId === agentId) this.concludeWithoutAgent(call)
    }
  }
  /** Stops the ringing; who has answered already was kept waiting for nobody. */
  private callOff(flight: Flight): void {
    if (this.floor.calls.isAnswered(flight.call)) this.predictive.giveUp(flight)
    else this.floor.calls.hangUp(flight.call.id)
  }
  private callOffUnassigned(): void {
    for (const flight of [...this.flights.values()]) if (!flight.agentId) this.callOff(flight)
  }

  onAgentFree(): void {
    this.predictive.onAgentFree()
    this.consider()
  }

  private checkHours(): void {
    const { opensAt } = this.hours.watch(this.campaign)
    if (this.isOpen) return
    this.offers.withdrawAll()
    this.say({ kind: 'outsideHours', until: opensAt })
  }

  /** Calls a contact taken by hand; one that must not be called is closed instead. */
  placeByHand(contact: Contact, agent: LiveAgent): LiveCall | undefined {
    return this.stock.mayCall(contact) ? this.place(contact, agent) : undefined
  }
  /** Drops who is offered by no batch any more; the others go on under the batch that still offers them. */
  batchReverted(after: AfterRevert): void {
    for (const contact of [...this.inHand()]) {
      const heir = after.get(contact.entryId)
      if (heir) contact.batchId = heir
      if (heir !== null) continue
      this.stock.remove(contact.entryId)
      this.offers.drop(contact.entryId)
    }
  }
  /** What that agent has promised is anyone's to keep. */
  disown(agentId: string): void {
    this.stock.disown(agentId)
    for (const contact of this.inHand()) if (contact.ownerId === agentId) contact.ownerId = null
    this.consider()
  }
  /** The contacts of this campaign in memory, wherever they are. */
  private *inHand(): Iterable<Contact> {
    yield* this.stock.contacts()
    yield* this.offers.contacts()
    for (const { contact } of this.flights.values()) yield contact
    yield* this.concluding.values()
  }
  lowWater(): number {
    const callsPerAgent = this.campaign.mode === 'predictive' ? 5 : 1
    return Math.max(5, 2 * this.seats.size * callsPerAgent)
  }

  say(binding: Binding): void {
    // An answer of the database that comes late must not hide why nobody is called.
    if (this.running ? !this.isOpen && binding.kind !== 'outsideHours' : binding.kind !== 'stopping') return
    const same = this.binding.kind === binding.kind && JSON.stringify(this.binding) === JSON.stringify(binding)
    this.binding = binding
    if (!same) this.onChange()
  }
  get waitingForAgent(): number {
    return this.predictive.waiting
  }
}
