import type { Encoded, Encoding } from './encoding.ts'

/**
 * Log-odds as a sum over columns: a weight for each bin (one-hot) and a slope on the standardised number. Weights lie
 * column after column, `bins` of them and then the slope, starting at `starts`.
 */
export type Logistic = { intercept: number; weights: number[]; starts: number[] }

export type LogisticOptions = {
  /** L2 penalty on every weight but the intercept. */
  penalty: number
  /** How much each row counts. */
  weights: Float64Array
}

const mostSteps = 12
/** Steps that gain less than this share of the loss are the last. */
const enough = 1e-7
const leastWeight = 1e-4

export const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))
export const logOddsOf = (chance: number): number => {
  const safe = Math.min(1 - 1e-6, Math.max(1e-6, chance))
  return Math.log(safe / (1 - safe))
}

/** Solves `A x = b` in place for a symmetric positive matrix of `size` rows (Cholesky); b becomes x. */
const solve = (a: Float64Array, b: Float64Array, size: number): void => {
  for (let row = 0; row < size; row++) {
    for (let col = 0; col <= row; col++) {
      let sum = a[row * size + col] as number
      for (let k = 0; k < col; k++) sum -= (a[row * size + k] as number) * (a[col * size + k] as number)
      a[row * size + col] = row === col ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (a[col * size + col] as number)
    }
  }
  for (let row = 0; row < size; row++) {
    let sum = b[row] as number
    for (let k = 0; k < row; k++) sum -= (a[row * size + k] as number) * (b[k] as number)
    b[row] = sum / (a[row * size + row] as number)
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = b[row] as number
    for (let k = row + 1; k < size; k++) sum -= (a[k * size + row] as number) * (b[k] as number)
    b[row] = sum / (a[row * size + row] as number)
  }
}

type Layout = { starts: number[]; slopes: number[]; size: number }

/** The places and amounts of a row that are not zero; the last place is the intercept. */
class SparseRow {
  readonly places: Int32Array
  readonly amounts: Float64Array
  length = 0
  private readonly data: Encoded
  private readonly starts: readonly number[]
  private readonly slopes: readonly number[]
  private readonly intercept: number
  constructor(data: Encoded, { starts, slopes, size }: Layout) {
    this.data = data
    this.starts = starts
    this.slopes = slopes
    this.intercept = size - 1
    this.places = new Int32Array(2 * data.columns + 1)
    this.amounts = new Float64Array(2 * data.columns + 1)
  }
  read(row: number): void {
    const { data } = this
    let at = 0
    for (let column = 0; column < data.columns; column++) {
      const cell = column * data.rows + row
      this.places[at] = (this.starts[column] as number) + (data.bins[cell] as number)
      this.amounts[at++] = 1
      const value = data.values[cell] as number
      if (value === 0) continue
      this.places[at] = this.slopes[column] as number
      this.amounts[at++] = value
    }
    this.places[at] = this.intercept
    this.amounts[at++] = 1
    this.length = at
  }
}

const layout = ({ columns }: Encoding): Layout => {
  const starts: number[] = []
  let at = 0
  for (const { bins } of columns) {
    starts.push(at)
    at += bins + 1
  }
  return { starts, slopes: columns.map(({ bins }, n) => (starts[n] as number) + bins), size: at + 1 }
}

/** Adds one row to the gradient and the lower half of the curvature. */
const addRow = (row: SparseRow, pull: number, curve: number, into: { a: Float64Array; b: Float64Array }): void => {
  const { places, amounts, length } = row
  const size = into.b.length
  for (let i = 0; i < length; i++) {
    const place = places[i] as number
    const amount = amounts[i] as number
    into.b[place] = (into.b[place] as number) + pull * amount
    // Places grow within a row, so `j <= i` is the lower half.
    const from = place * size
    for (let j = 0; j <= i; j++) {
      const cell = from + (places[j] as number)
      into.a[cell] = (into.a[cell] as number) + curve * amount * (amounts[j] as number)
    }
  }
}

/** Where the intercept begins: the rate of all rows. */
const rateOf = (target: Uint8Array, weights: Float64Array): number => {
  let [hits, all] = [0, 0]
  for (let row = 0; row < target.length; row++) {
    all += weights[row] as number
    hits += (weights[row] as number) * (target[row] as number)
  }
  return all > 0 ? (hits + 0.5) / (all + 1) : 0.5
}

type Step = { beta: Float64Array; target: Uint8Array; weights: Float64Array; penalty: number }
/** Gradient and curvature at `beta`; answers the penalised log-loss there. */
const addRows = (
  row: SparseRow,
  { beta, target, weights, penalty }: Step,
  into: { a: Float64Array; b: Float64Array },
): number => {
  into.a.fill(0)
  into.b.fill(0)
  let loss = 0
  for (let n = 0; n < target.length; n++) {
    const counts = weights[n] as number
    if (counts < leastWeight) continue
    row.read(n)
    let sum = 0
    for (let i = 0; i < row.length; i++) sum += (beta[row.places[i] as number] as number) * (row.amounts[i] as number)
    const chance = chanceOf(sum)
    const hit = target[n] as number
    loss += counts * (Math.log1p(Math.exp(-Math.abs(sum))) + Math.max(0, sum) - hit * sum)
    addRow(row, counts * (hit - chance), counts * Math.max(1e-6, chance * (1 - chance)), into)
  }
  const size = beta.length
  for (let place = 0; place < size - 1; place++) {
    const weight = beta[place] as number
    into.a[place * size + place] = (into.a[place * size + place] as number) + penalty
    into.b[place] = (into.b[place] as number) - penalty * weight
    loss += (penalty * weight * weight) / 2
  }
  return loss
}

/**
 * Logistic regression with an L2 penalty by Newton's method, which for this model is iteratively reweighted least squares
 * (Hastie, Tibshirani and Friedman 2009, §4.4.1 and §3.4.1). The penalty makes the curvature positive, so that a step is
 * always defined, also with constant or repeated columns.
 */
export const fitLogistic = (
  encoding: Encoding,
  data: Encoded,
  target: Uint8Array,
  { penalty, weights }: LogisticOptions,
): Logistic => {
  const laidOut = layout(encoding)
  const { starts, size } = laidOut
  const beta = new Float64Array(size)
  beta[size - 1] = logOddsOf(rateOf(target, weights))
  const row = new SparseRow(data, laidOut)
  const a = new Float64Array(size * size)
  const b = new Float64Array(size)
  let loss = addRows(row, { beta, target, weights, penalty }, { a, b })
  for (let step = 0; step < mostSteps; step++) {
    const before = beta.slice()
    solve(a, b, size)
    const move = b.slice()
    // A full step may overshoot where chances are near 0 or 1: half of it, then, until it helps.
    for (let share = 1; share > 1e-3; share /= 2) {
      for (let n = 0; n < size; n++) beta[n] = (before[n] as number) + share * (move[n] as number)
      const now = addRows(row, { beta, target, weights, penalty }, { a, b })
      const gained = loss - now
      if (gained < 0) continue
      loss = now
      if (gained < enough * loss) return told(beta, starts)
      break
    }
  }
  return told(beta, starts)
}

const told = (beta: Float64Array, starts: number[]): Logistic => ({
  intercept: beta[beta.length - 1] as number,
  weights: [...beta.subarray(0, -1)],
  starts,
})

/** What one column adds to a row's log-odds. */
const partOf = (
  model: Logistic,
  encoding: Encoding,
  { bin, value, column }: { bin: number; value: number; column: number },
): number => {
  const start = model.starts[column] as number
  const slope = model.weights[start + (encoding.columns[column]?.bins ?? 0)] as number
  return (model.weights[start + bin] as number) + slope * value
}

/** Log-odds of every row. */
export const logisticLogOdds = (model: Logistic, encoding: Encoding, data: Encoded): Float64Array => {
  const sums = new Float64Array(data.rows).fill(model.intercept)
  for (let column = 0; column < data.columns; column++) {
    const start = model.starts[column] as number
    const slope = model.weights[start + (encoding.columns[column]?.bins ?? 0)] as number
    for (let row = 0; row < data.rows; row++) {
      const cell = column * data.rows + row
      sums[row] =
        (sums[row] as number) +
        (model.weights[start + (data.bins[cell] as number)] as number) +
        slope * (data.values[cell] as number)
    }
  }
  return sums
}

/** What each column adds to one row's log-odds. */
export const logisticParts = (model: Logistic, encoding: Encoding, data: Encoded, row: number): Float64Array =>
  Float64Array.from({ length: data.columns }, (_, column) => {
    const cell = column * data.rows + row
    return partOf(model, encoding, { bin: data.bins[cell] as number, value: data.values[cell] as number, column })
  })
