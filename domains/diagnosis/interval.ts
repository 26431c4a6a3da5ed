import { shareBounds } from '#contract/interval.ts'

/**
 * How far a figure can be trusted. A share of cases spreads as the binomial says. Anything else (time, lengths, calls an
 * hour) is a ratio of daily sums and spreads as its days did: `perUnit` is the variance of the numerator for one unit of
 * the denominator, taken from the residuals of days around their ratio (Cochran 1977, §6.3), with so many degrees of freedom.
 */
export type Spread = { kind: 'share' } | { kind: 'daily'; perUnit: number; freedom: number }
export type Figure = { numerator: number; denominator: number; spread: Spread }
export type Interval = { value: number; low: number; high: number }

const wichura = {
  centre: [
    [
      2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
      133.14166789178438, 3.3871328727963665,
    ],
    [
      5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
      687.1870074920579, 42.31333070160091, 1,
    ],
  ],
  near: [
    [
      0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
      5.769497221460691, 4.630337846156546, 1.4234371107496835,
    ],
    [
      1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
      1.6763848301838038, 2.053191626637759, 1,
    ],
  ],
  far: [
    [
      2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
      1.7848265399172913, 5.463784911164114, 6.657904643501103,
    ],
    [
      2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
      0.1369298809227358, 0.599832206555888, 1,
    ],
  ],
} as const
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
const rational = ([top, per]: readonly [readonly number[], readonly number[]], x: number): number =>
  polynomial(top, x) / polynomial(per, x)

/** The normal deviate with that share of cases below it, for 0 < share < 1 (Wichura 1988, AS 241). */
export const normalQuantile = (share: number): number => {
  const q = share - 0.5
  if (Math.abs(q) <= 0.425) return q * rational(wichura.centre, 0.180625 - q * q)
  const r = Math.sqrt(-Math.log(q < 0 ? share : 1 - share))
  const size = r <= 5 ? rational(wichura.near, r - 1.6) : rational(wichura.far, r - 5)
  return q < 0 ? -size : size
}

/** Student's t from the normal deviate, by the Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5); good from 3 degrees on. */
const studentQuantile = (share: number, freedom: number): number => {
  const x = normalQuantile(share)
  const terms = [
    (x ** 3 + x) / 4,
    (5 * x ** 5 + 16 * x ** 3 + 3 * x) / 96,
    (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / 384,
    (79 * x ** 9 + 776 * x ** 7 + 1482 * x ** 5 - 1920 * x ** 3 - 945 * x) / 92160,
  ]
  return terms.reduce((sum, term, place) => sum + term / freedom ** (place + 1), x)
}

const leastFreedom = 3
/**
 * The interval that misses on each side with the probability `tail`. Null where there is nothing to divide by, or where so
 * few days spoke that their spread is unknown.
 */
export const intervalOf = ({ numerator, denominator, spread }: Figure, tail = 0.025): Interval | null => {
  if (denominator <= 0) return null
  const value = numerator / denominator
  if (spread.kind === 'share') {
    const bounds = shareBounds(numerator, denominator, normalQuantile(1 - tail))
    return bounds && { value, ...bounds }
  }
  if (spread.freedom < leastFreedom) return null
  const half = studentQuantile(1 - tail, spread.freedom) * Math.sqrt(spread.perUnit / denominator)
  return { value, low: value - half, high: value + half }
}

/**
 * By how much one figure is above another, from their two intervals: the square-and-add way, which for shares is Newcombe
 * 1998, method 10, and carries on to differences of differences (Zou & Donner 2008).
 */
export const differenceOf = (one: Interval | null, other: Interval | null): Interval | null => {
  if (!one || !other) return null
  const value = one.value - other.value
  return {
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  }
}
/** A number that is what it is: a threshold somebody set. */
export const exactly = (value: number): Interval => ({ value, low: value, high: value })

/** Makes an interval so many times as wide around its value. */
export const widen = (interval: Interval | null, times: number): Interval | null =>
  interval && {
    value: interval.value,
    low: interval.value - (interval.value - interval.low) * times,
    high: interval.value + (interval.high - interval.value) * times,
  }

/** Several figures of one measure as one: ratio of sums. */
export const pooled = (figures: readonly Figure[]): Figure => ({
  numerator: figures.reduce((sum, { numerator }) => sum + numerator, 0),
  denominator: figures.reduce((sum, { denominator }) => sum + denominator, 0),
  spread: figures[0]?.spread ?? { kind: 'share' },
})

export const medianOf = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return null
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2
}

const standardError = (figure: Figure, expected: number): number =>
  figure.spread.kind === 'share'
    ? Math.sqrt((expected * (1 - expected)) / figure.denominator)
    : Math.sqrt(figure.spread.perUnit / figure.denominator)

const leastForNature = 5
/** What the mean square of normal deviates becomes when the outermost `share` on each side is pulled in to the next. */
const pulledIn = (share: number): number => {
  const q = normalQuantile(1 - share)
  const density = Math.exp(-(q * q) / 2) / Math.sqrt(2 * Math.PI)
  return 1 - 2 * share - 2 * q * density + 2 * share * q * q
}
/**
 * How many times as wide intervals must be because people differ by nature and not only by chance: the square root of the
 * overdispersion of their standardised distances, the outermost tenth pulled in so that the one at fault does not hide in it
 * (Spiegelhalter 2005, "Funnel plots for comparing institutional performance"). Told by every window there is: how people
 * differ in one alone is mostly chance, and taking chance for nature hides who is at fault. 1 where the distances are
 * within what chance gives.
 */
export const naturalSpread = (windows: readonly (readonly number[])[]): number => {
  const told = windows.filter((distances) => distances.length >= leastForNature)
  if (told.length === 0) return 1
  const sorted = told.flat().sort((a, b) => a - b)
  const cut = Math.max(1, Math.floor(sorted.length / 10))
  const [least, most] = [sorted[cut] as number, sorted[sorted.length - 1 - cut] as number]
  const squares = sorted.map((z) => Math.min(most, Math.max(least, z)) ** 2)
  const dispersion = squares.reduce((sum, square) => sum + square, 0) / squares.length / pulledIn(cut / sorted.length)
  return Math.sqrt(Math.max(1, dispersion))
}
/**
 * How far each figure is from all of them together, in standard errors of that distance: being part of the whole, a figure
 * is nearer to it than its own error says.
 */
export const distancesOf = (figures: readonly Figure[]): number[] => {
  const all = pooled(figures)
  if (all.denominator <= 0) return []
  const expected = all.numerator / all.denominator
  return figures
    .map((figure) => {
      const error = standardError(figure, expected) * Math.sqrt(1 - figure.denominator / all.denominator)
      return (figure.numerator / figure.denominator - expected) / error
    })
    .filter(Number.isFinite)
}

/** How far the change of each is from the change of all, in standard errors. */
export const changeDistances = (pairs: readonly { before: Figure; after: Figure }[]): number[] => {
  const [before, after] = [pooled(pairs.map((pair) => pair.before)), pooled(pairs.map((pair) => pair.after))]
  if (before.denominator <= 0 || after.denominator <= 0) return []
  const [was, is] = [before.numerator / before.denominator, after.numerator / after.denominator]
  return pairs
    .map((pair) => {
      const change = pair.after.numerator / pair.after.denominator - pair.before.numerator / pair.before.denominator
      return (change - (is - was)) / Math.hypot(standardError(pair.before, was), standardError(pair.after, is))
    })
    .filter(Number.isFinite)
}
