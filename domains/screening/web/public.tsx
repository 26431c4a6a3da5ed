export { CampaignScreening } from './CampaignScreening.tsx'
