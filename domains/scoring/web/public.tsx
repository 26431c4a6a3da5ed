import { CampaignScoring as Panel } from './CampaignScoring.tsx'

/** Whom a campaign had better call first, how sure that is, and why; the switch and the training. */
export const CampaignScoring = Panel
