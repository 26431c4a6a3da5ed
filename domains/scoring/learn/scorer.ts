import { type ColumnDrift, countBins, driftAt, muchDrift } from './drift.ts'
import { type Encoded, type Encoding, encode, learnEncoding } from './encoding.ts'
import {
  driftingExperts,
  type Expert,
  fitExperts,
  type Learned,
  lastingExperts,
  oddsOf,
  partsOf,
  steadyExperts,
  treesGrown,
} from './experts.ts'
import { chanceOf } from './logistic.ts'
import {
  asTheyAre,
  type Line,
  learnLine,
  learnShares,
  longerTrail,
  mixOdds,
  type Regime,
  type Trail,
  trailRows,
} from './mixture.ts'
import { rowsBetween, someRows, type Table, withoutColumns } from './table.ts'

/** Bumped when models learned before can no longer be read. */
export const scorerFormat = 1

/** A scorer that stands by itself: plain values that can be kept as JSON, and that score the rows of any table. */
export type Scorer = {
  format: typeof scorerFormat
  encoding: Encoding
  /** Whether columns moved much between the earlier and the later rows; decides which experts compete. */
  regime: Regime
  experts: Learned[]
  shares: number[]
  line: Line
  trail: Trail
  /** Rows learned from. */
  rows: number
  drift: ColumnDrift[]
  /** What each column adds on average, and how often each of its bins was seen: the measure for one person's reasons. */
  usual: number[]
  seen: number[][]
}

export type FitOptions = {
  seed: number
  /** The scorer before this one, which has seen the first `rows` of the same rows: what it says of the others is honest. */
  previous?: Scorer | undefined
  /**
   * The scorer is to stand for long without hearing of outcomes: columns that have moved are left out, for where they go
   * next nobody knows.
   */
  lasting?: boolean
}

const shareKeptBack = 0.25
const sampleForUsual = 1500

const regimeOf = (drift: readonly ColumnDrift[]): Regime =>
  drift.some(({ psi }) => psi > muchDrift) ? 'drifting' : 'steady'

type Lesson = { table: Table; target: Uint8Array; seed: number; competing: readonly Expert[] }

/** Experts that have not seen the last rows say what they think of them. */
const trailOfTheFirst = ({ table, target, seed, competing }: Lesson): { trail: Trail; trees: (number | null)[] } => {
  const keptBack = Math.min(trailRows, Math.floor(table.rows * shareKeptBack))
  const from = table.rows - keptBack
  const encoding = learnEncoding(someRows(table, rowsBetween(0, from)), target.subarray(0, from))
  const data = encode(encoding, table)
  const experts = fitExperts(competing, {
    encoding,
    data,
    target,
    keptBack,
    seed,
  })
  return {
    trail: {
      odds: experts.map((one) => [...oddsOf(one, encoding, data).subarray(from)]),
      hits: [...target.subarray(from)],
    },
    trees: treesGrown(experts),
  }
}

/** Those the scorer before gave to rows it had not seen. */
const trailAfter = (previous: Scorer, { table, target }: Lesson): { trail: Trail; trees: (number | null)[] } => {
  const fresh = encode(previous.encoding, someRows(table, rowsBetween(previous.rows, table.rows)))
  const odds = previous.experts.map((one) => [...oddsOf(one, previous.encoding, fresh)])
  return {
    trail: longerTrail(previous.trail, { odds, hits: [...target.subarray(previous.rows)] }),
    trees: treesGrown(previous.experts),
  }
}

const usualOf = (
  experts: readonly Learned[],
  shares: readonly number[],
  encoding: Encoding,
  data: Encoded,
): number[] => {
  const usual = new Float64Array(data.columns)
  const step = Math.max(1, Math.floor(data.rows / sampleForUsual))
  const rows = Math.ceil(data.rows / step)
  for (let row = 0; row < data.rows; row += step)
    for (const [nth, one] of experts.entries())
      for (const [column, part] of partsOf(one, encoding, data, row).entries())
        usual[column] = (usual[column] as number) + ((shares[nth] as number) * part) / rows
  return [...usual]
}

/** Without the columns that moved between the earlier and the later rows. */
const steadyPart = (table: Table, target: Uint8Array): Table => {
  const encoding = learnEncoding(table, target)
  const drift = driftAt(encoding, encode(encoding, table), Math.floor(table.rows * (1 - shareKeptBack)))
  return withoutColumns(table, new Set(drift.filter(({ psi }) => psi > muchDrift).map(({ name }) => name)))
}

/**
 * Learns to score from rows in the order of time, the oldest first, whose outcome is known. Which experts compete depends
 * on whether columns move; how much each is listened to, and whether the whole is set straight, on how good they were on
 * rows they had not seen. The same rows and seed give the same scorer.
 */
export const fitScorer = (
  given: Table,
  target: Uint8Array,
  { seed, previous, lasting = false }: FitOptions,
): Scorer => {
  const table = lasting ? steadyPart(given, target) : given
  const encoding = learnEncoding(table, target)
  const data = encode(encoding, table)
  const drift = driftAt(encoding, data, Math.floor(table.rows * (1 - shareKeptBack)))
  const regime = regimeOf(drift)
  const competing = lasting ? lastingExperts : regime === 'steady' ? steadyExperts : driftingExperts
  const lesson = { table, target, seed, competing }
  const goesOn = previous !== undefined && previous.regime === regime && previous.rows <= table.rows
  const { trail, trees } = goesOn ? trailAfter(previous, lesson) : trailOfTheFirst(lesson)
  const shares = learnShares(trail, regime)
  const experts = fitExperts(competing, {
    encoding,
    data,
    target,
    keptBack: 0,
    trees,
    seed,
  })
  return {
    format: scorerFormat,
    encoding,
    regime,
    experts,
    shares,
    line: regime === 'drifting' ? asTheyAre : learnLine(trail, shares),
    trail,
    rows: table.rows,
    drift,
    usual: usualOf(experts, shares, encoding, data),
    seen: encoding.columns.map((_, column) => [...countBins(encoding, data, column, [0, data.rows])]),
  }
}

/** The chance of success of every row, from 0 to 1. */
export const scoreRows = ({ encoding, experts, shares, line }: Scorer, table: Table): Float64Array => {
  const data = encode(encoding, table)
  const odds = experts.map((one) => oddsOf(one, encoding, data))
  return mixOdds(odds, shares).map((odd) => chanceOf(line.slope * odd + line.level))
}

/** Why one row scores as it does: how far each column moves it from the usual, in log-odds, the farthest first. */
export type Part = { name: string; part: number }
export const explainRows = (scorer: Scorer, table: Table): Part[][] => {
  const { encoding, experts, shares, line, usual } = scorer
  const data = encode(encoding, table)
  return Array.from({ length: table.rows }, (_, row) => {
    const sums = usual.map((mean) => -mean)
    for (const [nth, one] of experts.entries())
      for (const [column, part] of partsOf(one, encoding, data, row).entries())
        sums[column] = (sums[column] as number) + (shares[nth] as number) * part
    return encoding.columns
      .map(({ name }, column) => ({ name, part: line.slope * (sums[column] as number) }))
      .sort((a, b) => Math.abs(b.part) - Math.abs(a.part))
  })
}
