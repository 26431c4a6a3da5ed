import type { Words } from '#contract/words.ts'

/**
 * What we know of a contact beside its attributes, as it was before the call. The hour of the call is not among them: it
 * says when to call, not whom.
 */
export const ownFeatures = {
  '@attempts': { zh: '本项目已拨次数', en: 'Attempts in this campaign' },
  '@earlierCalls': { zh: '过往项目拨打次数', en: 'Calls in earlier campaigns' },
  '@earlierTalks': { zh: '过往项目通话次数', en: 'Conversations in earlier campaigns' },
  '@earlierOutcome': { zh: '上次活动结果', en: 'Outcome of the last campaign' },
  '@daysSinceCall': { zh: '距上次拨打天数', en: 'Days since the last call' },
  '@province': { zh: '号码归属省份', en: 'Province of the number' },
  '@numberKind': { zh: '号码类型', en: 'Kind of number' },
  '@batch': { zh: '批次', en: 'Batch' },
} as const satisfies Record<string, Words>
export type OwnFeature = keyof typeof ownFeatures

/** Groups the rates of a campaign too young to learn from; a model that is learned does not see it. */
export const groupFeature = '@batch' satisfies OwnFeature

export const nameOfFeature = (name: string): Words =>
  Object.hasOwn(ownFeatures, name) ? ownFeatures[name as OwnFeature] : { zh: name, en: name }
