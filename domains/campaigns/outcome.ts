/** What an outcome means to a campaign, whatever a centre names it. */
export const outcomeKinds = [
  'success',
  'callback',
  'noDecision',
  'refusal',
  'wrongPerson',
  'voicemail',
  'invalid',
  'complaint',
  'doNotCall',
  'abandoned',
  'unreached',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]
