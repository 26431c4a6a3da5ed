import { type Behaviour, type Heard, person, type Unreached, unreached, unreachedAfter } from './call-script.ts'
import { type Chance, chanceOf, type LogNormal, logNormal, oneOf } from './chance.ts'

/** What is known of one contact of a past campaign: how often nobody answered, and the conversation if there was one. */
export type PastContact = {
  /** Attempts that ended unanswered before the one that was answered; all of them if `conversation` is null. */
  unansweredAttempts: number
  conversation: { talkMs: number; heard: Heard } | null
}

export type ScriptedOptions = {
  /** How unanswered attempts end, by weight; the records of most campaigns do not tell. */
  unanswered?: Readonly<Partial<Record<Unreached, number>>>
  /** Seconds of ringing until a person answers. */
  ringSeconds?: LogNormal
}

/** Mean 11 s, between a phone in the hand and our usual limit of 25 s. */
export const usualRing: LogNormal = { mean: 11, sd: 5, min: 2.5, max: 24.5 }

/** Our assumption, after what carriers answer when a consumer does not: mostly it just rings. */
const usualUnanswered = { noAnswer: 62, rejected: 14, busy: 12, switchedOff: 12 } as const

/**
 * Replays a past campaign: each number is unreached as often as it was, then answers, for exactly as long as it did.
 * Attempts after the conversation are not answered. Numbers not in the map are empty numbers.
 */
export const scriptedBehaviour = (
  contacts: ReadonlyMap<string, PastContact>,
  { unanswered = usualUnanswered, ringSeconds = usualRing }: ScriptedOptions = {},
): Behaviour => {
  return (to, attemptNumber, { seed }) => {
    const contact = contacts.get(to)
    if (!contact) return unreached('emptyNumber')
    const chance = chanceOf(seed, to, attemptNumber)
    const { conversation, unansweredAttempts } = contact
    if (!conversation || attemptNumber !== unansweredAttempts + 1) {
      return unreachedAfter(setUpMs(chance), oneOf<Unreached>(chance, unanswered))
    }
    const ringsAfterMs = setUpMs(chance)
    const answersAfterMs = ringsAfterMs + Math.round(1000 * logNormal(chance, ringSeconds))
    return person({ ringsAfterMs, answersAfterMs, ...conversation })
  }
}

/** Post-dial delay: milliseconds from the order until the far phone rings. With the longest ring still below 25 s. */
export const setUpMs = (chance: Chance): number => Math.round(100 + 350 * chance())
