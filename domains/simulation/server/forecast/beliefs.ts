import {
  attemptClass,
  attemptClasses,
  type Evidence,
  type FailureCause,
  failureCauses,
  type Ledgers,
  type Lengths,
  type SpokenKind,
  spokenKinds,
} from './evidence.ts'
import { type DayShare, type Variation, variationOf } from './variation.ts'

/**
 * What is thought before anything is known: broad, our own assumptions after published telemarketing figures (answers
 * 2 in 10, successes a few in 100). `worth` is how many observations the assumption counts as.
 */
export const assumed = {
  answer: { share: 0.25, worth: 5 },
  /** Later attempts are answered a little less often unless the ledger says otherwise. */
  laterAnswers: { times: 0.93, worth: 12 },
  /** An hour of the day is taken for average until so many answers were expected in it. */
  hourWorth: 40,
  failures: {
    worth: 6,
    shares: { noAnswer: 60, rejected: 14, busy: 8, switchedOff: 10, suspended: 3, emptyNumber: 4, networkFault: 1 },
  },
  outcomes: {
    worth: 24,
    shares: {
      success: 6,
      callback: 8,
      noDecision: 8,
      refusal: 66,
      wrongPerson: 4,
      voicemail: 5,
      invalid: 1,
      complaint: 0.3,
      doNotCall: 1.7,
    },
  },
  ringMs: { count: 8, quantiles: [2500, 6000, 10_000, 15_000, 24_500] },
  failureMs: {
    noAnswer: [25_000, 25_000],
    rejected: [3000, 12_000],
    busy: [1500, 3000],
    switchedOff: [2500, 5000],
    suspended: [2500, 4000],
    emptyNumber: [2000, 4000],
    networkFault: [50, 2000],
  },
  talkMs: {
    success: [80_000, 180_000, 300_000, 480_000, 1_200_000],
    refusal: [6000, 30_000, 90_000, 180_000, 500_000],
    other: [6000, 15_000, 30_000, 60_000, 180_000],
  },
  wrapUpMs: { count: 8, quantiles: [5000, 15_000, 22_000, 32_000, 70_000] },
} as const

/** How many observations the other campaigns count as at most; the campaign's own count in full. */
export const mostWorth = { alike: 60, centre: 25 } as const

/** Lengths measured at several places, each with the share of draws it is given. */
export type Mixture = {
  parts: readonly { share: number; quantiles: readonly number[] }[]
  worth: number
  spread: number
}
export type Odds = { yes: number; no: number }

/** What is thought of a campaign, and how surely: distributions to draw its rates from. */
export type Beliefs = {
  answers: readonly Odds[]
  /** Times the chance of an answer, by hour: gamma with this shape and rate. */
  hours: readonly { shape: number; rate: number }[]
  failures: readonly number[]
  outcomes: readonly number[]
  ringMs: Mixture
  failureMs: Readonly<Record<FailureCause, Mixture>>
  talkMs: Readonly<Record<SpokenKind, Mixture>>
  wrapUpMs: Mixture
  answerVariation: Variation
  successVariation: Variation
}

type Weighed = { evidence: Evidence; most: number }
const levels = ({ own, alike, centre }: Ledgers): Weighed[] => [
  { evidence: own, most: Number.POSITIVE_INFINITY },
  { evidence: alike, most: mostWorth.alike },
  { evidence: centre, most: mostWorth.centre },
]
const weightOf = (count: number, most: number): number => (count > most ? most / count : 1)

const answerOdds = (from: readonly Weighed[]): Odds[] => {
  const odds: Odds[] = []
  for (let attempt = 0; attempt < attemptClasses; attempt++) {
    const before = odds[attempt - 1]
    const share = before ? (before.yes / (before.yes + before.no)) * assumed.laterAnswers.times : assumed.answer.share
    const worth = before ? assumed.laterAnswers.worth : assumed.answer.worth
    const sum = { yes: share * worth, no: (1 - share) * worth }
    for (const { evidence, most } of from) {
      let [placed, answered] = [0, 0]
      for (const row of evidence.answers)
        if (attemptClass(row.attempt) === attempt) {
          placed += row.placed
          answered += row.answered
        }
      const weight = weightOf(placed, most)
      sum.yes += weight * answered
      sum.no += weight * (placed - answered)
    }
    odds.push(sum)
  }
  return odds
}

/** Answers in each hour against those expected from the attempts made in it, drawn towards 1. */
const hourFactors = (from: readonly Weighed[], odds: readonly Odds[]): Beliefs['hours'] => {
  const hours = Array.from({ length: 24 }, () => ({ shape: assumed.hourWorth, rate: assumed.hourWorth }))
  for (const { evidence, most } of from) {
    const placed = evidence.answers.reduce((sum, row) => sum + row.placed, 0)
    const weight = weightOf(placed, most * 10)
    for (const { attempt, hour, placed: tried, answered } of evidence.answers) {
      const of = odds[attemptClass(attempt)]
      const into = hours[hour]
      if (!of || !into) continue
      into.shape += weight * answered
      into.rate += weight * tried * (of.yes / (of.yes + of.no))
    }
  }
  return hours
}

const mixOf = <K extends string>(
  names: readonly K[],
  { worth, shares }: { worth: number; shares: Readonly<Record<K, number>> },
  counts: readonly { of: Readonly<Partial<Record<K, number>>>; most: number }[],
): number[] => {
  const whole = names.reduce((sum, name) => sum + shares[name], 0)
  const mix = names.map((name) => (worth * shares[name]) / whole)
  for (const { of, most } of counts) {
    const weight = weightOf(
      names.reduce((sum, name) => sum + (of[name] ?? 0), 0),
      most,
    )
    names.forEach((name, place) => {
      mix[place] = (mix[place] ?? 0) + weight * (of[name] ?? 0)
    })
  }
  return mix
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const mixtureOf = (counted: readonly { of: Lengths | undefined; most: number }[], otherwise: Lengths): Mixture => {
  const known = [...counted, { of: otherwise, most: otherwise.count }].flatMap(({ of, most }) =>
    of && of.count > 0 && of.quantiles.length > 0 ? [{ worth: Math.min(of.count, most), quantiles: of.quantiles }] : [],
  )
  const worth = known.reduce((sum, part) => sum + part.worth, 0)
  const middle = known.reduce((sum, part) => sum + (part.worth / worth) * mean(part.quantiles), 0)
  const square = known.reduce((sum, part) => sum + (part.worth / worth) * mean(part.quantiles.map((q) => q * q)), 0)
  return {
    parts: known.map((part) => ({ share: part.worth / worth, quantiles: part.quantiles })),
    worth,
    spread: middle > 0 ? Math.sqrt(Math.max(0, square - middle * middle)) / middle : 0,
  }
}

/** The days of a ledger, each summed over its attempts: late attempts reach fewer people on any day. */
const byDay = ({ days }: Evidence, share: (row: Evidence['days'][number]) => DayShare): DayShare[] => {
  const sums = new Map<string, DayShare>()
  for (const row of days) {
    const { tried, hit, expected } = share(row)
    const sum = sums.get(row.day) ?? { tried: 0, hit: 0, expected: expected === null ? null : 0 }
    sums.set(row.day, {
      tried: sum.tried + tried,
      hit: sum.hit + hit,
      expected: sum.expected === null ? null : sum.expected + (expected ?? 0),
    })
  }
  return [...sums.values()]
}

const assumedTalk = (kind: SpokenKind): Lengths => ({
  count: 4,
  quantiles: kind === 'success' ? assumed.talkMs.success : assumed.talkMs[kind === 'refusal' ? 'refusal' : 'other'],
})

/**
 * Learned rates: the campaign's own ledger in full, campaigns alike and the centre as if they had seen at most so many
 * calls (`mostWorth`), and the assumptions above. With little data the broad assumptions keep the bands wide.
 */
export const believe = (ledgers: Ledgers): Beliefs => {
  const from = levels(ledgers)
  const lengths = (of: (evidence: Evidence) => Lengths | undefined, otherwise: Lengths): Mixture =>
    mixtureOf(
      from.map(({ evidence, most }) => ({ of: of(evidence), most })),
      otherwise,
    )
  const answers = answerOdds(from)
  const each = <K extends string, V>(names: readonly K[], make: (name: K) => V): Record<K, V> =>
    Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>
  const { own } = ledgers
  return {
    answers,
    hours: hourFactors(from, answers),
    failures: mixOf(
      failureCauses,
      assumed.failures,
      from.map(({ evidence, most }) => ({ of: evidence.failures, most })),
    ),
    outcomes: mixOf(
      spokenKinds,
      assumed.outcomes,
      from.map(({ evidence, most }) => ({ of: evidence.outcomes, most })),
    ),
    ringMs: lengths(({ ringMs }) => ringMs, assumed.ringMs),
    failureMs: each(failureCauses, (cause) =>
      lengths(({ failureMs }) => failureMs[cause], { count: 3, quantiles: assumed.failureMs[cause] }),
    ),
    talkMs: each(spokenKinds, (kind) => lengths(({ talkMs }) => talkMs[kind], assumedTalk(kind))),
    wrapUpMs: lengths(({ wrapUpMs }) => wrapUpMs, assumed.wrapUpMs),
    answerVariation: variationOf(
      byDay(own, ({ placed, answered, attempt }) => {
        const { yes, no } = answers[attemptClass(attempt)] ?? { yes: 0, no: 1 }
        return { tried: placed, hit: answered, expected: (placed * yes) / (yes + no) }
      }),
    ),
    successVariation: variationOf(
      byDay(own, ({ spoken, succeeded }) => ({ tried: spoken, hit: succeeded, expected: null })),
    ),
  }
}
