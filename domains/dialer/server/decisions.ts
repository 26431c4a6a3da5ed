import { sayBlock } from '#domains/compliance/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { Contact } from '../waiting-line.ts'
import { campaigningOf } from './asking.ts'
import type { Binding, Floor } from './dialling.ts'
import type { Flights } from './flights.ts'
import type { Offers } from './offers.ts'
import type { Predictive } from './predictive.ts'
import type { Seats } from './seats.ts'
import type { Served, Stock } from './stock.ts'

/** What deciding needs of its campaign. */
export type Decided = Served & {
  readonly isOpen: boolean
  readonly flights: Flights
  readonly seats: Seats
  readonly stock: Stock
  readonly offers: Offers
  readonly predictive: Predictive
  place(contact: Contact, agent: LiveAgent | null): unknown
}

/** Decides for one campaign, at this moment, whom to call and for whom, and says what keeps it from calling more. */
export class Decisions {
  private readonly floor: Floor
  private readonly campaign: Decided

  constructor(floor: Floor, campaign: Decided) {
    this.floor = floor
    this.campaign = campaign
  }

  decide(): void {
    const { isOpen, stock, predictive } = this.campaign
    predictive.rest()
    // Where nothing is predicted every free agent is called for, so none needs to be kept.
    if (this.campaign.campaign.mode !== 'predictive') this.campaign.seats.letGo(() => false, this.floor.clock.nowMs())
    if (!isOpen) return
    if (this.floor.journal.away) return stock.waitForDatabase()
    if (this.isCutOff()) return
    if (this.isHeldBack()) return
    this.campaign.stock.bringBack()
    switch (this.campaign.campaign.mode) {
      case 'predictive':
        return this.predict()
      case 'progressive':
        return this.callForEach()
      case 'preview':
        return this.offerToEach()
      default:
        return this.leaveToAgents()
    }
  }

  /** Nothing can leave our house: nobody is called, and nobody's contact used up, until the telephone system says it can. */
  private isCutOff(): boolean {
    const { flights } = this.campaign
    if (!flights.noWay) return false
    this.campaign.say({ kind: flights.waitForRoom() })
    return true
  }

  /** A rule lets nobody of this campaign be called now: its registry is out of date, or its caller id has had enough. */
  private isHeldBack(): boolean {
    const barrier = this.floor.gate.barrier(campaigningOf(this.campaign.campaign))
    if (!barrier) return false
    const until = barrier.until === null ? null : new Date(barrier.until).toISOString()
    this.campaign.say({ kind: 'heldBack', until, why: sayBlock(barrier.rule, barrier.params) })
    this.campaign.stock.lookAgainAt(barrier.until)
    return true
  }

  /** As many calls as pacing thinks right, for nobody in particular. */
  private predict(): void {
    const { stock, seats, predictive } = this.campaign
    if (!predictive.knowsPast) {
      this.campaign.say({ kind: 'loading' })
      return predictive.recall()
    }
    this.keepGuarantees()
    const wanted = predictive.callsToPlace()
    const most = Math.min(wanted, this.campaign.flights.room)
    for (let placed = 0; placed < most; placed++) {
      if (this.isHeldBack()) return
      const contact = stock.next(null)
      if (!contact) return stock.wait()
      this.campaign.place(contact, null)
    }
    this.say(wanted > most ? { kind: this.campaign.flights.waitForRoom() } : this.whyNoMore(wanted > 0))
    stock.refillIfLow()
    if (seats.isAnyoneAtWork && stock.hasDue) predictive.thinkAgain()
  }
  private whyNoMore(hasPlaced: boolean): Binding {
    const limit = this.campaign.predictive.pacing.terms?.limit
    if (limit === 'ledgerSpent' || limit === 'customerWaiting' || limit === 'networkFault') return { kind: limit }
    return this.isDialling(hasPlaced)
  }

  /**
   * A callback is made for its agent, who is in a book for the book's agent, and who was abandoned is called only for an agent kept for the call. Nothing else
   * is counted on from that agent from then on; the call goes out once those that were ringing then, and counted on
   * this agent, are covered by others or over.
   */
  private keepGuarantees(): void {
    const { stock, seats, predictive } = this.campaign
    const now = this.floor.clock.nowMs()
    const needed = this.guarantors()
    seats.letGo(({ id }) => needed.has(id), now)
    for (const id of needed) seats.keep(id, now)
    for (const agent of seats.kept()) {
      const hasWaited = now - seats.keep(agent.id, now) >= predictive.ringForMs()
      if (!hasWaited && !predictive.isCovered) continue
      if (this.campaign.flights.room <= 0) return void this.campaign.flights.waitForRoom()
      if (this.isHeldBack()) return
      const contact = stock.nextOwn(agent.id) ?? stock.nextLocked(agent.id)
      if (contact) this.campaign.place(contact, agent)
    }
  }

  /** Those who owe a callback or have somebody due in their book; one more, whose turn it is, for the next who is locked out. */
  private guarantors(): Set<string> {
    const { stock, seats } = this.campaign
    const owing = new Set<string>()
    for (const { id } of seats.agents()) if (stock.owes(id)) owing.add(id)
    if (!stock.hasLockedDue) return owing
    const next = [...seats.kept(), ...seats.free()].find(({ id }) => !owing.has(id))
    return next ? owing.add(next.id) : owing
  }

  /** One call for each free agent, so nobody answers to silence. */
  private callForEach(): void {
    const { stock, seats } = this.campaign
    const free = seats.free()
    const most = Math.min(free.length, this.campaign.flights.room)
    let short = false
    for (const agent of free.slice(0, most)) {
      if (this.isHeldBack()) return
      const contact = stock.next(agent.id)
      if (contact) this.campaign.place(contact, agent)
      // Nobody for this agent; the next one may have been promised to a customer.
      else short = true
    }
    if (short) return stock.wait()
    this.say(free.length > most ? { kind: this.campaign.flights.waitForRoom() } : this.isDialling(free.length > 0))
    stock.refillIfLow()
  }
  private offerToEach(): void {
    const { stock, seats, offers } = this.campaign
    if (!offers.offerAll(seats.free())) stock.wait()
    this.leaveToAgents()
  }
  private leaveToAgents(): void {
    this.say({ kind: 'agentsDialThemselves' })
    this.campaign.stock.refillIfLow()
  }

  private isDialling(hasPlaced: boolean): Binding {
    const { seats, flights } = this.campaign
    return { kind: hasPlaced || flights.size > 0 || seats.free().length > 0 ? 'dialling' : 'allAgentsBusy' }
  }
  private say(binding: Binding): void {
    const { seats, stock } = this.campaign
    if (seats.size > 0) return this.campaign.say(binding)
    // With nobody in memory only the database knows whether agents are missed at all, or the list is done.
    if (stock.size === 0) return stock.wait()
    this.campaign.say({ kind: 'noAgents' })
  }
}
