import { z95 } from '#contract/interval.ts'
/** One part of a whole in two periods: sums, and the bounds of the ratio where the dictionary can tell them. */
export type Side = { numerator: number; denominator: number; low: number | null; high: number | null }
export type PartOfChange = { key: string | null; before: Side | null; now: Side | null }
export type Contribution = {
  key: string | null
  /** What the part's own change brought, at its mean weight. */
  rate: number
  /** What its bigger or smaller share in the whole brought. */
  mix: number
  total: number
  /** Bounds of `rate`, 95 %; null where none can be told. */
  low: number | null
  high: number | null
  /** False as well where nothing can be told: nobody is told a cause that may be chance. */
  proven: boolean
}
export type Interval = { low: number | null; high: number | null }

const nothing: Side = { numerator: 0, denominator: 0, low: null, high: null }
const ratio = ({ numerator, denominator }: Side): number | null => (denominator === 0 ? null : numerator / denominator)

export const isProven = ({ low, high }: Interval): boolean => low !== null && high !== null && (low > 0 || high < 0)

/**
 * The 95 % interval of a difference of two values that come with intervals of their own: MOVER (Zou and Donner,
 * Statistics in Medicine 27, 2008), which for Wilson bounds is Newcombe's method 10 (1998):
 * low = d − √((b − l_b)² + (u_a − a)²), high = d + √((u_b − b)² + (a − l_a)²) with d = b − a.
 */
export const intervalOfChange = (a: Side, b: Side): Interval => {
  const [from, to] = [ratio(a), ratio(b)]
  if (from === null || to === null || a.low === null || a.high === null || b.low === null || b.high === null)
    return { low: null, high: null }
  const change = to - from
  return {
    low: change - Math.hypot(to - b.low, a.high - from),
    high: change + Math.hypot(b.high - to, from - a.low),
  }
}

/**
 * The 95 % interval of a difference of two counts: (b − a) ± 1.96 √(a + b), as for two Poisson counts. Nothing at all in
 * both periods says nothing about the next.
 */
export const intervalOfCounts = (a: number, b: number): Interval => {
  if (a + b === 0) return { low: null, high: null }
  const half = z95 * Math.sqrt(a + b)
  return { low: b - a - half, high: b - a + half }
}

export const sumOf = (sides: readonly (Side | null)[]): Side =>
  sides.reduce<Side>(
    (sum, side) => ({
      ...nothing,
      numerator: sum.numerator + (side?.numerator ?? 0),
      denominator: sum.denominator + (side?.denominator ?? 0),
    }),
    nothing,
  )

/**
 * Splits the change of a ratio of sums R = Σ nᵢ ÷ Σ dᵢ exactly among its parts, each into a rate and a mix effect
 * (Kitagawa, JASA 50, 1955; symmetric, so that swapping the periods only turns the signs). With weights wᵢ = dᵢ ÷ Σ d,
 * rᵢ = nᵢ ÷ dᵢ and bars for the mean of both periods:
 *
 *   rateᵢ = w̄ᵢ · Δrᵢ      mixᵢ = Δwᵢ · (r̄ᵢ − R̄)      Σ (rateᵢ + mixᵢ) = ΔR
 *
 * A part that is there in one period only has no change of its own: all it brings is mix. Empty where one of the
 * periods has no basis at all. The interval is that of rateᵢ with the weights taken as they are.
 */
export const splitRatio = (parts: readonly PartOfChange[]): Contribution[] => {
  const [before, now] = [sumOf(parts.map((part) => part.before)), sumOf(parts.map((part) => part.now))]
  const [from, to] = [ratio(before), ratio(now)]
  if (from === null || to === null) return []
  const middle = (from + to) / 2
  return parts.map(({ key, before: a, now: b }) => {
    const [first, last] = [a ?? nothing, b ?? nothing]
    const [w0, w1] = [first.denominator / before.denominator, last.denominator / now.denominator]
    const r0 = ratio(first) ?? ratio(last) ?? middle
    const r1 = ratio(last) ?? ratio(first) ?? middle
    const weight = (w0 + w1) / 2
    const rate = weight * (r1 - r0)
    // A numerator without a denominator of its own (a late success, say) has no weight and goes into the mix.
    const loose =
      (first.denominator === 0 ? -first.numerator / before.denominator : 0) +
      (last.denominator === 0 ? last.numerator / now.denominator : 0)
    const mix = (w1 - w0) * ((r0 + r1) / 2 - middle) + loose
    const { low, high } = intervalOfChange(first, last)
    const bounds = { low: low === null ? null : low * weight, high: high === null ? null : high * weight }
    return { key, rate, mix, total: rate + mix, ...bounds, proven: isProven(bounds) }
  })
}

/** The change of a sum, part by part; all of it is the part's own. */
export const splitCount = (parts: readonly PartOfChange[]): Contribution[] =>
  parts.map(({ key, before, now }) => {
    const [a, b] = [before?.numerator ?? 0, now?.numerator ?? 0]
    const bounds = intervalOfCounts(a, b)
    return { key, rate: b - a, mix: 0, total: b - a, ...bounds, proven: isProven(bounds) }
  })

/** The parts that brought most, in either direction; small change stays unsaid. */
export const biggest = (parts: readonly Contribution[], most: number): Contribution[] =>
  parts
    .filter(({ total }) => Math.abs(total) > 0)
    .toSorted((a, b) => Math.abs(b.total) - Math.abs(a.total))
    .slice(0, most)
