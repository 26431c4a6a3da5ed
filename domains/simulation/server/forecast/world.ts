import type { Beliefs, Mixture } from './beliefs.ts'
import { beta, type Chance, dirichlet, gamma, normal, pick, shifted } from './chance.ts'
import { attemptClass, type FailureCause, failureCauses, type SpokenKind, spokenKinds } from './evidence.ts'

/** What becomes of one attempt, if it is answered in time and an agent is there. Milliseconds. */
export type Fate =
  | { answersAfterMs: number; talkMs: number; wrapUpMs: number; kind: SpokenKind }
  | { answersAfterMs: null; cause: FailureCause; endsAfterMs: number }

/** The customers of one run: rates drawn once from what is believed, moving from day to day. */
export type World = {
  nextDay(): void
  fateOf(attempt: number, hour: number): Fate
}

/** One rate for all lengths of a kind: how wrong its mean may be, given how many were measured. */
const factorFor = (chance: Chance, { spread, worth }: Mixture): number =>
  Math.exp((normal(chance) * Math.min(1, spread)) / Math.sqrt(Math.max(1, worth)))

const lengthOf = (chance: Chance, { parts }: Mixture, factor: number): number => {
  const { quantiles } = parts[
    parts.length === 1
      ? 0
      : pick(
          chance,
          parts.map(({ share }) => share),
        )
  ] ?? { quantiles: [0] }
  const place = Math.min(quantiles.length - 1, Math.max(0, chance() * quantiles.length - 0.5))
  const below = Math.floor(place)
  const low = quantiles[below] ?? 0
  return Math.round(factor * (low + (place - below) * ((quantiles[below + 1] ?? low) - low)))
}

/** Of what a level has moved by, so much is still there the next day: it wanders, yet does not run away. */
const stays = 0.95

/** The success share moves by `by` in log-odds; the other outcomes keep their proportions. */
const withSuccessMoved = (outcomes: readonly number[], successes: ReadonlySet<SpokenKind>, by: number): number[] => {
  const isSuccess = spokenKinds.map((kind) => successes.has(kind))
  const share = outcomes.reduce((sum, part, place) => sum + (isSuccess[place] ? part : 0), 0)
  if (share <= 0 || share >= 1) return [...outcomes]
  const moved = shifted(share, by)
  return outcomes.map((part, place) => (isSuccess[place] ? (part * moved) / share : (part * (1 - moved)) / (1 - share)))
}

/** Draws a world. `successes` are the outcomes the campaign counts as success. */
export const drawWorld = (beliefs: Beliefs, successes: ReadonlySet<SpokenKind>, chance: Chance): World => {
  const answers = beliefs.answers.map(({ yes, no }) => beta(chance, yes, no))
  const hours = beliefs.hours.map(({ shape, rate }) => gamma(chance, shape) / rate)
  const failures = dirichlet(chance, beliefs.failures)
  const outcomes = dirichlet(chance, beliefs.outcomes)
  const [ringFactor, wrapFactor, talkFactor] = [
    factorFor(chance, beliefs.ringMs),
    factorFor(chance, beliefs.wrapUpMs),
    factorFor(chance, beliefs.talkMs.refusal),
  ]
  const { answerVariation: answerBy, successVariation: successBy } = beliefs
  let [answerLevel, successLevel, answerToday] = [0, 0, 0]
  let outcomesToday = outcomes

  return {
    nextDay() {
      answerLevel = stays * answerLevel + answerBy.drift * normal(chance)
      successLevel = stays * successLevel + successBy.drift * normal(chance)
      answerToday = answerLevel + answerBy.day * normal(chance)
      outcomesToday = withSuccessMoved(outcomes, successes, successLevel + successBy.day * normal(chance))
    },
    fateOf(attempt, hour) {
      const share = Math.min(0.98, (answers[attemptClass(attempt)] ?? 0) * (hours[hour] ?? 1))
      if (chance() >= shifted(share, answerToday)) {
        const cause = failureCauses[pick(chance, failures)] ?? 'noAnswer'
        return { answersAfterMs: null, cause, endsAfterMs: lengthOf(chance, beliefs.failureMs[cause], 1) }
      }
      const kind = spokenKinds[pick(chance, outcomesToday)] ?? 'noDecision'
      return {
        kind,
        answersAfterMs: lengthOf(chance, beliefs.ringMs, ringFactor),
        talkMs: lengthOf(chance, beliefs.talkMs[kind], talkFactor),
        wrapUpMs: lengthOf(chance, beliefs.wrapUpMs, wrapFactor),
      }
    },
  }
}
