import type { Words } from '#contract/words.ts'

/** What is kept and one day let go. */
export const retentionKinds = ['recording', 'call', 'block', 'consent'] as const
export type RetentionKind = (typeof retentionKinds)[number]
export const kindWords: Record<RetentionKind, Words> = {
  recording: { zh: '录音', en: 'Recordings' },
  call: { zh: '通话记录', en: 'Call records' },
  block: { zh: '拦截记录', en: 'Blocks' },
  consent: { zh: '同意记录', en: 'Consent' },
}

export type RetentionDays = { leastDays: number; mostDays: number }
const dayMs = 86_400_000

/** What is older than this moment is past the most days it may be kept. */
export const cutoffOf = ({ mostDays }: RetentionDays, now: Date): Date => new Date(now.getTime() - mostDays * dayMs)

/** Whether a record of that age must be kept still. */
export const mustBeKept = ({ leastDays }: RetentionDays, at: Date, now: Date): boolean =>
  at.getTime() > now.getTime() - leastDays * dayMs

/**
 * Before when calls go: past their own days, and where a recording hangs on a call not before the recording's least.
 * Without a rule for recordings nothing is known of these, so calls with one stay.
 */
export const callCutoffs = (
  call: RetentionDays,
  recording: RetentionDays | undefined,
  now: Date,
): { bare: Date; recorded: Date | null } => {
  const bare = cutoffOf(call, now)
  if (!recording) return { bare, recorded: null }
  const kept = now.getTime() - recording.leastDays * dayMs
  return { bare, recorded: new Date(Math.min(bare.getTime(), kept)) }
}

/** When the oldest record there is will be past its most days; null where there is none. */
export const nextDue = ({ mostDays }: RetentionDays, oldest: Date | null): Date | null =>
  oldest === null ? null : new Date(oldest.getTime() + mostDays * dayMs)
