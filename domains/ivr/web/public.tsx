import { editorText } from '../editor-text.ts'
import { CampaignSurvey as OfCampaign } from './CampaignSurvey.tsx'
import { useSurvey as surveyOfCall } from './use-survey.ts'

/** Which survey a campaign has, to read and to change. */
export const CampaignSurvey = OfCampaign
/** At the desk: the survey the customer can be handed to. */
export const useSurvey = surveyOfCall
export const surveyWords = { hand: editorText.handToSurvey }
