/** Cases with the property among all cases of one period. */
export type Lot = { key: string; events: number; of: number }
/** Why a period stands out. */
export const ruleNames = ['beyond', 'twoOfThree', 'runOfEight', 'trendOfSix'] as const
export type RuleName = (typeof ruleNames)[number]
export type Controlled<T> = T & {
  /** Null where there were no cases. */
  rate: number | null
  lower: number | null
  upper: number | null
  broken: RuleName[]
}

type Scored = { z: number; rate: number; of: number }
const sideOf = (z: number): number => Math.sign(z)
const sameSide = (lots: readonly Scored[]): boolean =>
  lots.every(({ z }) => z !== 0 && sideOf(z) === sideOf(lots[0]?.z ?? 0))
const steady = (lots: readonly Scored[]): boolean => {
  const steps = lots.slice(1).map(({ rate }, place) => Math.sign(rate - (lots[place]?.rate ?? 0)))
  return steps.every((step) => step !== 0 && step === steps[0])
}
const twoOfThree = (lots: readonly Scored[]): boolean => {
  const last = lots.at(-1)
  if (!last || Math.abs(last.z) <= 2) return false
  return lots.filter(({ z }) => Math.abs(z) > 2 && sideOf(z) === sideOf(last.z)).length >= 2
}

/** The rules broken by the last of these periods, as seen from it backwards. */
const brokenBy = (upToNow: readonly Scored[]): RuleName[] => {
  const last = (count: number) => (upToNow.length < count ? undefined : upToNow.slice(-count))
  const [three, six, eight] = [upToNow.slice(-3), last(6), last(8)]
  return [
    ...(Math.abs(upToNow.at(-1)?.z ?? 0) > 3 ? (['beyond'] as const) : []),
    ...(twoOfThree(three) ? (['twoOfThree'] as const) : []),
    ...(eight && sameSide(eight) ? (['runOfEight'] as const) : []),
    ...(six && steady(six) ? (['trendOfSix'] as const) : []),
  ]
}

/**
 * A p-chart: the centre p̄ is all events ÷ all cases, limits are p̄ ± 3·√(p̄·(1−p̄)/n) with the n of each period, kept
 * within 0 and 1 (W. A. Shewhart, Economic Control of Quality of Manufactured Product, 1931; D. C. Montgomery,
 * Introduction to Statistical Quality Control, "control charts for fraction nonconforming").
 *
 * Besides a point beyond the limits three sensitising rules mark a period (Western Electric, Statistical Quality Control
 * Handbook, 1956; six in a row rising or falling: Montgomery): two of three beyond two standard deviations on one side,
 * eight in a row on one side. They run over deviations in units of each period's own standard deviation, because
 * samples differ. Periods without cases are gaps and count for no rule.
 */
export const controlLimits = <T extends Lot>(
  lots: readonly T[],
): { centre: number | null; points: Controlled<T>[] } => {
  const cases = lots.reduce((sum, { of }) => sum + Math.max(0, of), 0)
  if (cases === 0) {
    return { centre: null, points: lots.map((lot) => ({ ...lot, rate: null, lower: null, upper: null, broken: [] })) }
  }
  const centre = lots.reduce((sum, { events, of }) => sum + (of > 0 ? events : 0), 0) / cases
  const scored: Scored[] = []
  const points = lots.map((lot): Controlled<T> => {
    if (lot.of <= 0) return { ...lot, rate: null, lower: null, upper: null, broken: [] }
    const rate = lot.events / lot.of
    // Counts against something smaller may exceed it; such a figure has no binomial limits.
    const deviation = Math.sqrt(Math.max(0, centre * (1 - centre)) / lot.of)
    scored.push({ rate, of: lot.of, z: deviation === 0 ? 0 : (rate - centre) / deviation })
    return {
      ...lot,
      rate,
      lower: Math.max(0, centre - 3 * deviation),
      upper: Math.min(Math.max(1, centre), centre + 3 * deviation),
      broken: brokenBy(scored),
    }
  })
  return { centre, points }
}
