import { CampaignForecast as Panel } from './CampaignForecast.tsx'

/** What a campaign is expected to come to, beside what happens; what-if, and how good earlier forecasts were. */
export const CampaignForecast = Panel
