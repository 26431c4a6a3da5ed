import type { CallOrder, LiveCall } from '#domains/calls/server/public.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { CallView } from '../pacing/pacing.ts'
import type { Contact } from '../waiting-line.ts'

/** A call under way: for the agent it was placed for or has been given to, or for nobody in particular yet. */
export class Flight implements CallView {
  readonly contact: Contact
  readonly call: LiveCall
  agentId: string | null
  /** The answer has been dealt with: told again, it means nothing. */
  isAnswered = false
  /** Who answered is being found out, so long nobody is joined: calls off the waiting. Null: it is not. */
  callOffListening: (() => void) | null = null
  /** A machine has answered: the call ends by itself, with a message on the tape if the campaign has one. */
  isWithMachine = false
  /** The node it was placed on as far as we know, for the agents there; null: nobody in particular's. */
  node: string | null = null
  /** The order to ring has left; before, it waits for its turn on the lines. */
  hasLeft = false
  /** The contact is in line elsewhere, or closed: what comes of the call changes nothing about it. */
  isDetached = false

  constructor(contact: Contact, call: LiveCall, agentId: string | null) {
    this.contact = contact
    this.call = call
    this.agentId = agentId
  }

  /** The share of abandoned calls is one of calls that were predicted; a campaign may have dialled otherwise before. */
  get isPredicted(): boolean {
    return this.call.mode === 'predictive'
  }
  get placedAt(): number {
    return this.call.record.placedAt
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

/** The contact of a customer who calls us, where it is not ours to keep. */
export const contactOf = (call: LiveCall): Contact => ({
  ...{ campaignId: call.campaignId, entryId: call.entryId, customerId: call.customerId, number: call.number },
  ...{ listId: call.listId, batchId: call.batchId, attempts: call.attemptNumber, attemptLimit: null },
  ...{ priority: 0, rank: 0.5, dueAt: call.record.placedAt, ringSeconds: null, triesByCause: {}, chance: null },
  ...{ ownerId: null, assignedTo: null, abandonedAt: null, lastCallerId: null },
})

/** Whom to call and about what; `attempts` counts the call to come. */
export const orderFor = (
  contact: Contact,
  campaign: Campaign,
): Omit<CallOrder, 'agent' | 'near' | 'callerId' | 'departs' | 'mayStillDial'> => ({
  campaignId: campaign.id,
  siteId: campaign.siteId,
  entryId: contact.entryId,
  customerId: contact.customerId,
  listId: contact.listId,
  batchId: contact.batchId,
  number: contact.number,
  mode: campaign.mode,
  scriptVersion: campaign.scriptVersion,
  attemptNumber: contact.attempts,
  machineDetection: campaign.machineDetection,
  ringForSeconds: contact.ringSeconds ?? campaign.attemptPolicy.ringSeconds,
})
