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
    if (!contact) return false
    this.awaited.delete(callId)
    contact.ownerId = ending.ownerId ?? null
    this.stock.follow(contact, ending, 'outcomeKind' in ending ? ending.outcomeKind : null)
    return true
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
