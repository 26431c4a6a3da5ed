import { CallRecording as OfCall } from './CallRecording.tsx'
import { CampaignRecording as OfCampaign } from './CampaignRecording.tsx'
import { LiveRecording as Live } from './LiveRecording.tsx'

/** The recording of a call: to hear, or why there is none. */
export const CallRecording = OfCall
/** What a campaign records, to read and to change. */
export const CampaignRecording = OfCampaign
/** At the desk: that the call is being recorded, and the pause. */
export const LiveRecording = Live
