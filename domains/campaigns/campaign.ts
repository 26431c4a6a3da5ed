import type { Words } from '#contract/words.ts'
import type { OutcomeKind } from './outcome.ts'

export const campaignStates = ['draft', 'inReview', 'ready', 'running', 'paused', 'finished', 'reviewed'] as const
export type CampaignState = (typeof campaignStates)[number]
export const campaignMoveNames = [
  'submit',
  'approve',
  'start',
  'pause',
  'resume',
  'finish',
  'review',
  'reopen',
] as const
export type CampaignMove = (typeof campaignMoveNames)[number]
type Moves = Record<CampaignState, Partial<Record<CampaignMove, CampaignState>>>

/** Read as: in this state, by this move, to that state. Reopening always goes one stage back, never around a gate. */
export const campaignMoves: Moves = {
  draft: { submit: 'inReview' },
  inReview: { approve: 'ready', reopen: 'draft' },
  ready: { start: 'running', reopen: 'draft' },
  running: { pause: 'paused', finish: 'finished' },
  paused: { resume: 'running', finish: 'finished' },
  finished: { review: 'reviewed', reopen: 'paused' },
  reviewed: { reopen: 'finished' },
}

/** What may still be changed: everything while planning, only the dials of the machine once customers are being called. */
export const mayPlan = (state: CampaignState): boolean => state === 'draft'
export const mayTune = (state: CampaignState): boolean => state !== 'finished' && state !== 'reviewed'

export const campaignTypes = ['sales', 'satisfaction', 'revisit', 'verification', 'survey', 'invitation'] as const
export type CampaignType = (typeof campaignTypes)[number]
type TypeMeaning = { name: Words; success: Words; explained: Words; counts: readonly OutcomeKind[] }

/** What each kind of campaign calls a success; the desk records it as an outcome of one of the kinds that count. */
export const typeMeanings: Record<CampaignType, TypeMeaning> = {
  sales: {
    name: { zh: '电话营销', en: 'Telesales' },
    success: { zh: '成交', en: 'Sale' },
    explained: { zh: '客户在通话中同意购买', en: 'The customer agrees to buy during the call' },
    counts: ['success'],
  },
  satisfaction: {
    name: { zh: '客户满意度调查', en: 'Satisfaction survey' },
    success: { zh: '完成问卷', en: 'Survey completed' },
    explained: { zh: '客户答完全部必答题', en: 'The customer answers every required question' },
    counts: ['success'],
  },
  revisit: {
    name: { zh: '客户回访', en: 'Customer revisit' },
    success: { zh: '完成回访', en: 'Revisit completed' },
    explained: { zh: '与本人谈完回访要点', en: 'The points of the revisit are settled with the customer' },
    counts: ['success'],
  },
  verification: {
    name: { zh: '数据核实', en: 'Data verification' },
    success: { zh: '核实完成', en: 'Data verified' },
    explained: { zh: '资料已由本人确认或更正', en: 'The customer confirms or corrects the data' },
    counts: ['success'],
  },
  survey: {
    name: { zh: '问卷调查', en: 'Questionnaire' },
    success: { zh: '完成问卷', en: 'Questionnaire completed' },
    explained: { zh: '受访者答完全部必答题', en: 'The respondent answers every required question' },
    counts: ['success'],
  },
  invitation: {
    name: { zh: '会议邀请', en: 'Invitation' },
    success: { zh: '同意参会', en: 'Invitation accepted' },
    explained: { zh: '客户明确答应出席', en: 'The customer clearly promises to attend' },
    counts: ['success'],
  },
}
/** Whether an outcome of that kind is what this campaign calls a success. */
export const isSuccess = (type: CampaignType, kind: OutcomeKind): boolean => typeMeanings[type].counts.includes(kind)

export const purposes = ['retain', 'grow', 'acquire'] as const
export type Purpose = (typeof purposes)[number]
export const dialModes = ['manual', 'preview', 'progressive', 'predictive'] as const
export type DialMode = (typeof dialModes)[number]

/** When it is found out whether a machine answered: never, before an agent is joined, or while they already talk. */
export const machineDetections = ['off', 'before', 'while'] as const
export type MachineDetection = (typeof machineDetections)[number]

/** Predictive dialling abandons calls, and whoever is abandoned must hear in whose name it was. */
export const lacksSeller = ({ mode, sellerId }: { mode: DialMode; sellerId: string | null }): boolean =>
  mode === 'predictive' && sellerId === null

/** The pool a campaign calls under, the preferred number first; empty where it has none. */
export const callerIdsOf = ({
  callerId,
  moreCallerIds = [],
}: {
  callerId: string
  moreCallerIds?: readonly string[] | undefined
}): string[] => [callerId, ...moreCallerIds].filter((number) => number !== '')
