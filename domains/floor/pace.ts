/** When customers may be called today, as moments in milliseconds since 1970. */
export type Opening = { from: number; to: number }

/** Which part of today's calling hours has passed, from 0 to 1; undefined on a day without any. */
export const sharePassed = (openings: readonly Opening[], at: number): number | undefined => {
  let [passed, whole] = [0, 0]
  for (const { from, to } of openings) {
    whole += to - from
    passed += Math.max(0, Math.min(at, to) - from)
  }
  return whole > 0 ? passed / whole : undefined
}

/** How many successes the plan expects by then: the day's target in step with its calling hours. */
export const plannedBy = (target: number, openings: readonly Opening[], at: number): number | undefined => {
  const share = sharePassed(openings, at)
  return share === undefined ? undefined : target * share
}

/** What is to be reached today: what is missing at the day's start, spread evenly over the days left to call. */
export const targetOfToday = (target: number, reachedBefore: number, daysLeft: number): number =>
  Math.ceil(Math.max(0, target - reachedBefore) / Math.max(1, daysLeft))
