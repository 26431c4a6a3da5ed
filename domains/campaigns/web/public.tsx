import { AbandonTarget as Target } from './AbandonTarget.tsx'
import { CampaignActions as Actions } from './CampaignActions.tsx'
import { CampaignGates as Gates } from './CampaignGates.tsx'
import { CampaignPlan as Plan, CampaignStory as Story } from './CampaignStory.tsx'
import { CampaignTable as Table } from './CampaignTable.tsx'
import { useCampaignField as campaignField } from './campaign-field.ts'
import { stateTones } from './state-tones.ts'

export type { ProgressColumns } from './CampaignTable.tsx'

/** The list of campaigns with its search; how far each has come is shown by whoever knows. */
export const CampaignTable = Table
/** Buttons for the moves of the present state, editing and copying. */
export const CampaignActions = Actions
/** The nine steps and who signed them. */
export const CampaignGates = Gates
/** How the campaign came to its state. */
export const CampaignStory = Story
/** The plan as it stands. */
export const CampaignPlan = Plan
/** How a state looks as a tag. */
export const campaignTones = stateTones
/** A search by campaign. */
export const useCampaignField = campaignField
/** The share of answered calls it may abandon, set right there. */
export const AbandonTarget = Target
