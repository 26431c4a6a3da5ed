import { shuffled } from './chance.ts'
import type { ColumnDrift } from './drift.ts'
import { type CalibrationBin, calibrationOf, type GainPoint, gainsOf, type Measures, measure } from './measures.ts'
import { explainRows, fitScorer, type Scorer, scoreRows } from './scorer.ts'
import { someRows, type Table, wordsOf } from './table.ts'
import { walkForward } from './walk-forward.ts'

/** What a thread is given to learn from: the rows of one question in the order of time. */
export type Lesson = {
  table: Table
  target: Uint8Array
  seed: number
  previous?: Scorer | undefined
}

/** How good a scorer is: on rows drawn at random, and on the newest 30 %, refitted on the way as in use. */
export type Report = {
  random: Measures
  outOfTime: Measures
  gains: GainPoint[]
  calibration: CalibrationBin[]
  drift: ColumnDrift[]
  regime: Scorer['regime']
  experts: { kind: 'logistic' | 'trees'; share: number }[]
  columns: string[]
}
export type Learnt = { scorer: Scorer; report: Report }

const shareLearned = 0.7
/** As in use, the model is refitted while it walks through the newest rows; so many times at most, for the wait. */
const refitEvery = 500
const mostRefits = 8

const hitsOf = (target: Uint8Array, rows: Int32Array): Uint8Array =>
  Uint8Array.from(rows, (row) => target[row] as number)

/** Learns from some rows, in the order of time, and scores others. */
const tryOut = (
  { table, target, seed }: Lesson,
  learn: Int32Array,
  against: Int32Array,
): { scores: Float64Array; hits: Uint8Array } => ({
  scores: scoreRows(fitScorer(someRows(table, learn), hitsOf(target, learn), { seed }), someRows(table, against)),
  hits: hitsOf(target, against),
})

/** Fits the scorer that will be used, and two more that show how good it is. Tells how much is done, from 0 to 1. */
export const learn = (lesson: Lesson, onDone: (share: number) => void = () => {}): Learnt => {
  const { table, target, seed, previous } = lesson
  const cut = Math.floor(table.rows * shareLearned)
  const every = Math.max(refitEvery, Math.ceil((table.rows - cut) / mostRefits))
  const later = {
    scores: walkForward(table, target, { from: cut, to: table.rows, every, seed }),
    hits: target.slice(cut),
  }
  onDone(0.33)
  const mixed = shuffled(table.rows, seed)
  const drawn = tryOut(lesson, mixed.slice(0, cut).sort(), mixed.slice(cut))
  onDone(0.66)
  const scorer = fitScorer(table, target, { seed, previous })
  onDone(1)
  return {
    scorer,
    report: {
      random: measure(drawn.scores, drawn.hits),
      outOfTime: measure(later.scores, later.hits),
      gains: gainsOf(later.scores, later.hits),
      calibration: calibrationOf(later.scores, later.hits),
      drift: [...scorer.drift].sort((a, b) => b.psi - a.psi),
      regime: scorer.regime,
      experts: scorer.experts.map(({ kind }, nth) => ({ kind, share: scorer.shares[nth] as number })),
      columns: [...table.names],
    },
  }
}

/** Column, what the row holds there, and by how much it moves the log-odds. */
export type Reason = [column: string, value: string | null, part: number]
export type Scored = { success: Float64Array; answer: Float64Array | null; reasons: Reason[][] }

const mostReasons = 3
const leastPart = 0.05
const mostLetters = 60

const told = (table: Table, row: number, parts: readonly { name: string; part: number }[]): Reason[] => {
  const strong = parts.filter(({ part }) => Math.abs(part) >= leastPart)
  const chosen = [
    ...strong.filter(({ part }) => part > 0).slice(0, mostReasons),
    ...strong.filter(({ part }) => part < 0).slice(0, mostReasons),
  ]
  return chosen.map(({ name, part }) => {
    const cell = table.cells[table.names.indexOf(name)]?.[row]
    return [name, wordsOf(cell)?.slice(0, mostLetters) ?? null, Math.round(part * 100) / 100]
  })
}

/** Scores contacts and says of each, in at most three columns for and three against, why. */
export const scoreContacts = (table: Table, success: Scorer, answer: Scorer | null): Scored => ({
  success: scoreRows(success, table),
  answer: answer && scoreRows(answer, table),
  reasons: explainRows(success, table).map((parts, row) => told(table, row, parts)),
})
