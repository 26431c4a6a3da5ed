import { type Campaign, type CampaignType, callerIdsOf } from '#domains/campaigns/server/public.ts'
import type { Campaigning, Dial } from '#domains/compliance/server/public.ts'
import type { Contact } from '../waiting-line.ts'

/** What a call of such a campaign is about, in the words people give consent in. */
const purposes: Record<CampaignType, Dial['purpose']> = {
  sales: 'sales',
  invitation: 'sales',
  satisfaction: 'service',
  revisit: 'service',
  verification: 'service',
  survey: 'survey',
}

/** What a campaign of that type calls for, in the words people give consent in. */
export const callPurposeOf = (type: CampaignType): Dial['purpose'] => purposes[type]

/** How a dial comes about; `agentId` is the agent kept for it, null where whoever is free takes the answer. */
export type Asking = { agentId: string | null; byHand?: boolean }

const kindOf = (
  { mode }: Campaign,
  { ownerId }: Pick<Contact, 'ownerId'>,
  { byHand = false }: Asking,
): Dial['kind'] => {
  if (byHand) return mode === 'preview' ? 'preview' : 'manual'
  if (ownerId !== null) return 'callback'
  return mode === 'preview' ? 'preview' : mode === 'manual' ? 'manual' : 'machine'
}

/** What the gate is asked of calling this contact now. */
export const dialOf = (
  campaign: Campaign,
  contact: Pick<Contact, 'number' | 'customerId' | 'entryId' | 'ownerId'>,
  asking: Asking,
): Dial => ({
  kind: kindOf(campaign, contact, asking),
  number: contact.number,
  customerId: contact.customerId,
  campaignId: campaign.id,
  entryId: contact.entryId,
  agentId: asking.agentId,
  jurisdiction: campaign.jurisdiction,
  purpose: purposes[campaign.type],
  timeZone: campaign.timeZone,
  lockOutHours: campaign.lockOutHours,
})
/** What the gate is asked of the campaign as a whole. */
export const campaigningOf = (campaign: Campaign): Campaigning => ({
  id: campaign.id,
  jurisdiction: campaign.jurisdiction,
  callerIds: callerIdsOf(campaign),
  purpose: purposes[campaign.type],
  timeZone: campaign.timeZone,
})

/** Under which name a contact is closed whom that rule holds back for good. */
export const closedAs = (rule: string): string =>
  ['customerSaidNo', 'onOurList', 'onCampaignList'].includes(rule) ? 'doNotCall' : rule
