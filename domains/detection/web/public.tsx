import { DetectionAlarm as Alarm, CampaignDetection as OfCampaign } from './CampaignDetection.tsx'

/** What finding out who answered brings and costs a campaign. */
export const CampaignDetection = OfCampaign
/** A warning where too many persons are taken for machines. */
export const DetectionAlarm = Alarm
