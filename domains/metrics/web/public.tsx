import { CampaignFunnel as FunnelSheet } from './CampaignFunnel.tsx'
import { CampaignHours as HoursSheet } from './CampaignHours.tsx'
import { CampaignIndicators as IndicatorsSheet } from './CampaignIndicators.tsx'
import { useProgressColumns as progressColumns } from './CampaignProgress.tsx'

/** How many records of a campaign came how far. */
export const CampaignFunnel = FunnelSheet
/** A campaign's day hour by hour. */
export const CampaignHours = HoursSheet
/** Every measure of a campaign in a period. */
export const CampaignIndicators = IndicatorsSheet
/** Columns that show how far campaigns have come. */
export const useProgressColumns = progressColumns
