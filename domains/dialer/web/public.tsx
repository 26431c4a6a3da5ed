import { AbandonedCalls } from './AbandonedCalls.tsx'
import { CampaignDialling as Panel } from './CampaignDialling.tsx'

/** Why a campaign dials, or does not, this instant; what that costs, and what is left of its list. */
export const CampaignDialling = Panel
/** The calls nobody took in time, counted and each of them. */
export const CampaignAbandoned = AbandonedCalls
