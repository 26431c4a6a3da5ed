import type { Standing, WaitingPart } from './store.ts'

type Stretch = { stoppedAt: string; seconds: number }

/**
 * Lengths are told in whole seconds: the middle tells best on which side of the joining a stretch lies. What is told to
 * have none is shorter than half a second, and rather no conversation than anybody's trial.
 */
export const liesBefore = ({ stoppedAt, seconds }: Stretch, bridgedMs: number): boolean =>
  Date.parse(stoppedAt) - Math.max(seconds, 1) * 500 < bridgedMs

/**
 * Sound of before anybody of ours was on a call we placed, and no machine's as far as the machine said: nobody's recording.
 * What was recorded on trial and heard of in time never comes here; this is for what a process that died left behind.
 */
export const isNobodys = (
  part: Pick<WaitingPart, 'stoppedAt' | 'seconds'>,
  { isTrial, isOver, bridgedAt, isOrdered, isPlacedByUs }: Standing,
): boolean => {
  if (!isTrial) return isPlacedByUs && isOver && bridgedAt === null && !isOrdered
  return !isOrdered || bridgedAt === null || liesBefore(part, Date.parse(bridgedAt))
}
