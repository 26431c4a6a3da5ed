import { type Campaign, type Ending, nextStep, triedAs } from '#domains/campaigns/server/public.ts'
import { type Contact, WaitingLine } from '../waiting-line.ts'
import { type Asking, closedAs, dialOf } from './asking.ts'
import { Books } from './books.ts'
import type { Binding, Floor } from './dialling.ts'
import type { Flights } from './flights.ts'
import { FullTrunks } from './full-trunks.ts'
import { countWaiting, nextDue, releaseForgotten, reserve, reservePromised, type Settled, settled } from './store.ts'

/** What the gate says of a dial it does not let through. */
export type HeldBack = Extract<ReturnType<Floor['gate']['ask']>, { allowed: false }>

/** Contacts due this soon are taken into memory ahead of time. */
const aheadMs = 10 * 60_000
/** Who could not be called for want of a way out is tried again after so long. */
const noWayRetryMs = 60_000
/** How many rest is counted anew so often. */
const recountAfterMs = 30_000

/** What the stock needs to know of the campaign it serves, and whom it wakes. */
export type Served = {
  readonly campaign: Campaign
  readonly binding: Binding
  readonly isRunning: boolean
  /** No call under way and no outcome awaited. */
  readonly isIdle: boolean
  /** Below so many contacts in memory more are fetched. */
  lowWater(): number
  /** The agents at work for the campaign, and their teams: whose books are called from. */
  holders(): ReadonlySet<string>
  consider(): void
  readonly flights: Pick<Flights, 'waitForWay'>
  say(binding: Binding): void
}

/** The contacts of one campaign as memory and database share them: who is due, who rests, what an attempt leaves behind. */
export class Stock {
  /** Contacts closed since the engine opened. */
  closed = 0
  private readonly floor: Floor
  private readonly served: Served
  private readonly line = new WaitingLine()
  private readonly books: Books
  private readonly fullTrunks: FullTrunks
  private loading = false
  private loadingEnds: Promise<void> = Promise.resolve()
  /** Everything waiting in the database and due before this moment is in memory. */
  private loadedUntil = 0
  /** Every callback promised by an agent is in memory, however far away: no backlog may come before it. */
  private promisesLoaded = false
  /** How many waited in the database when last counted, and when that was. */
  private onRecord: { count: number; at: number } | null = null
  private cancelRetry = (): void => {}

  constructor(floor: Floor, served: Served) {
    this.floor = floor
    this.served = served
    this.books = new Books(floor, served, this.line)
    this.fullTrunks = new FullTrunks(floor, this.line, () => served.lowWater())
  }

  /** What is in memory now. */
  get size(): number {
    return this.line.size
  }
  /** Somebody in memory may be called now, if only for an agent kept for the call. */
  get hasDue(): boolean {
    return this.hasLockedDue || this.line.countDue(this.floor.clock.nowMs()) > 0
  }
  /** Somebody who was abandoned, and is locked out, is due: to be called for an agent kept for the call. */
  get hasLockedDue(): boolean {
    return this.line.hasLockedDue(this.floor.clock.nowMs())
  }
  /** Somebody is due whom this agent is to call: promised a callback, or in the book. */
  owes(agentId: string): boolean {
    return this.line.owes(this.floor.clock.nowMs(), agentId, this.teamOf(agentId))
  }
  private teamOf(agentId: string): string | null {
    return this.floor.presence.find(agentId)?.teamId ?? null
  }
  /** More contacts may be waiting than memory knows of. */
  forget(): void {
    this.loadedUntil = 0
    this.fullTrunks.forget()
  }
  /** Gives everything back to the database. */
  release(): void {
    this.cancelRetry()
    for (const contact of this.line.clear()) this.putBack(contact)
    this.forget()
    this.promisesLoaded = false
    this.books.forget()
  }
  remove(entryId: string): Contact | undefined {
    return this.line.remove(entryId)
  }
  /** What that agent has promised waits in line like any other contact. */
  disown(agentId: string): void {
    for (const contact of this.line.takeAllOf(agentId)) this.add({ ...contact, ownerId: null })
  }
  /** Contacts are in other books now, or in none; those in memory follow at once. */
  assign(holders: ReadonlyMap<string, string | null>): void {
    for (const [entryId, assignedTo] of holders) {
      const contact = this.line.remove(entryId)
      if (contact) this.keep({ ...contact, assignedTo })
    }
    this.forget()
    this.books.forget()
  }
  /** The books of those who are gone wait in the database; those of who came are taken up. */
  lookAtBooks(): void {
    for (const contact of this.books.takeLeft()) this.putBack(contact)
    this.refillBooks()
  }
  contacts(): Iterable<Contact> {
    return this.line.contacts()
  }

  /** The next contact that may be called; those who may not are closed on the way. */
  next(agentId: string | null): Contact | undefined {
    const teamId = agentId ? this.teamOf(agentId) : null
    // Until it is known what is in the book, nobody from the shared line comes before it.
    if (agentId && !this.books.knows([agentId, teamId])) return this.refillBooks()
    return this.firstAllowed(agentId, (now) => this.line.take(now, agentId, teamId))
  }
  /** The callback due that this agent has promised, else the next in the book. */
  nextOwn(agentId: string): Contact | undefined {
    return this.firstAllowed(agentId, (now) => this.line.takeOwn(now, agentId, this.teamOf(agentId)))
  }
  /** The next who is locked out, for an agent kept for the call. */
  nextLocked(agentId: string): Contact | undefined {
    return this.firstAllowed(agentId, (now) => this.line.takeLocked(now))
  }
  private firstAllowed(agentId: string | null, take: (now: number) => Contact | undefined): Contact | undefined {
    for (;;) {
      const contact = take(this.floor.clock.nowMs())
      if (!contact || this.mayCall(contact, { agentId })) return contact
    }
  }
  /** A contact that must not be called is closed; one that must not be called yet comes again when it may be. */
  mayCall(contact: Contact, asking: Asking): boolean {
    return this.whyNot(contact, asking) === undefined
  }
  /** Why this contact must not be called now, having dealt with it; undefined where it may be. */
  whyNot(contact: Contact, asking: Asking): HeldBack | 'takenBack' | 'noLine' | undefined {
    const held = this.whyHeldBack(contact, asking)
    if (held) return held
    return this.floor.lines.waysFor(contact.number, asking.byHand) === 'full' ? this.letWait(contact) : undefined
  }
  /** The same, whatever lines there are: undefined where only they may be in the way. */
  whyHeldBack(contact: Contact, asking: Asking): HeldBack | 'takenBack' | undefined {
    if (this.isTakenBack(contact)) {
      this.settle(contact, { close: 'batchReverted' }, null)
      return 'takenBack'
    }
    if (!contact.ownerId && this.floor.screened.get(contact.campaignId)?.has(contact.entryId)) {
      this.settle(contact, { close: 'screened' }, null)
      return 'takenBack'
    }
    const answer = this.floor.gate.ask(dialOf(this.served.campaign, contact, asking))
    if (answer.allowed) return undefined
    const { rule, until } = answer
    const later = Math.max(until ?? 0, this.floor.clock.nowMs() + 1000)
    this.settle(contact, until === null ? { close: closedAs(rule) } : { dueAt: new Date(later) }, null)
    return answer
  }

  /** Its batch was taken back, and no other brought it. */
  isTakenBack({ entryId }: Contact): boolean {
    return this.floor.reverted.has(entryId)
  }

  /** The trunks that may call this number are full, others are not: whom those may call comes first. */
  private letWait(contact: Contact): 'noLine' {
    const ways = this.floor.lines.waysOf(contact.number)
    if (this.isWanted(contact)) this.line.putOff(contact, ways, this.lockedUntil(contact))
    else this.putBack(contact)
    return 'noLine'
  }
  bringBack(): void {
    this.fullTrunks.bringBack()
  }
  private waitForWay(): void {
    this.served.flights.waitForWay()
    this.served.say({ kind: 'lineLimit' })
  }

  /** What such an ending means for the contact: closed, or due again. */
  follow(contact: Contact, ending: Ending, outcome: string | null): void {
    const tried = triedAs(ending)
    if (tried) contact.triesByCause[tried] = (contact.triesByCause[tried] ?? 0) + 1
    this.settle(
      contact,
      nextStep(this.served.campaign.attemptPolicy, { ...contact, ...ending, now: this.floor.clock.now() }),
      outcome,
    )
  }

  /** No attempt of theirs: the call never left our house. They wait a little, for others may have a way where they have none. */
  retry(contact: Contact): void {
    contact.attempts = Math.max(0, contact.attempts - 1)
    this.settle(contact, { dueAt: new Date(this.floor.clock.nowMs() + noWayRetryMs) }, null)
  }

  settle(contact: Contact, step: { close: string } | { dueAt: Date }, lastOutcome: string | null): void {
    const at = this.floor.clock.nowMs()
    const closed = 'close' in step
    if (!closed) contact.dueAt = step.dueAt.getTime()
    if (closed) this.closed++
    const stays =
      !closed &&
      !this.isTakenBack(contact) &&
      this.served.isRunning &&
      (contact.ownerId !== null || this.isToBeHeld(contact))
    const state = closed ? 'closed' : stays ? 'reserved' : 'waiting'
    this.floor.journal.append<Settled>(settled, {
      ...contact,
      state,
      lastOutcome,
      closeReason: closed ? step.close : null,
      at,
      fencing: this.floor.fencing,
    })
    if (stays) this.add(contact)
  }

  private isToBeHeld(contact: Contact): boolean {
    return contact.assignedTo === null ? contact.dueAt < this.loadedUntil : this.books.holds(contact)
  }

  /** Takes back a contact in hand that was not called after all. */
  keep(contact: Contact): void {
    if (this.isWanted(contact)) this.add(contact)
    else this.putBack(contact)
  }
  private isWanted({ ownerId, assignedTo }: Contact): boolean {
    const hasHolder = ownerId !== null || assignedTo === null || this.served.holders().has(assignedTo)
    return this.served.isRunning && hasHolder
  }
  private add(contact: Contact): void {
    this.line.add(contact, this.lockedUntil(contact))
  }
  private lockedUntil({ abandonedAt }: Contact): number {
    return abandonedAt === null ? 0 : abandonedAt + this.served.campaign.lockOutHours * 3_600_000
  }
  /** The lock-out lasts for another time than it did. */
  lockAnew(): void {
    for (const contact of this.line.clear()) this.add(contact)
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

  refillIfLow(): void {
    const { size, promised, locked, booked } = this.line
    if (size - promised - locked - booked - this.line.sharedPutOff() < this.served.lowWater()) this.refill()
    this.refillBooks()
  }
  private refillBooks(): undefined {
    this.books.refill(
      (contact) => this.keep(contact),
      (error) => this.onTrouble(error),
    )
  }
  private onTrouble(error: unknown): void {
    this.floor.base.log.warn({ err: error, campaignId: this.served.campaign.id }, 'contacts could not be loaded')
    this.waitForDatabase()
  }

  /** Resolves when no contact is on its way into memory: neither there yet nor to be had from the database. */
  async settled(): Promise<void> {
    await this.loadingEnds
    await this.books.settled()
  }
  /** Takes more contacts into memory, holding a running clock meanwhile. */
  private refill(): void {
    const now = this.floor.clock.nowMs()
    if (this.loading || this.loadedUntil > now + aheadMs / 2) return
    const prefixes = this.fullTrunks.wantedPrefixes()
    if (prefixes === undefined) return
    this.loading = true
    const release = this.floor.clock.hold()
    const until = now + aheadMs
    const limit = 3 * this.served.lowWater()
    // Contacts just settled must be on record before we look for those waiting.
    this.loadingEnds = this.floor.journal
      .writtenNow()
      .then(() => this.loadPromises())
      .then(() =>
        reserve(this.floor.base.database.engine, this.served.campaign.id, {
          until: new Date(until),
          limit,
          fencing: this.floor.fencing,
          prefixes,
        }),
      )
      .then((contacts) => {
        const isAll = contacts.length < limit
        if (prefixes && isAll) this.fullTrunks.noteScarce(prefixes)
        this.loaded(contacts, prefixes === null && isAll ? until : 0)
      })
      .catch((error: unknown) => this.onTrouble(error))
      .finally(() => {
        this.loading = false
        release()
      })
  }
  private async loadPromises(): Promise<void> {
    if (this.promisesLoaded || !this.served.isRunning) return
    this.promisesLoaded = true
    const { base, fencing } = this.floor
    const contacts = await reservePromised(base.database.engine, this.served.campaign.id, fencing)
    for (const contact of contacts) this.keep(contact)
  }
  private loaded(contacts: readonly Contact[], loadedUntil: number): void {
    if (!this.served.isRunning) {
      for (const contact of contacts) this.putBack(contact)
      return
    }
    for (const contact of contacts) this.add(contact)
    this.loadedUntil = loadedUntil
    this.loading = false
    if (contacts.length > 0 || this.line.countDue(this.floor.clock.nowMs()) > 0) this.served.consider()
    else this.wait()
  }

  /** Nothing is due: asks the database once, then sleeps until the next contact is. */
  wait(): void {
    const now = this.floor.clock.nowMs()
    this.refillBooks()
    // What is on its way considers anew once it is here.
    if (this.books.isLoading) return this.served.say({ kind: 'loading' })
    if (this.fullTrunks.areMany) {
      this.refill()
      return this.waitForWay()
    }
    if (this.loadedUntil <= now + aheadMs / 2) {
      if (!this.loading) this.refill()
      if (this.loadedUntil <= now) return this.served.say({ kind: 'loading' })
    }
    if (this.line.putOffCount > 0) return this.waitForWay()
    const inMemory = this.line.nextDueAt(now)
    if (inMemory !== undefined && inMemory <= this.loadedUntil) return this.restUntil(inMemory, inMemory - now)
    const release = this.floor.clock.hold()
    this.floor.journal
      .writtenNow()
      .then(() => this.recount(now))
      .then(() => nextDue(this.floor.base.database.engine, this.served.campaign.id, [...this.served.holders()]))
      .then(({ dueAt: onRecord, elsewhere }) => {
        const dueAt = Math.min(onRecord ?? Number.POSITIVE_INFINITY, inMemory ?? Number.POSITIVE_INFINITY)
        if (dueAt === Number.POSITIVE_INFINITY)
          return elsewhere ? this.served.say({ kind: 'inBooks' }) : this.finishList()
        this.restUntil(dueAt, Math.max(1000, Math.min(dueAt - now, aheadMs / 2)))
      })
      .catch(() => this.waitForDatabase())
      .finally(release)
  }
  /** Counting a long list takes its time: not at every event. */
  private async recount(now: number): Promise<void> {
    if (this.onRecord && now - this.onRecord.at < recountAfterMs) return
    this.onRecord = { count: await countWaiting(this.floor.base.database.engine, this.served.campaign.id), at: now }
  }
  private restUntil(dueAt: number, retryAfterMs: number): void {
    const count = this.onRecord && this.onRecord.count + this.line.size
    this.served.say({ kind: 'resting', until: new Date(dueAt).toISOString(), count })
    this.retryAfter(Math.max(1, retryAfterMs))
  }
  /** Nobody waits any more; the first time round, those a lost process had taken are looked for. */
  private async finishList(): Promise<void> {
    const { base, fencing } = this.floor
    const isNews = this.served.binding.kind !== 'listDone' && this.served.isIdle
    if (isNews && (await releaseForgotten(base.database.engine, this.served.campaign.id, fencing)) > 0) {
      this.forget()
      return this.served.consider()
    }
    this.served.say({ kind: this.served.isIdle ? 'listDone' : 'allAgentsBusy' })
  }
  /** No call is placed that could not be written down. */
  waitForDatabase(): void {
    this.served.say({ kind: 'databaseAway' })
    this.retryAfter(1000)
  }
  /** A rule lets nobody be called until then, as far as known. */
  lookAgainAt(moment: number | null): void {
    const now = this.floor.clock.nowMs()
    this.retryAfter(Math.max(1000, Math.min((moment ?? now) - now, aheadMs / 2)))
  }
  private retryAfter(milliseconds: number): void {
    this.cancelRetry()
    this.cancelRetry = this.floor.clock.after(milliseconds, () => this.served.consider())
  }
}
