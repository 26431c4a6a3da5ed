import {
  agrees,
  type Behaviour,
  type Heard,
  machine,
  person,
  type RefusalReason,
  refusesFor,
  type Unreached,
  unreachedAfter,
} from './call-script.ts'
import {
  between,
  type Chance,
  chanceOf,
  fromQuantiles,
  type LogNormal,
  logNormal,
  oneOf,
  type Quantiles,
} from './chance.ts'
import { setUpMs } from './scripted-behaviour.ts'

/** How a population of customers behaves. Hours count from 0 to 23 in the customers' own time. */
export type Profile = {
  /** Chance that a person answers the 1st, 2nd … attempt; the last one counts for all further attempts. */
  reachedByAttempt: readonly number[]
  /** Times that chance, by hour. */
  reachedByHour: readonly number[]
  /** What happens otherwise, by weight. */
  unreached: Readonly<Partial<Record<Unreached | 'machine', number>>>
  /** Share of numbers that never work, whatever the attempt. */
  deadNumbers: { emptyNumber: number; suspended: number }
  ringSeconds: LogNormal
  talkSeconds: { success: Quantiles; refusal: Quantiles }
  success: {
    /** Share of conversations that succeed. */
    rate: number
    /** Times the odds of success, by hour. */
    byHour: readonly number[]
    /** Times the odds of success, by dimension and segment; segments not named count 1. */
    odds: Readonly<Record<string, Readonly<Record<string, number>>>>
  }
  /** What a conversation without success comes to, by weight. */
  otherwise: Readonly<Record<'refusal' | 'callback' | 'wrongPerson', number>>
  refusalReasons: Readonly<Record<RefusalReason, number>>
  /** Share of refusals that ask never to be called again. */
  wantsNoMoreCalls: number
}

/** Where a customer belongs: `{ job: 'retired', ageBand: 'from65' }`. */
export type Segments = Readonly<Record<string, string>>

export type DistributionOptions = {
  profile: Profile
  segmentsOf?: (to: string) => Segments
  /** Minutes the customers' time is ahead of UTC. */
  zoneMinutes?: number
}

/**
 * Customers drawn from a profile, for demonstration lists. Segments multiply their odds as if they were independent,
 * which exaggerates a little where they overlap (the old are mostly retired).
 */
export const behaviourByDistribution = (options: DistributionOptions): Behaviour => {
  const { profile, segmentsOf = () => ({}), zoneMinutes = 480 } = options
  return (to, attemptNumber, { seed, at }) => {
    const chance = chanceOf(seed, to, attemptNumber)
    const setUp = setUpMs(chance)
    const dead = deadNumber(profile, chanceOf(seed, to))
    if (dead) return unreachedAfter(setUp, dead)

    const hour = Math.floor((((at.getTime() / 60_000 + zoneMinutes) / 60) % 24) + 24) % 24
    const answersAfterMs = setUp + Math.round(1000 * logNormal(chance, profile.ringSeconds))
    if (chance() >= reachChance(profile, attemptNumber, hour)) {
      const why = oneOf<Unreached | 'machine'>(chance, profile.unreached)
      return why === 'machine' ? machine({ ringsAfterMs: setUp, answersAfterMs }) : unreachedAfter(setUp, why)
    }
    const heard = heardFrom(profile, chance, successChance(profile, segmentsOf(to), hour))
    return person({ ringsAfterMs: setUp, answersAfterMs, talkMs: talkMs(profile, chance, heard), heard })
  }
}

const deadNumber = ({ deadNumbers }: Profile, chance: Chance): 'emptyNumber' | 'suspended' | undefined => {
  const share = chance()
  if (share < deadNumbers.emptyNumber) return 'emptyNumber'
  return share < deadNumbers.emptyNumber + deadNumbers.suspended ? 'suspended' : undefined
}

const reachChance = ({ reachedByAttempt, reachedByHour }: Profile, attemptNumber: number, hour: number): number =>
  (reachedByAttempt[attemptNumber - 1] ?? reachedByAttempt.at(-1) ?? 0) * (reachedByHour[hour] ?? 1)

const successChance = ({ success }: Profile, segments: Segments, hour: number): number => {
  let odds = (success.rate / (1 - success.rate)) * (success.byHour[hour] ?? 1)
  for (const [dimension, segment] of Object.entries(segments)) odds *= success.odds[dimension]?.[segment] ?? 1
  return odds / (1 + odds)
}

const heardFrom = (profile: Profile, chance: Chance, mayAgree: number): Heard => {
  if (chance() < mayAgree) return agrees
  const verdict = oneOf(chance, profile.otherwise)
  if (verdict === 'refusal') {
    return refusesFor(oneOf(chance, profile.refusalReasons), chance() < profile.wantsNoMoreCalls)
  }
  return { ...agrees, verdict, callbackInHours: verdict === 'callback' ? Math.round(between(chance, 1, 48)) : null }
}

const talkMs = ({ talkSeconds }: Profile, chance: Chance, { verdict }: Heard): number => {
  if (verdict === 'success') return Math.round(1000 * fromQuantiles(chance, talkSeconds.success))
  if (verdict === 'refusal') return Math.round(1000 * fromQuantiles(chance, talkSeconds.refusal))
  return Math.round(between(chance, 8000, 40_000))
}
