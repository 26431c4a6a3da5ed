import { capRule } from '../blocked.ts'
import type { Cap, CapSpan } from '../rules.ts'
import { type Attempts, none } from './attempts.ts'
import { type Question, type Refused, refusedBy } from './question.ts'
import { dayMs, dayOn, firstMoment, minuteMs, monthOn, tellOn } from './wall.ts'

/** Spans that slide along with the clock, in ms. */
const slides: Partial<Record<CapSpan, number>> = {
  '5m': 5 * minuteMs,
  '1h': 60 * minuteMs,
  '24h': dayMs,
  '7d': 7 * dayMs,
}
/** What is older no cap counts. */
export const longestSpanMs = 33 * dayMs

/** `records`: every record of the person. */
export type Counted = { number: number; records: readonly number[]; campaign: number }
/** Every attempt a cap may look at, one after the other. */
const eachOf = (attempts: Attempts, { of }: Cap, { number, records }: Counted, see: (index: number) => void): void => {
  if (of !== 'person') {
    const { nextOfNumber } = attempts
    for (let index = attempts.firstOfNumber(number); index !== none; index = nextOfNumber(index)) see(index)
    return
  }
  const { nextOfPerson } = attempts
  for (const record of records)
    for (let index = attempts.firstOfPerson(record); index !== none; index = nextOfPerson(index)) see(index)
}

/** The attempts a cap looks at, but for the one asked about, that are `within`. */
const momentsOf = (
  attempts: Attempts,
  cap: Cap,
  counted: Counted,
  { placedAt, within }: { placedAt: number | undefined; within: (at: number) => boolean },
): number[] => {
  const moments: number[] = []
  let isOwnSeen = placedAt === undefined
  eachOf(attempts, cap, counted, (index) => {
    const at = attempts.at(index)
    const isOfCampaign = attempts.campaign(index) === counted.campaign
    if (!isOwnSeen && at === placedAt && isOfCampaign) isOwnSeen = true
    else if (within(at) && (cap.of !== 'campaign' || isOfCampaign)) moments.push(at)
  })
  return moments
}

/** Calendar days and months are those of the person: each wall the number may be on counts its own, the latest end holds. */
const refusedOnWall = (attempts: Attempts, cap: Cap, counted: Counted, asked: Question): Refused | undefined => {
  const spanOn = cap.within === 'day' ? dayOn : monthOn
  const longest = cap.within === 'day' ? 2 * dayMs : longestSpanMs
  let worst: { count: number; until: number } | undefined
  for (const zone of asked.zones) {
    const now = spanOn(zone, asked.now)
    const within = (at: number): boolean => at > asked.now - longest && spanOn(zone, at) >= now
    const { length: count } = momentsOf(attempts, cap, counted, { placedAt: asked.placedAt, within })
    if (count < cap.most) continue
    const until = firstMoment(asked.now, asked.now + longest, (at) => spanOn(zone, at) > now)
    if (!worst || until > worst.until) worst = { count, until }
  }
  return worst && refusal(cap, worst, asked)
}
const refusedInSpan = (
  attempts: Attempts,
  cap: Cap,
  counted: Counted,
  { span, asked }: { span: number; asked: Question },
): Refused | undefined => {
  const within = (at: number): boolean => at > asked.now - span
  const moments = momentsOf(attempts, cap, counted, { placedAt: asked.placedAt, within })
  if (moments.length < cap.most) return undefined
  const frees = moments.sort((a, b) => a - b)[moments.length - cap.most] as number
  return refusal(cap, { count: moments.length, until: frees + span }, asked)
}
const refusal = (cap: Cap, { count, until }: { count: number; until: number }, { zones }: Question): Refused =>
  refusedBy(capRule(cap.of, cap.within), until, {
    count,
    most: cap.most,
    until: tellOn(zones[0] as string, until + minuteMs - 1),
  })

/** The cap that holds the number back longest, if any does. */
export const refusedByCap = (
  attempts: Attempts,
  caps: readonly Cap[],
  counted: Counted,
  asked: Question,
): Refused | undefined => {
  let longest: Refused | undefined
  for (const cap of caps) {
    const span = slides[cap.within]
    const refused =
      span === undefined
        ? refusedOnWall(attempts, cap, counted, asked)
        : refusedInSpan(attempts, cap, counted, { span, asked })
    if (refused && (!longest || (refused.until as number) > (longest.until as number))) longest = refused
  }
  return longest
}
