import { handlingText } from '../handling-text.ts'
import { CampaignHandling as OfCampaign } from './CampaignHandling.tsx'

/** Whom a campaign hands customers to, to read and to change. */
export const CampaignHandling = OfCampaign
/** What that is called. */
export const handlingTitle = handlingText.rules
