import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { Contact } from '../waiting-line.ts'
import type { Floor } from './dialling.ts'
import type { Stock } from './stock.ts'

/** Contacts shown to agents who press "dial" themselves, one for each. */
export class Offers {
  private readonly floor: Floor
  private readonly stock: Stock
  private readonly shown = new Map<string, Contact>()
  private readonly changed: (agentId: string) => void

  constructor(floor: Floor, stock: Stock, changed: (agentId: string) => void) {
    this.floor = floor
    this.stock = stock
    this.changed = changed
  }

  get(agentId: string): Contact | undefined {
    return this.shown.get(agentId)
  }
  has(agentId: string): boolean {
    return this.shown.has(agentId)
  }
  /** One for each of these agents; false if somebody goes without. */
  offerAll(agents: readonly LiveAgent[]): boolean {
    // Nobody for this one does not end it: the next agent may have been promised to a customer.
    return agents.filter((agent) => this.offerNext(agent)).length === agents.length
  }
  /** Offers the next contact to an agent who asks for one; false if nobody is due. */
  offerNext(agent: LiveAgent): boolean {
    if (this.has(agent.id)) return true
    const contact = this.stock.next(agent.id)
    if (!contact) return false
    this.shown.set(agent.id, contact)
    this.changed(agent.id)
    this.tell(agent)
    return true
  }
  /** Takes one particular contact out of memory for an agent who calls it by hand. */
  takeContact(entryId: string, agentId: string): Contact | undefined {
    return this.get(agentId)?.entryId === entryId ? this.withdraw(agentId) : this.stock.remove(entryId)
  }
  withdraw(agentId: string, { putBack = false }: { putBack?: boolean } = {}): Contact | undefined {
    const contact = this.shown.get(agentId)
    if (!contact) return undefined
    this.shown.delete(agentId)
    this.changed(agentId)
    if (putBack) this.stock.keep(contact)
    return contact
  }
  /** Takes back what agents were about to dial. */
  withdrawAll(): void {
    for (const agentId of [...this.shown.keys()]) {
      this.withdraw(agentId, { putBack: true })
      const agent = this.floor.presence.find(agentId)
      if (agent) this.tell(agent)
    }
  }
  /** The agent would rather not call this contact now: it comes again later. False if none was offered. */
  skip(agentId: string, afterMs: number): boolean {
    const contact = this.withdraw(agentId)
    if (contact) this.stock.settle(contact, { dueAt: new Date(this.floor.clock.nowMs() + afterMs) }, null)
    return contact !== undefined
  }
  contacts(): Iterable<Contact> {
    return this.shown.values()
  }
  /** Drops this contact if it is shown to somebody. */
  drop(entryId: string): void {
    for (const [agentId, contact] of this.shown) if (contact.entryId === entryId) this.withdraw(agentId)
  }

  private tell(agent: LiveAgent): void {
    this.floor.presence.news.tell({ agent, was: agent.state, now: agent.state })
  }
}
