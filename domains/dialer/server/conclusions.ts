import type { LiveCall } from '#domains/calls/server/public.ts'
import type { Ending } from '#domains/campaigns/server/public.ts'
import type { Contact } from '../waiting-line.ts'
import type { Floor } from './dialling.ts'
import type { Stock } from './stock.ts'

export type Concluded = Ending & { ownerId?: string | null }

/** Conversations of one campaign that are over and whose outcome is awaited from their agent. */
export class Conclusions {
  private readonly floor: Floor
  private readonly stock: Stock
  private readonly awaited = new Map<string, Contact>()
  /** Said before the call was over, by agents who left the customer to a message or a survey. */
  private readonly early = new Map<string, Concluded>()

  constructor(floor: Floor, stock: Stock) {
    this.floor = floor
    this.stock = stock
  }

  get size(): number {
    return this.awaited.size
  }
  contacts(): Iterable<Contact> {
    return this.awaited.values()
  }
  await(callId: string, contact: Contact): void {
    this.awaited.set(callId, contact)
  }
  /** An agent has said what came of the conversation; false if nobody waits for that. */
  conclude(callId: string, ending: Concluded): boolean {
    const contact = this.awaited.get(callId)
    if (!contact) {
      this.keepUntilOver(callId, ending)
      return false
    }
    this.awaited.delete(callId)
    const said = this.early.get(callId) ?? ending
    this.early.delete(callId)
    contact.ownerId = said.ownerId ?? null
    this.stock.follow(contact, said, 'outcomeKind' in said ? said.outcomeKind : null)
    return true
  }
  private keepUntilOver(callId: string, ending: Concluded): void {
    const call = this.floor.calls.find(callId)
    if (call && call.record.endedAt === null && call.direction === 'out') this.early.set(callId, ending)
  }
  /** The agent is gone without saying what came of it. */
  concludeWithoutAgent(call: LiveCall): void {
    this.floor.calls.conclude(call.id, 'noDecision', 'noDecision', '')
    this.conclude(call.id, { outcomeKind: 'noDecision' })
  }
  /** An agent signed out in the middle of a wrap-up: nobody will say any more what came of that conversation. */
  concludeAllOf(agentId: string): void {
    for (const callId of [...this.awaited.keys()]) {
      const call = this.floor.calls.find(callId)
      if (call?.agentId === agentId) this.concludeWithoutAgent(call)
    }
  }
}
