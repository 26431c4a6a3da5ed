import type { LiveCall } from '#domains/calls/server/public.ts'
import type { CallView } from '../pacing/pacing.ts'
import type { Contact } from '../waiting-line.ts'

/** A call under way: for the agent it was placed for or has been given to, or for nobody in particular yet. */
export class Flight implements CallView {
  readonly contact: Contact
  readonly call: LiveCall
  agentId: string | null

  constructor(contact: Contact, call: LiveCall, agentId: string | null) {
    this.contact = contact
    this.call = call
    this.agentId = agentId
  }

  get placedAt(): number {
    return this.call.record.placedAt
  }
  get ringingAt(): number | null {
    return this.call.record.ringingAt
  }
  get batchId(): string {
    return this.call.batchId
  }
  get attemptNumber(): number {
    return this.call.attemptNumber
  }
  get chance(): number | null {
    return this.contact.chance
  }
}
