import type { LiveCall, LiveCalls } from '#domains/calls/server/public.ts'
import type { Campaign, Ending } from '#domains/campaigns/server/public.ts'
import { closesAt, isOpen, nextOpening, nextStep, triedAs } from '#domains/campaigns/server/public.ts'
import type { DoNotCallGate } from '#domains/compliance/server/public.ts'
import { isPause, type LiveAgent, type LivePresence } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import { callsToPlace } from '../pacing.ts'
import { type Contact, waitingLine } from '../waiting-line.ts'
import { nextDue, releaseForgotten, reserve, type Settled, settled } from './store.ts'

export type Floor = {
  base: Base
  clock: Clock
  journal: Journal
  calls: LiveCalls
  presence: LivePresence
  gate: DoNotCallGate
  fencing: number
  /** Batches taken back since the engine opened: their contacts are called no more, wherever they are. */
  reverted: ReadonlySet<string>
}

/** What keeps a campaign from placing another call right now, or that nothing does. */
export type Binding =
  | {
      kind:
        | 'dialling'
        | 'allAgentsBusy'
        | 'noAgents'
        | 'agentsDialThemselves'
        | 'loading'
        | 'listDone'
        | 'databaseAway'
        | 'stopping'
    }
  | { kind: 'outsideHours' | 'resting'; until: string | null }

type Flight = { contact: Contact; call: LiveCall; agentId: string | null }

/** An abandoned call is one no agent has spoken on this long after the answer. */
export const answerWithinMs = 2000
/** Contacts due this soon are taken into memory ahead of time. */
const aheadMs = 10 * 60_000

/** Dials for one campaign: decides in memory, on events, whom to call next and who takes the call. */
export class Runner {
  campaign: Campaign
  binding: Binding = { kind: 'loading' }
  /** Contacts closed since this runner began. */
  closed = 0
  readonly flights = new Map<string, Flight>()
  readonly concluding = new Map<string, Contact>()
  /** Contacts offered to agents who press "dial" themselves. */
  readonly offers = new Map<string, Contact>()
  private readonly floor: Floor
  private readonly line = waitingLine()
  private readonly answered: Flight[] = []
  private running = false
  private open = false
  private loading = false
  /** Everything waiting in the database and due before this moment is in memory. */
  private loadedUntil = 0
  private decisionDue = false
  private cancelAlarm = (): void => {}
  private cancelRetry = (): void => {}
  private readonly onChange: () => void

  constructor(floor: Floor, campaign: Campaign, onChange: () => void) {
    this.floor = floor
    this.campaign = campaign
    this.onChange = onChange
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
    this.loadedUntil = 0
    this.consider()
  }

  /** Places no further call; contacts in memory go back. Calls under way go on to their end. */
  stop(): void {
    this.running = false
    this.cancelAlarm()
    this.cancelRetry()
    for (const contact of [...this.line.clear(), ...this.offers.values()]) this.putBack(contact)
    for (const agentId of [...this.offers.keys()]) this.withdrawOffer(agentId)
    this.loadedUntil = 0
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
    if (this.floor.journal.away) return this.waitForDatabase()
    const free = this.freeAgents()
    if (this.campaign.mode === 'preview') this.offerContacts(free)
    const wanted = this.howMany(free.length)
    let short = false
    for (let placed = 0; placed < wanted; placed++) {
      const agent = this.campaign.mode === 'progressive' ? (free[placed] ?? null) : null
      const contact = this.nextContact(agent?.id ?? null)
      if (contact) this.place(contact, agent)
      // Nobody for this agent; the next one may have been promised to a customer.
      else short = true
      if (short && !agent) break
    }
    if (short) return this.waitForContacts()
    this.sayWhy(free.length, wanted)
    this.refillIfLow()
  }

  private howMany(freeAgents: number): number {
    return callsToPlace({
      mode: this.campaign.mode,
      freeAgents,
      workingAgents: this.workingAgents().length,
      unassignedCalls:
        this.campaign.mode === 'predictive' ? [...this.flights.values()].filter(({ agentId }) => !agentId).length : 0,
      waitingCalls: this.answered.length,
      callsPerAgent: Number(this.campaign.callsPerAgent),
    })
  }

  /** The next contact that may be called; those who may not are closed on the way. */
  private nextContact(agentId: string | null): Contact | undefined {
    for (;;) {
      const contact = this.line.take(this.floor.clock.nowMs(), agentId)
      if (!contact || this.mayCall(contact)) return contact
    }
  }
  /** A contact that must not be called is closed. */
  private mayCall(contact: Contact): boolean {
    if (this.floor.reverted.has(contact.batchId)) return false
    if (this.floor.gate.mayDial(contact.number)) return true
    this.settle(contact, { close: 'doNotCall' }, null)
    return false
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
      mayStillDial: () => this.open && this.floor.gate.mayDial(contact.number),
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
    agent.spokenFor = true
    this.floor.calls.connect(flight.call, agent)
  }

  onBridged(call: LiveCall): void {
    const agent = call.agentId ? this.floor.presence.find(call.agentId) : undefined
    if (!agent) return this.floor.calls.hangUp(call.id)
    agent.spokenFor = false
    if (!this.floor.presence.move(agent, 'connect', { callId: call.id })) this.floor.calls.hangUp(call.id)
  }

  onEnded(call: LiveCall): void {
    const flight = this.flights.get(call.id)
    if (!flight) return
    this.flights.delete(call.id)
    const waiting = this.answered.indexOf(flight)
    if (waiting >= 0) this.answered.splice(waiting, 1)
    const agent = flight.agentId ? this.floor.presence.find(flight.agentId) : undefined
    if (agent) agent.spokenFor = false
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
    this.follow(contact, ending, call.outcome?.code ?? null)
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
    this.follow(contact, ending, 'outcomeKind' in ending ? ending.outcomeKind : null)
    this.consider()
  }

  private follow(contact: Contact, ending: Ending, outcome: string | null): void {
    const tried = triedAs(ending)
    if (tried) contact.triesByCause[tried] = (contact.triesByCause[tried] ?? 0) + 1
    this.settle(
      contact,
      nextStep(this.campaign.attemptPolicy, { ...contact, ...ending, now: this.floor.clock.now() }),
      outcome,
    )
  }

  private settle(contact: Contact, step: { close: string } | { dueAt: Date }, lastOutcome: string | null): void {
    const at = this.floor.clock.nowMs()
    const closed = 'close' in step
    if (!closed) contact.dueAt = step.dueAt.getTime()
    if (closed) this.closed++
    const isReverted = this.floor.reverted.has(contact.batchId)
    const stays = !closed && !isReverted && this.running && contact.dueAt < this.loadedUntil
    const state = closed ? 'closed' : stays ? 'reserved' : 'waiting'
    this.floor.journal.append<Settled>(settled, {
      ...contact,
      state,
      lastOutcome,
      closeReason: closed ? step.close : null,
      at,
      fencing: this.floor.fencing,
    })
    if (stays) this.line.add(contact)
  }

  putBack(contact: Contact): void {
    const at = this.floor.clock.nowMs()
    this.floor.journal.append<Settled>(settled, {
      ...contact,
      state: 'waiting',
      lastOutcome: null,
      closeReason: null,
      at,
      fencing: this.floor.fencing,
    })
  }

  /** An agent stopped being there for calls: an order for that agent is taken back, an offer withdrawn. */
  onAgentGone(agentId: string): void {
    this.withdrawOffer(agentId, { putBack: true })
    for (const { agentId: whose, call } of [...this.flights.values()])
      if (whose === agentId && call.record.bridgedAt === null) this.callOff(call)
    // Nobody is left who could take an answer: let nobody answer.
    if (this.workingAgents().length === 0) this.callOffUnassigned()
    this.consider()
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

  private offerContacts(free: readonly LiveAgent[]): void {
    // One for whom there is nobody does not end it: the next agent may have been promised to a customer.
    const offered = free.filter((agent) => this.offerNext(agent))
    if (offered.length < free.length) this.waitForContacts()
  }
  /** Offers the next contact to an agent who asks for one; false if nobody is due. */
  offerNext(agent: LiveAgent): boolean {
    if (this.offers.has(agent.id)) return true
    const contact = this.nextContact(agent.id)
    if (!contact) return false
    this.offers.set(agent.id, contact)
    this.floor.presence.news.tell({ agent, was: agent.state, now: agent.state })
    return true
  }
  /** Takes one particular contact out of memory for an agent who calls it by hand. */
  takeContact(entryId: string, agentId: string): Contact | undefined {
    if (this.offers.get(agentId)?.entryId === entryId) return this.withdrawOffer(agentId)
    return this.line.remove(entryId)
  }
  /** Calls a contact taken by hand; one that must not be called is closed instead. */
  placeByHand(contact: Contact, agent: LiveAgent): LiveCall | undefined {
    return this.mayCall(contact) ? this.place(contact, agent) : undefined
  }
  withdrawOffer(agentId: string, { putBack = false }: { putBack?: boolean } = {}): Contact | undefined {
    const contact = this.offers.get(agentId)
    if (!contact) return undefined
    this.offers.delete(agentId)
    if (putBack) this.putBack(contact)
    return contact
  }
  /** Takes back what agents were about to dial. */
  private withdrawOffers(): void {
    for (const agentId of [...this.offers.keys()]) {
      this.withdrawOffer(agentId, { putBack: true })
      const agent = this.floor.presence.find(agentId)
      if (agent) this.floor.presence.news.tell({ agent, was: agent.state, now: agent.state })
    }
  }
  /** The agent would rather not call this contact now: it comes again later. */
  skipOffer(agentId: string, afterMs: number): boolean {
    const contact = this.withdrawOffer(agentId)
    if (contact) this.settle(contact, { dueAt: new Date(this.floor.clock.nowMs() + afterMs) }, null)
    this.consider()
    return contact !== undefined
  }

  /** Drops contacts of a batch taken back. */
  drop(entryIds: readonly string[]): void {
    for (const entryId of entryIds) this.line.remove(entryId)
    for (const [agentId, { entryId }] of this.offers) if (entryIds.includes(entryId)) this.withdrawOffer(agentId)
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
      this.withdrawOffers()
      this.say({ kind: 'outsideHours', until: next && (!endsOn || today <= endsOn) ? next.toISOString() : null })
    }
    if (next)
      this.cancelAlarm = clock.after(Math.max(1, next.getTime() - now.getTime()), () => {
        this.checkHours()
        this.consider()
      })
  }

  private refillIfLow(): void {
    if (this.line.size < this.lowWater()) this.refill()
  }
  private lowWater(): number {
    return Math.max(5, 2 * this.agents().length * Math.ceil(Number(this.campaign.callsPerAgent)))
  }

  /** Takes more contacts into memory, holding a running clock meanwhile. */
  private refill(): void {
    const now = this.floor.clock.nowMs()
    if (this.loading || this.loadedUntil > now + aheadMs / 2) return
    this.loading = true
    const release = this.floor.clock.hold()
    const until = now + aheadMs
    const limit = 3 * this.lowWater()
    // Contacts just settled must be on record before we look for those waiting.
    this.floor.journal
      .writtenNow()
      .then(() =>
        reserve(this.floor.base.database.engine, this.campaign.id, {
          until: new Date(until),
          limit,
          fencing: this.floor.fencing,
        }),
      )
      .then((contacts) => this.loaded(contacts, contacts.length < limit ? until : 0))
      .catch((error: unknown) => {
        this.floor.base.log.warn({ err: error, campaignId: this.campaign.id }, 'contacts could not be loaded')
        this.waitForDatabase()
      })
      .finally(() => {
        this.loading = false
        release()
      })
  }
  private loaded(contacts: readonly Contact[], loadedUntil: number): void {
    if (!this.running) {
      for (const contact of contacts) this.putBack(contact)
      return
    }
    for (const contact of contacts) this.line.add(contact)
    this.loadedUntil = loadedUntil
    this.loading = false
    if (contacts.length > 0 || this.line.countDue(this.floor.clock.nowMs()) > 0) this.consider()
    else this.waitForContacts()
  }

  /** Nothing is due: asks the database once, then sleeps until the next contact is. */
  private waitForContacts(): void {
    const now = this.floor.clock.nowMs()
    if (this.loadedUntil <= now + aheadMs / 2) {
      if (!this.loading) this.refill()
      if (this.loadedUntil <= now) return this.say({ kind: 'loading' })
    }
    const inMemory = this.line.nextDueAt(now)
    if (inMemory !== undefined) {
      this.say({ kind: 'resting', until: new Date(inMemory).toISOString() })
      return this.retryAfter(Math.max(1, inMemory - now))
    }
    const release = this.floor.clock.hold()
    this.floor.journal
      .writtenNow()
      .then(() => nextDue(this.floor.base.database.engine, this.campaign.id))
      .then((dueAt) => {
        if (dueAt === undefined) return this.finishList()
        this.say({ kind: 'resting', until: new Date(dueAt).toISOString() })
        this.retryAfter(Math.max(1000, Math.min(dueAt - now, aheadMs / 2)))
      })
      .catch(() => this.waitForDatabase())
      .finally(release)
  }
  /** Nobody waits any more; the first time round, those a lost process had taken are looked for. */
  private async finishList(): Promise<void> {
    const { base, fencing } = this.floor
    const isNews = this.binding.kind !== 'listDone' && this.isIdle
    if (isNews && (await releaseForgotten(base.database.engine, this.campaign.id, fencing)) > 0)
      return this.listChanged()
    this.say({ kind: this.isIdle ? 'listDone' : 'allAgentsBusy' })
  }
  /** No call is placed that could not be written down. */
  private waitForDatabase(): void {
    this.say({ kind: 'databaseAway' })
    this.retryAfter(1000)
  }
  private retryAfter(milliseconds: number): void {
    this.cancelRetry()
    this.cancelRetry = this.floor.clock.after(milliseconds, () => this.consider())
  }

  private sayWhy(free: number, placed: number): void {
    const agents = this.agents().length
    if (agents === 0) return this.say({ kind: 'noAgents' })
    if (this.campaign.mode === 'manual' || this.campaign.mode === 'preview')
      return this.say({ kind: 'agentsDialThemselves' })
    this.say({ kind: placed > 0 || this.flights.size > 0 || free > 0 ? 'dialling' : 'allAgentsBusy' })
  }
  private say(binding: Binding): void {
    // An answer of the database that comes late must not hide why nobody is called.
    if (this.running ? !this.open && binding.kind !== 'outsideHours' : binding.kind !== 'stopping') return
    const same = this.binding.kind === binding.kind && JSON.stringify(this.binding) === JSON.stringify(binding)
    this.binding = binding
    if (!same) this.onChange()
  }
  get waitingForAgent(): number {
    return this.answered.length
  }
  /** What is in memory now, for the panel. */
  get inLine(): number {
    return this.line.size
  }
}
