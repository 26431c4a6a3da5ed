import { CampaignDetection as OfCampaign } from './CampaignDetection.tsx'

/** What finding out who answered brings and costs a campaign, with a warning where too many persons are taken for machines. */
export const CampaignDetection = OfCampaign
