import { type Bounds, shareBounds } from '#contract/interval.ts'

/** A chart of calibration: of so many rows, what was expected and what came. */
export type CalibrationBin = { rows: number; expected: number; actual: number; low: number; high: number }
export type GainPoint = { share: number; found: number }

/** Rows by falling score. Rows of equal score stand in the order they came; curves treat them as one step. */
const byScore = (scores: Float64Array): Int32Array =>
  Int32Array.from({ length: scores.length }, (_, n) => n).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
  )

type Step = { rows: number; hits: number }
/** Groups of equal score, best first: an order among equals would be made up. */
const stepsOf = (scores: Float64Array, target: Uint8Array): Step[] => {
  const order = byScore(scores)
  const steps: Step[] = []
  let last = Number.NaN
  for (const row of order) {
    const score = scores[row] as number
    if (score !== last) steps.push({ rows: 0, hits: 0 })
    last = score
    const step = steps[steps.length - 1] as Step
    step.rows++
    step.hits += target[row] as number
  }
  return steps
}

const hitsOf = (target: Uint8Array): number => target.reduce((sum, hit) => sum + hit, 0)

/**
 * Area under the ROC curve: the chance that a success scores above a failure, equals counting half (Hanley and McNeil
 * 1982). Null where there are not both.
 */
export const aucOf = (scores: Float64Array, target: Uint8Array): number | null => {
  const hits = hitsOf(target)
  const misses = target.length - hits
  if (hits === 0 || misses === 0) return null
  let [below, sum] = [misses, 0]
  for (const step of stepsOf(scores, target)) {
    const missed = step.rows - step.hits
    below -= missed
    sum += step.hits * (below + missed / 2)
  }
  return sum / (hits * misses)
}

/**
 * The curve of gains: what share of all successes stands in the best-scored share of the rows; equals are one straight
 * step. At most `points` points are kept.
 */
export const gainsOf = (scores: Float64Array, target: Uint8Array, points = 101): GainPoint[] => {
  const curve: GainPoint[] = [{ share: 0, found: 0 }]
  const hits = hitsOf(target)
  if (hits === 0) return curve
  let [rows, found, wanted] = [0, 0, 1]
  for (const step of stepsOf(scores, target)) {
    rows += step.rows
    found += step.hits
    if (rows * (points - 1) < wanted * target.length && rows < target.length) continue
    curve.push({ share: rows / target.length, found: found / hits })
    wanted = Math.floor((rows * (points - 1)) / target.length) + 1
  }
  return curve
}

/**
 * ALIFT: the area under the curve of gains ("cumulative lift" in Moro, Cortez and Rita 2014, §2.3, where 0.5 is chance
 * and 1 is out of reach: with a success rate p the best possible is 1 − p/2). By trapezia over every row.
 */
export const aliftOf = (scores: Float64Array, target: Uint8Array): number | null => {
  const hits = hitsOf(target)
  if (hits === 0 || target.length === 0) return null
  let [area, before] = [0, 0]
  for (const step of stepsOf(scores, target)) {
    area += (step.rows * (2 * before + step.hits)) / 2
    before += step.hits
  }
  return area / (hits * target.length)
}

/** The share of all successes among the best-scored share of the rows; a group of equals that straddles it counts in part. */
export const foundInBest = (scores: Float64Array, target: Uint8Array, share = 0.5): number | null => {
  const hits = hitsOf(target)
  if (hits === 0) return null
  let [room, found] = [share * target.length, 0]
  for (const step of stepsOf(scores, target)) {
    const part = Math.min(1, room / step.rows)
    found += part * step.hits
    room -= part * step.rows
    if (room <= 0) break
  }
  return found / hits
}

/** Expected against actual in `bins` groups with equal counts, by rising score. */
export const calibrationOf = (scores: Float64Array, target: Uint8Array, bins = 10): CalibrationBin[] => {
  const order = byScore(scores).reverse()
  const table: CalibrationBin[] = []
  for (let bin = 0; bin < bins; bin++) {
    const rows = order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins))
    if (rows.length === 0) continue
    let [expected, hits] = [0, 0]
    for (const row of rows) {
      expected += scores[row] as number
      hits += target[row] as number
    }
    table.push({
      rows: rows.length,
      expected: expected / rows.length,
      actual: hits / rows.length,
      ...(shareBounds(hits, rows.length) as Bounds),
    })
  }
  return table
}

/**
 * Expected calibration error: the mean of |expected − actual| over ten groups with equal counts, weighted by their rows
 * (Naeini, Cooper and Hauskrecht 2015, there with bins of equal width; Nixon et al. 2019 for equal counts).
 */
export const calibrationErrorOf = (scores: Float64Array, target: Uint8Array, bins = 10): number | null => {
  if (target.length === 0) return null
  const table = calibrationOf(scores, target, bins)
  return table.reduce(
    (sum, { rows, expected, actual }) => sum + (rows / target.length) * Math.abs(expected - actual),
    0,
  )
}

export type Measures = {
  rows: number
  hits: number
  auc: number | null
  alift: number | null
  bestHalf: number | null
  calibrationError: number | null
}
export const measure = (scores: Float64Array, target: Uint8Array): Measures => ({
  rows: target.length,
  hits: hitsOf(target),
  auc: aucOf(scores, target),
  alift: aliftOf(scores, target),
  bestHalf: foundInBest(scores, target),
  calibrationError: calibrationErrorOf(scores, target),
})
