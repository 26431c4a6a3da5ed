import { answeredAt as answerOf, type LiveCall } from '#domains/calls/server/public.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { Barrier } from '#domains/compliance/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { LookAhead } from '../pacing/look-ahead.ts'
import type { Contact } from '../waiting-line.ts'
import { campaigningOf, dialOf } from './asking.ts'
import { type Concluded, Conclusions } from './conclusions.ts'
import { Course, noteSeen } from './course.ts'
import { Decisions } from './decisions.ts'
import type { Binding, Floor } from './dialling.ts'
import { contactOf, Flight, orderFor } from './flight.ts'
import { Flights } from './flights.ts'
import { Hours } from './hours.ts'
import { Offers } from './offers.ts'
import { Predictive } from './predictive.ts'
import { Seats } from './seats.ts'
import { type HeldBack, Stock } from './stock.ts'
import type { AfterRevert } from './store.ts'

/** Dials for one campaign: decides in memory, on events, whom to call next and who takes the call. */
export class Runner {
  campaign: Campaign
  binding: Binding = { kind: 'loading' }
  readonly flights: Flights
  readonly offers: Offers
  readonly stock: Stock
  readonly seats: Seats
  readonly predictive: Predictive
  private readonly floor: Floor
  private readonly hours: Hours
  readonly conclusions: Conclusions
  private readonly course: Course
  private readonly decisions: Decisions
  private running = false
  private decisionDue = false
  private here: ReadonlySet<string> | null = null
  private readonly onChange: () => void

  constructor(floor: Floor, campaign: Campaign, onChange: () => void) {
    this.floor = floor
    this.campaign = campaign
    this.onChange = onChange
    this.flights = new Flights(
      floor.lines.share(() => this.consider()),
      () => this.campaign.lineLimit,
    )
    this.stock = new Stock(floor, this)
    this.conclusions = new Conclusions(floor, this.stock)
    this.offers = new Offers(floor, this.stock, (agentId) => this.look(agentId))
    this.seats = new Seats({
      campaignId: campaign.id,
      isOffered: (agentId) => this.offers.has(agentId),
      changed: (...change) => this.pacing.changed?.(...change),
    })
    this.predictive = new Predictive(floor, this)
    this.course = new Course(floor, this)
    this.hours = new Hours(floor.clock, () => {
      this.checkHours()
      this.consider()
    })
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
    const { lockOutHours } = this.campaign
    this.campaign = campaign
    this.predictive.updateRule()
    if (lockOutHours !== campaign.lockOutHours) this.stock.lockAnew()
    if (this.running) this.start()
  }

  /** More contacts may be waiting than memory knows of. */
  listChanged(): void {
    this.stock.forget()
    this.consider()
  }

  /** How contacts are to be called has changed: those waiting in memory go back, and come again as they are now. */
  readLineAnew(): void {
    this.stock.release()
    this.consider()
  }

  /** Places no further call; contacts in memory go back. Calls under way go on to their end. */
  stop(): void {
    this.running = false
    this.hours.stop()
    this.predictive.rest()
    this.flights.leaveLine()
    this.offers.withdrawAll()
    this.stock.release()
    // The agents go to other work now: who answered a call placed for nobody in particular would hear silence.
    this.course.callOffAllFor(null)
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
    return this.flights.size === 0 && this.conclusions.size === 0
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
  holders(): ReadonlySet<string> {
    this.here ??= new Set(this.agents().flatMap(({ id, teamId }) => (teamId === null ? [id] : [id, teamId])))
    return this.here
  }
  /** An agent does something else now, is assigned elsewhere, or has signed out. */
  seat(agent: LiveAgent, isHere: boolean): void {
    const before = this.seats.size
    this.here = null
    const hasLeft = this.seats.look(agent, isHere, this.floor.clock.nowMs())
    if (hasLeft) this.letNobodyAnswerAlone()
    if (this.running && this.seats.size !== before) this.stock.lookAtBooks()
  }
  /** Nobody is left who could take an answer: let nobody answer. */
  private letNobodyAnswerAlone(): void {
    if (!this.seats.isAnyoneAtWork) this.course.callOffAllFor(null)
  }
  private look(agentId: string): void {
    const agent = this.floor.presence.find(agentId)
    if (agent) this.seat(agent, true)
  }

  /**
   * Rings this contact under a number of the pool: for an agent who is kept for the call, or for whoever is free when it is
   * answered. Where no number may be used the contact goes back.
   */
  place(contact: Contact, agent: LiveAgent | null, byHand = false): LiveCall | Barrier {
    const { calls, presence, gate } = this.floor
    const campaigning = campaigningOf(this.campaign)
    const callerId = gate.callerIdFor(campaigning, { number: contact.number, seen: contact.lastCallerId })
    if (callerId === undefined) return this.withoutNumber(contact, gate.barrier(campaigning))
    const dial = dialOf(this.campaign, contact, { agentId: agent?.id ?? null, byHand })
    contact.attempts++
    const home = agent ? null : this.predictive.homeOfNext()
    const call: LiveCall = calls.place({
      ...orderFor(contact, this.campaign),
      callerId,
      agent,
      near: (agent ?? home)?.endpoint,
      departs: (departure) => this.flights.depart(flight, departure),
      mayStillDial: () =>
        this.running &&
        this.isOpen &&
        !this.stock.isTakenBack(contact) &&
        gate.callerIdStands(campaigningOf(this.campaign), callerId) &&
        gate.ask({ ...dial, placedAt: call.record.placedAt }).allowed,
    })
    const flight = new Flight(contact, call, agent?.id ?? null)
    flight.node = home?.node ?? null
    this.flights.order(flight)
    if (agent) presence.move(agent, 'dial', { callId: call.id })
    else this.predictive.onPlaced(flight)
    return call
  }

  private withoutNumber(contact: Contact, barrier: Barrier | undefined): Barrier {
    this.stock.keep(contact)
    return barrier ?? { rule: 'callerIdsBusy', params: { numbers: 0 }, until: null }
  }

  /** Takes up after a restart what the ledger knows of a call. */
  adopt(contact: Contact | undefined, call: LiveCall): void {
    if (contact) {
      contact.attempts = Math.max(contact.attempts, call.attemptNumber)
      noteSeen(contact, call)
    }
    if (call.record.endedAt !== null) return contact && this.conclusions.await(call.id, contact)
    const flight = this.flightOf(call, contact, call.agentId)
    if (call.direction === 'out' && !call.agentId && !this.floor.calls.isAnswered(call))
      this.predictive.onPlaced(flight)
  }

  /**
   * A customer calls us: who called them last is kept for them, else whoever is free. False where nobody is, and
   * nobody can even be told so.
   */
  receive(call: LiveCall, contact: Contact | undefined): boolean {
    const agent = this.freeFor(call) ?? this.predictive.nextFree()
    this.flightOf(call, contact, agent?.id ?? null)
    if (!agent) return this.goodbye !== null
    this.offers.withdraw(agent.id, { putBack: true })
    agent.spokenFor = call.id
    this.seat(agent, true)
    return true
  }
  /** Joins a caller we have answered already to whoever is free; what comes of it changes no contact. */
  takeFromFlow(call: LiveCall): boolean {
    const agent = this.freeFor(call) ?? this.predictive.nextFree()
    if (!agent) return false
    const isOther = call.campaignId !== this.campaign.id
    if (isOther)
      Object.assign(call, { campaignId: this.campaign.id, entryId: '', scriptVersion: this.campaign.scriptVersion })
    call.isInFlow = false
    this.offers.withdraw(agent.id, { putBack: true })
    const flight = this.flightOf(call, undefined, agent.id)
    flight.isAnswered = true
    this.floor.calls.giveTo(call, agent)
    this.join(flight, agent)
    return true
  }
  private flightOf(call: LiveCall, contact: Contact | undefined, agentId: string | null): Flight {
    const flight = new Flight(contact ?? contactOf(call), call, agentId)
    flight.isDetached = contact === undefined
    this.flights.adopt(flight)
    return flight
  }
  private freeFor({ expectedAgentId }: LiveCall): LiveAgent | undefined {
    const agent = expectedAgentId ? this.floor.presence.find(expectedAgentId) : undefined
    return agent?.state === 'ready' && !agent.spokenFor && !agent.wants ? agent : undefined
  }
  /** In whose name a customer is told that nobody can speak to them now. */
  private get goodbye(): string | null {
    return this.campaign.seller?.promptName ?? null
  }

  onAnswered(call: LiveCall): void {
    this.course.onAnswered(call)
  }
  onClassified(call: LiveCall): void {
    this.course.onClassified(call)
  }
  join(flight: Flight, agent: LiveAgent): void {
    flight.agentId = agent.id
    agent.spokenFor = flight.call.id
    this.seat(agent, true)
    this.floor.calls.connect(flight.call, agent)
  }
  /** Another agent takes a customer whose agent has lost the headset; false if nobody is free. */
  handOn(call: LiveCall): boolean {
    const flight = this.flights.get(call.id)
    const next = this.predictive.nextFree()
    if (!flight || !next) return false
    if (call.record.bridgedAt !== null) call.handedOnFrom ??= call.agentId
    this.join(flight, next)
    return true
  }
  /** Nobody can take this customer, with whom nobody has spoken yet. */
  giveUp(call: LiveCall): void {
    const flight = this.flights.get(call.id)
    if (flight) this.predictive.giveUp(flight)
    else this.floor.calls.hangUp(call.id)
  }
  abandon({ call }: Flight): void {
    if (call.direction === 'in') return this.floor.calls.sayGoodbye(call, this.goodbye)
    // Only who was dialled ahead of the agents is told in whose name.
    this.floor.calls.abandon(call, call.mode === 'predictive' ? this.goodbye : null)
  }

  onBridged(call: LiveCall): void {
    this.course.onBridged(call)
  }
  onEnded(call: LiveCall): void {
    this.course.onEnded(call)
    // Who left the customer to a message has said what came of it before the end.
    if (call.outcome && call.record.bridgedAt !== null) this.conclude(call.id, { outcomeKind: call.outcome.kind })
    this.consider()
  }
  /** Another agent has the customer from now on. */
  handTo(call: LiveCall, agentId: string): void {
    const flight = this.flights.get(call.id)
    if (flight) flight.agentId = agentId
  }

  /** The agent is gone without saying what came of it. */
  concludeWithoutAgent(call: LiveCall): void {
    this.conclusions.concludeWithoutAgent(call)
    this.consider()
  }
  /** An agent has said what came of the conversation. */
  conclude(callId: string, ending: Concluded): void {
    const call = this.floor.calls.find(callId)
    const answeredAt = call && call.mode === 'predictive' ? answerOf(call.record) : null
    if (answeredAt !== null && 'outcomeKind' in ending && ending.outcomeKind === 'voicemail')
      this.predictive.onMachine(answeredAt)
    if (this.conclusions.conclude(callId, ending)) this.consider()
  }

  /** An agent stopped being there for calls: an order for that agent is taken back, an offer withdrawn. */
  onAgentGone(agentId: string): void {
    this.offers.withdraw(agentId, { putBack: true })
    this.course.callOffAllFor(agentId)
    this.letNobodyAnswerAlone()
    this.consider()
  }
  /** An agent signed out: nobody will say any more what came of a conversation. */
  onAgentLeft(agentId: string): void {
    this.conclusions.concludeAllOf(agentId)
    this.consider()
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

  /** Calls a contact taken by hand, or says why it must not be called. */
  placeByHand(contact: Contact, agent: LiveAgent): LiveCall | HeldBack | Barrier | 'takenBack' | 'noLine' {
    return this.stock.whyNot(contact, { agentId: agent.id, byHand: true }) ?? this.place(contact, agent, true)
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
  /** Contacts in hand follow into the books they are now in; who is called already is called to the end. */
  assigned(holders: ReadonlyMap<string, string | null>): void {
    for (const contact of [...this.offers.contacts()]) {
      const assignedTo = holders.get(contact.entryId)
      if (assignedTo === undefined) continue
      this.offers.drop(contact.entryId)
      this.stock.keep({ ...contact, assignedTo })
    }
    this.stock.assign(holders)
    for (const contact of this.inHand())
      if (holders.has(contact.entryId)) contact.assignedTo = holders.get(contact.entryId) ?? null
    this.consider()
  }
  /** What that agent has promised is anyone's to keep. */
  disown(agentId: string): void {
    this.stock.disown(agentId)
    for (const contact of this.inHand()) if (contact.ownerId === agentId) contact.ownerId = null
    this.consider()
  }
  /** Rules have taken these out: who waits in memory is closed now, who is elsewhere when their turn comes. */
  closeScreened(entryIds: ReadonlySet<string>): void {
    for (const { entryId, ownerId } of [...this.stock.contacts()]) {
      const contact = ownerId === null && entryIds.has(entryId) ? this.stock.remove(entryId) : undefined
      if (contact) this.stock.settle(contact, { close: 'screened' }, null)
    }
  }
  /** The entries of this campaign in memory, wherever they are. */
  entriesInHand(): string[] {
    return [...this.inHand()].map(({ entryId }) => entryId)
  }
  /** The contacts of this campaign in memory, wherever they are. */
  private *inHand(): Iterable<Contact> {
    yield* this.stock.contacts()
    yield* this.offers.contacts()
    for (const { contact } of this.flights.all()) yield contact
    yield* this.conclusions.contacts()
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
