export const problemCodes = [
  'emptyFlow',
  'idTwice',
  'unknownNext',
  'unreachable',
  'noExit',
  'keyTwice',
  'keyConfirms',
  'noPrompt',
  'unknownPrompt',
  'digitsBackwards',
  'digitsForReading',
  'moreThanThereAre',
  'noCampaign',
  'unknownCampaign',
  'handsOverSurvey',
  'noRating',
  'ratedTwice',
  'ratingIncomplete',
  'ratingOutsideSurvey',
  'recordingOff',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** What is wrong with a flow, beside the step and field it belongs to; words stand in `problemWords`. */
export type FlowProblem = {
  code: ProblemCode
  stepId: string | null
  field: string | null
  /** What the words name: a key, a prompt, a step. */
  params: Record<string, string>
}
