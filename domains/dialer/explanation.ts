import { z } from 'zod'
import { Day, Instant } from '#contract/when.ts'
import { idleCauses } from './idle-causes.ts'

/** What kept the last decision of predictive dialling from one call more. */
export const pacingLimits = ['answersExpected', 'ledgerSpent', 'customerWaiting', 'networkFault', 'noAgents'] as const
export type PacingLimit = (typeof pacingLimits)[number]

/** The last decision of predictive dialling, term by term. */
export const Prediction = z.object({
  /** Calls ringing for nobody in particular. */
  inFlight: z.int(),
  /** How far ahead the last decision looked. */
  withinSeconds: z.number(),
  expectedAnswers: z.number(),
  freeNow: z.int(),
  /** Agents free now or likely to be when those answers come. */
  expectedFree: z.number(),
  /** Chance that the next call is answered. */
  answerRate: z.number(),
  /** Chance that the next answer would find nobody there, and how much of it is thought right. */
  risk: z.number(),
  riskAllowed: z.number(),
  limit: z.enum(pacingLimits),
})
export type Prediction = z.infer<typeof Prediction>

/** People who answered and those among them who found nobody, against what may be. */
export const Ledger = z.object({
  answered24h: z.int(),
  abandoned24h: z.int(),
  answered30d: z.int(),
  abandoned30d: z.int(),
  /** Abandoned calls that may still happen; below zero where more have happened than the target allows. */
  left: z.number(),
  target: z.number(),
  ceiling: z.number(),
})
export type Ledger = z.infer<typeof Ledger>

/** Agent-milliseconds, ready with no call on its way, by what kept the next call from being placed. */
export const IdleTime = z.record(z.enum(idleCauses), z.number())

/** Idle time of the business day so far, and how many wait at this moment. */
export const IdleToday = z.object({ day: Day, agents: z.int(), ms: IdleTime })
export type IdleToday = z.infer<typeof IdleToday>

export const IdleDay = z.object({ day: Day, ms: IdleTime })
export type IdleDay = z.infer<typeof IdleDay>
export const IdleQuarter = z.object({ startsAt: Instant, ms: IdleTime })
export type IdleQuarter = z.infer<typeof IdleQuarter>

/** The arithmetic of the last decision as it is shown: rounded so that the sums are right as they stand. */
export type Strip = {
  inFlight: number
  answers: number
  freeNow: number
  waiting: number
  freeSoon: number
  free: number
  margin: number
}
const tenth = (value: number): number => Math.round(value * 10) / 10

export const stripOf = ({ inFlight, expectedAnswers, freeNow, expectedFree }: Prediction, waiting: number): Strip => {
  const [answers, free] = [tenth(expectedAnswers), tenth(expectedFree)]
  return {
    inFlight,
    answers,
    freeNow,
    waiting,
    freeSoon: tenth(free - freeNow + waiting),
    free,
    margin: tenth(free - answers),
  }
}

export type Spent = { answered: number; abandoned: number; rate: number | null; allowed: number }
/** One window of the ledger: what was abandoned, and how many the target allows among so many answers. */
export const spentIn = (ledger: Ledger, window: '24h' | '30d'): Spent => {
  const { answered, abandoned } = {
    '24h': { answered: ledger.answered24h, abandoned: ledger.abandoned24h },
    '30d': { answered: ledger.answered30d, abandoned: ledger.abandoned30d },
  }[window]
  return { answered, abandoned, rate: answered === 0 ? null : abandoned / answered, allowed: ledger.target * answered }
}
