import { shareBounds } from '#contract/interval.ts'

/** What was heard on drawn calls, each with the probability with which it was drawn. */
export type Judged = {
  /** Sums over persons and machines judged: of 1 ÷ probability, of its square, and of the first over persons alone. */
  weight: number
  squares: number
  personWeight: number
}
export type Estimate = { rate: number; low: number; high: number }

/**
 * The share of persons among the calls the machine took for machines, from a sample in which each call was drawn by
 * itself with a probability of its own: the weighted ratio of Hájek (1971), persons ÷ all with 1 ÷ probability as weight
 * (Särndal, Swensson & Wretman 1992, ch. 5.7). Unclear ones are left out of both.
 * The bounds are Wilson's at 95 %, with Kish's effective number of cases (1965), Σw² under the square of Σw, which is the
 * plain number where all probabilities are the same. Null where nobody has judged yet.
 */
export const personsAmongMachines = ({ weight, squares, personWeight }: Judged): Estimate | null => {
  if (weight <= 0 || squares <= 0) return null
  const rate = Math.min(1, personWeight / weight)
  const cases = (weight * weight) / squares
  const bounds = shareBounds(rate * cases, cases)
  return bounds && { rate, ...bounds }
}

/**
 * The false-positive rate: persons taken for machines ÷ all persons who answered, pM ÷ (pM + P), where p is the share of
 * persons among the M calls taken for machines and P are the answered calls that were not. Machines among those P are not
 * known, so that the rate is, if anything, a little low. It rises with p, so the bounds of p give its bounds.
 * Null where p is not known and where nobody answered.
 */
export const falsePositives = (share: Estimate | null, machines: number, others: number): Estimate | null => {
  if (!share || share.rate * machines + others <= 0) return null
  const of = (p: number): number => (p * machines + others > 0 ? (p * machines) / (p * machines + others) : 0)
  return { rate: of(share.rate), low: of(share.low), high: of(share.high) }
}

/** So large a share of persons taken for machines is beyond chance: something is to be done about the detection. */
export const alarmingRate = 0.05
export const isAlarming = (estimate: Estimate | null): boolean => estimate !== null && estimate.low > alarmingRate

/** Persons answered and found no agent: those we know of, and with them those the machine hung up on. */
export type Abandoned = { answered: number; abandoned: number }
/**
 * The abandon rate with false positives as abandoned calls, as the law asks of centres with machine detection (Ofcom's
 * statement of policy 2008/2010, 4.70 ff.): they count above and below the line, for each was a person who answered.
 */
export const rateWithFalsePositives = ({ answered, abandoned }: Abandoned, hungUpOn: number | null): number | null => {
  if (hungUpOn === null || answered + hungUpOn <= 0) return null
  return (abandoned + hungUpOn) / (answered + hungUpOn)
}
