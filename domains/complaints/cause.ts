/** What complaints are told apart by; every one of them also narrows, so that each layer opens the next. */
export const causes = [
  'topic',
  'responsibility',
  'campaignType',
  'product',
  'campaignId',
  'region',
  'source',
  'month',
  'weekday',
  'hour',
] as const
export type Cause = (typeof causes)[number]

/** Stands for complaints of which that is not known, or not decided yet. */
export const notKnown = 'none'

/** By what to look next: the first that has not narrowed yet, in the order people ask. */
export const nextCause = (narrowed: Partial<Record<Cause, string | undefined>>, by: Cause): Cause =>
  causes.find((cause) => cause !== by && narrowed[cause] === undefined) ?? by
