import type { LiveCall } from '#domains/calls/server/public.ts'
import { type Campaign, closesAt, type Ending, isOpen, nextOpening } from '#domains/campaigns/server/public.ts'
import { isPause, type LiveAgent } from '#domains/presence/server/public.ts'
import { callsToPlace } from '../pacing.ts'
import type { Contact } from '../waiting-line.ts'
import type { Binding, Floor } from './dialling.ts'
import { Offers } from './offers.ts'
import { Stock } from './stock.ts'
import type { AfterRevert } from './store.ts'

type Flight = { contact: Contact; call: LiveCall; agentId: string | null }

/** An abandoned call is one no agent has spoken on this long after the answer. */
export const answerWithinMs = 2000

/** Calls placed for each free agent in predictive mode. */
const callsPerAgent = 1.2

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
  private readonly floor: Floor
  readonly stock: Stock
  private readonly answered: Flight[] = []
  private running = false
  private open = false
  private decisionDue = false
  private cancelAlarm = (): void => {}
  private readonly onChange: () => void

  constructor(floor: Floor, campaign: Campaign, onChange: () => void) {
    this.floor = floor
    this.campaign = campaign
    this.onChange = onChange
    this.stock = new Stock(floor, this)
    this.offers = new Offers(floor, this.stock)
  }

  start(): void {
    this.running = true
    this.checkHours()
    this.consider()
  }

  /** The campaign's settings changed; calls under way keep those they began with. */
  update(campaign: Campaign): void {
    this.campaign = campaign
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
    this.cancelAlarm()
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
    return this.open
  }
  get isIdle(): boolean {
    return this.flights.size === 0 && this.concluding.size === 0
  }

  /** Decides soon, once, however much has happened in this instant. */
  consider(): void {
    if (this.decisionDue || !this.running) return
    this.decisionDue = true
    queueMicrotask(() => {
      this.decisionDue = false
      if (this.running) this.decide()
    })
  }

  agents(): LiveAgent[] {
    return [...this.floor.presence.all()].filter(({ campaignId }) => campaignId === this.campaign.id)
  }

  /** Ready agents no call is on its way for, the longest waiting first. */
  freeAgents(): LiveAgent[] {
    return this.agents()
      .filter((agent) => agent.state === 'ready' && !agent.spokenFor && !this.offers.has(agent.id))
      .sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
  }

  /** Agents a customer could still be joined to, now or after what they are doing. */
  private workingAgents(): LiveAgent[] {
    return this.agents().filter(({ state }) => !isPause(state))
  }

  private decide(): void {
    if (!this.open) return
    if (this.floor.journal.away) return this.stock.waitForDatabase()
    this.keepPromises()
    const free = this.freeAgents()
    if (this.campaign.mode === 'preview' && !this.offers.offerAll(free)) this.stock.wait()
    const wanted = this.howMany(free.length)
    let short = false
    for (let placed = 0; placed < wanted; placed++) {
      const agent = this.campaign.mode === 'progressive' ? (free[placed] ?? null) : null
      const contact = this.stock.next(agent?.id ?? null)
      if (contact) this.place(contact, agent)
      // Nobody for this agent; the next one may have been promised to a customer.
      else short = true
      if (short && !agent) break
    }
    if (short) return this.stock.wait()
    this.sayWhy(free.length, wanted)
    this.stock.refillIfLow()
  }

  /** Predictive calls are for nobody in particular; a callback is made for its agent, if the calls ringing leave one. */
  private keepPromises(): void {
    if (this.campaign.mode !== 'predictive' || !this.stock.hasPromises) return
    const free = this.freeAgents()
    let spare = free.length - Math.floor(this.unassignedCalls() / callsPerAgent)
    for (const agent of free) {
      const contact = spare > 0 ? this.stock.nextPromised(agent.id) : undefined
      if (!contact) continue
      this.place(contact, agent)
      spare--
    }
  }
  private unassignedCalls(): number {
    return [...this.flights.values()].filter(({ agentId }) => !agentId).length
  }

  private howMany(freeAgents: number): number {
    return callsToPlace({
      mode: this.campaign.mode,
      freeAgents,
      workingAgents: this.workingAgents().length,
      unassignedCalls: this.campaign.mode === 'predictive' ? this.unassignedCalls() : 0,
      waitingCalls: this.answered.length,
      callsPerAgent,
    })
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
      mayStillDial: () => this.running && this.open && this.floor.gate.mayDial(contact.number),
    })
    this.flights.set(call.id, { contact, call, agentId: agent?.id ?? null })
    if (agent) presence.move(agent, 'dial', { callId: call.id })
    return call
  }

  /** Takes up after a restart what the ledger knows of a call. */
  adopt(contact: Contact, call: LiveCall): void {
    contact.attempts = Math.max(contact.attempts, call.attemptNumber)
    if (call.record.endedAt === null) this.flights.set(call.id, { contact, call, agentId: call.agentId })
    else this.concluding.set(call.id, contact)
  }

  onAnswered(call: LiveCall): void {
    const flight = this.flights.get(call.id)
    if (!flight) return
    if (flight.agentId) {
      const agent = this.floor.presence.find(flight.agentId)
      if (agent?.state === 'dialing' && agent.callId === call.id) return this.floor.calls.connect(call, agent)
    }
    const [agent] = this.freeAgents()
    if (agent) return this.give(flight, agent)
    this.answered.push(flight)
    this.floor.clock.after(answerWithinMs, () => {
      const at = this.answered.indexOf(flight)
      if (at < 0) return
      this.answered.splice(at, 1)
      this.floor.calls.abandon(call)
    })
  }

  private give(flight: Flight, agent: LiveAgent): void {
    flight.agentId = agent.id
    agent.spokenFor = flight.call.id
    this.floor.calls.connect(flight.call, agent)
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
    const waiting = this.answered.indexOf(flight)
    if (waiting >= 0) this.answered.splice(waiting, 1)
    const found = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    // The end of a call may be heard late, when its agent has long been on another: that one it must not end.
    const agent = found && [found.callId, found.spokenFor].includes(call.id) ? found : undefined
    if (agent?.spokenFor === call.id) agent.spokenFor = null
    if (call.record.bridgedAt === null) this.endUnanswered(flight, agent)
    else {
      this.concluding.set(call.id, flight.contact)
      // An agent who went elsewhere before the two were joined will not say what came of it.
      if (agent?.callId !== call.id || !this.floor.presence.move(agent, 'endCall')) this.concludeWithoutAgent(call)
    }
    this.consider()
  }
  private endUnanswered({ call, contact }: Flight, agent: LiveAgent | undefined): void {
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
    for (const { agentId: whose, call } of [...this.flights.values()])
      if (whose === agentId && call.record.bridgedAt === null) this.callOff(call)
    // Nobody is left who could take an answer: let nobody answer.
    if (this.workingAgents().length === 0) this.callOffUnassigned()
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
  private callOff(call: LiveCall): void {
    if (this.floor.calls.isAnswered(call)) this.floor.calls.abandon(call)
    else this.floor.calls.hangUp(call.id)
  }
  private callOffUnassigned(): void {
    for (const { agentId, call } of [...this.flights.values()]) if (!agentId) this.callOff(call)
  }

  onAgentFree(): void {
    const flight = this.answered[0]
    const agent = flight && this.freeAgents()[0]
    if (flight && agent) {
      this.answered.shift()
      this.give(flight, agent)
    }
    this.consider()
  }

  private checkHours(): void {
    const { clock } = this.floor
    const { callingHours, timeZone, endsOn } = this.campaign
    this.cancelAlarm()
    const now = clock.now()
    const today = new Intl.DateTimeFormat('sv', { timeZone }).format(now)
    this.open = isOpen(callingHours, timeZone, now) && (!endsOn || today <= endsOn)
    const next = this.open
      ? closesAt(callingHours, timeZone, now)
      : nextOpening(callingHours, timeZone, new Date(now.getTime() + 1))
    if (!this.open) {
      this.offers.withdrawAll()
      this.say({ kind: 'outsideHours', until: next && (!endsOn || today <= endsOn) ? next.toISOString() : null })
    }
    if (next)
      this.cancelAlarm = clock.after(Math.max(1, next.getTime() - now.getTime()), () => {
        this.checkHours()
        this.consider()
      })
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
    return Math.max(5, 2 * this.agents().length * Math.ceil(callsPerAgent))
  }

  private sayWhy(free: number, placed: number): void {
    const agents = this.agents().length
    if (agents === 0) return this.say({ kind: 'noAgents' })
    if (this.campaign.mode === 'manual' || this.campaign.mode === 'preview')
      return this.say({ kind: 'agentsDialThemselves' })
    this.say({ kind: placed > 0 || this.flights.size > 0 || free > 0 ? 'dialling' : 'allAgentsBusy' })
  }
  say(binding: Binding): void {
    // An answer of the database that comes late must not hide why nobody is called.
    if (this.running ? !this.open && binding.kind !== 'outsideHours' : binding.kind !== 'stopping') return
    const same = this.binding.kind === binding.kind && JSON.stringify(this.binding) === JSON.stringify(binding)
    this.binding = binding
    if (!same) this.onChange()
  }
  get waitingForAgent(): number {
    return this.answered.length
  }
}
