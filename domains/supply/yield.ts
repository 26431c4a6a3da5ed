import { z } from 'zod'
import { type Bounds, shareBounds } from '#contract/interval.ts'

/** What is known of a group of records: a batch, a list, a supplier, or all records with the same word in a column. */
export type Worked = {
  /** Records taken in and in force. */
  records: number
  /** Records called at least once. */
  called: number
  /** Records of whom a person was spoken with. */
  reached: number
  /** Records that became a success; each counts once. */
  successes: number
  /** Calls placed. */
  attempts: number
  /** Records nobody calls any more. */
  closed: number
  /** Time agents spent talking and wrapping up. */
  agentMs: number
}
/** In the money of the centre; null where nobody said. */
export type Money = { pricePerRecord: number | null; worthPerSuccess: number | null; costPerHour: number | null }

/** A beta prior: as if `hits` of `of` records had been seen before. */
export type Prior = { hits: number; of: number }
const nothingKnown: Prior = { hits: 0, of: 0 }
/** A group with fewer called records says nothing about how much groups differ. */
const leastCalled = 20

/**
 * What the other groups say of one more: the pooled rate with the weight at which groups of this kind agree, by the method
 * of moments for the beta-binomial (Kleinman 1973, J. Am. Stat. Assoc. 68). Groups that differ by no more than chance pull
 * with the weight of all records seen; with fewer than three groups nobody is pulled.
 */
export const priorOf = (groups: readonly Pick<Worked, 'called' | 'successes'>[]): Prior => {
  const seen = groups.filter(({ called }) => called >= leastCalled)
  const all = seen.reduce((sum, { called }) => sum + called, 0)
  const hits = seen.reduce((sum, { successes }) => sum + successes, 0)
  const share = hits / all
  if (seen.length < 3 || hits === 0 || hits === all) return nothingKnown
  const squares = seen.reduce((sum, { called }) => sum + called * called, 0)
  const spread = seen.reduce((sum, { called, successes }) => sum + called * (successes / called - share) ** 2, 0)
  const chance = share * (1 - share)
  const between = (spread - chance * (seen.length - 1)) / (chance * (all - squares / all - (seen.length - 1)))
  const of = between <= 0 ? all : Math.min(all, (1 - between) / between)
  return { hits: share * of, of }
}

export type Estimate = {
  /** Successes ÷ records called. */
  rate: number | null
  interval: Bounds | null
  /** The rate as the other groups of the same kind let it be expected. */
  expected: number | null
  expectedInterval: Bounds | null
}
export const estimateOf = ({ called, successes }: Worked, prior: Prior): Estimate => {
  const of = called + prior.of
  return {
    rate: called > 0 ? successes / called : null,
    interval: shareBounds(successes, called),
    expected: of > 0 ? (successes + prior.hits) / of : null,
    expectedInterval: shareBounds(successes + prior.hits, of),
  }
}

export const advices = ['buy', 'finish', 'stop', 'callMore', 'noMoney'] as const
export const Advice = z.enum(advices)
export type Advice = z.infer<typeof Advice>

export type Verdict = {
  advice: Advice
  /** Records to call before the question is settled, if the rate stays what it is; null where it is settled. */
  callMore: number | null
  /** Success rates at which calling alone, and buying and calling, pay for themselves. */
  breakEvenToCall: number | null
  breakEvenToBuy: number | null
  /** What a record is worth after the cost of calling it. */
  worthPerRecord: number | null
  /** What came in less what calling and the records cost. */
  result: number | null
}
/** Beyond that a difference is too small to be worth knowing. */
export const mostFurtherCalls = 20_000
const hourMs = 3_600_000

/** Further records until the interval no longer holds `threshold`, or a fifth of the rate where there is none. */
export const furtherCalls = ({ called, rate }: { called: number; rate: number }, threshold: number | null): number => {
  const settled = (further: number): boolean => {
    const of = called + further
    const interval = shareBounds(rate * of, of)
    if (!interval) return false
    if (threshold === null) return interval.high - interval.low <= 0.4 * rate
    return interval.low > threshold || interval.high < threshold
  }
  if (settled(0)) return 0
  if (!settled(mostFurtherCalls)) return mostFurtherCalls
  let [low, high] = [0, mostFurtherCalls]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (settled(middle)) high = middle
    else low = middle
  }
  return high
}

/** What calling one record costs: null without the cost of an hour, or before anybody was called. */
const callingCost = ({ called, agentMs }: Worked, costPerHour: number | null): number | null =>
  called > 0 && costPerHour !== null ? (agentMs / hourMs / called) * costPerHour : null

type Figures = Omit<Verdict, 'advice' | 'callMore'>
const figuresOf = (worked: Worked, expected: number | null, money: Money): Figures => {
  const { pricePerRecord: price, worthPerSuccess: worth } = money
  const calling = callingCost(worked, money.costPerHour)
  if (calling === null || !worth)
    return { breakEvenToCall: null, breakEvenToBuy: null, worthPerRecord: null, result: null }
  const cost = calling * worked.called + (price ?? 0) * worked.records
  return {
    breakEvenToCall: calling / worth,
    breakEvenToBuy: price === null ? null : (price + calling) / worth,
    worthPerRecord: expected === null ? null : expected * worth - calling,
    result: worked.successes * worth - cost,
  }
}

/**
 * Whether to buy more, to finish what is here, to stop, or to call on until it is known. A threshold is settled once the
 * 95 % interval of the expected rate lies on one side of it. Without prices the question is only how well the rate is known.
 */
export const verdictOf = (worked: Worked, estimate: Estimate, money: Money): Verdict => {
  const { expected, expectedInterval } = estimate
  const figures = figuresOf(worked, expected, money)
  const settled = adviceOf(expectedInterval, figures)
  if (settled) return { advice: settled, callMore: null, ...figures }
  const threshold = figures.breakEvenToBuy ?? figures.breakEvenToCall
  const further = expected === null ? 0 : furtherCalls({ called: worked.called, rate: expected }, threshold)
  return { advice: threshold === null ? 'noMoney' : 'callMore', callMore: further || null, ...figures }
}

const adviceOf = (
  interval: Bounds | null,
  { breakEvenToCall, breakEvenToBuy }: Pick<Verdict, 'breakEvenToCall' | 'breakEvenToBuy'>,
): Advice | undefined => {
  if (!interval) return undefined
  if (breakEvenToCall !== null && interval.high < breakEvenToCall) return 'stop'
  if (breakEvenToBuy !== null && interval.low > breakEvenToBuy) return 'buy'
  return breakEvenToBuy !== null && interval.high < breakEvenToBuy ? 'finish' : undefined
}

export type Life = {
  /** Records called ÷ records. */
  penetration: number | null
  /** Records spoken with ÷ records. */
  coverage: number | null
  /** Calls ÷ records called. */
  attemptsPerRecord: number | null
  /** Calls still to come before every record is closed. */
  attemptsLeft: number | null
  /** Working days at the pace of the last ones. */
  daysLeft: number | null
}
/**
 * How much of a group is used up, and how long it lasts: open records will need what a closed one needed on the mean, less
 * what they have had; `attemptsPerDay` is the mean of the last working days.
 */
export const lifeOf = (
  worked: Worked,
  { closedAttempts, attemptsPerDay }: { closedAttempts: number; attemptsPerDay: number },
): Life => {
  const { records, called, reached, attempts, closed } = worked
  const perClosed = closed > 0 ? closedAttempts / closed : null
  const open = records - closed
  const had = attempts - closedAttempts
  const attemptsLeft =
    perClosed === null ? null : Math.max(open > 0 ? open - Math.min(open, had) : 0, open * perClosed - had)
  return {
    penetration: records > 0 ? called / records : null,
    coverage: records > 0 ? reached / records : null,
    attemptsPerRecord: called > 0 ? attempts / called : null,
    attemptsLeft,
    daysLeft: attemptsLeft !== null && attemptsPerDay > 0 ? attemptsLeft / attemptsPerDay : null,
  }
}
