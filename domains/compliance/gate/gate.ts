import { type CallingRules, type ConsentAct, type ConsentPurpose, type DoNotCallKind, inForceAt } from '../rules.ts'
import { openAttempts } from './attempts.ts'
import { type Counted, longestSpanMs, refusedByCap } from './caps.ts'
import {
  type Edition,
  type Forbidden,
  openConsents,
  openDoNotCall,
  refusedByRefusal,
  refusedByRegistry,
} from './lists.ts'
import { openNumberMap, packId, packNumber } from './packed.ts'
import { type Answer, allowed, type Question, type Refused, refusedBy } from './question.ts'
import { dayMs, type Holidays, opensOnAll, type ReadyHours, readyHours, tellOn } from './wall.ts'

/** An approved version, ready to be asked. */
export type Version = { effectiveFrom: number; number: number; rules: CallingRules }
type Ready = Version & { hours: ReadyHours }
export type Attempt = { number: string; customerId: string | null; campaignId: string; at: number }

type Whose = { number: string | null; customerId: string | null; alsoAs?: readonly string[] }
const recordsOf = ({ customerId, alsoAs }: Omit<Whose, 'number'>): number[] => {
  if (customerId === null) return []
  const own = packId(customerId)
  if (alsoAs === undefined || alsoAs.length === 0) return [own]
  // Counted once, whoever names the record twice.
  return [own, ...alsoAs.filter((id) => id !== customerId).map(packId)]
}
/** Packed customers are kept apart from packed numbers by being negative. */
const keysOf = ({ number, ...person }: Whose): number[] => [
  ...(number === null ? [] : [packNumber(number)]),
  ...recordsOf(person).map((record) => -record),
]

const refusedByHours = (hours: ReadyHours, holidays: Holidays | undefined, asked: Question): Refused | undefined => {
  const opens = opensOnAll(asked.zones, hours, holidays, asked.now)
  if (opens === asked.now) return undefined
  const zone = asked.zones[0] as string
  const time = tellOn(zone, asked.now).slice(11)
  // Rules may be mended: nobody is closed for them.
  if (opens === null) return refusedBy('neverOpenThere', asked.now + dayMs)
  return refusedBy('closedThere', opens, { time, until: tellOn(zone, opens + 59_999) })
}
const refusedByLockOut = (abandonedAt: number, asked: Question): Refused | undefined => {
  if (asked.hasAgent || abandonedAt === 0) return undefined
  const until = abandonedAt + asked.lockOutHours * 3_600_000
  if (until <= asked.now) return undefined
  const zone = asked.zones[0] as string
  return refusedBy('abandonedBefore', until, {
    since: tellOn(zone, abandonedAt),
    until: tellOn(zone, until + 59_999),
  })
}
/** Of what holds a number back for a time, that which holds it back longest. */
const latest = (refusals: readonly (Refused | undefined)[]): Answer => {
  let longest: Refused | undefined
  for (const refused of refusals) {
    if (!refused) continue
    if (refused.until === null) return refused
    if (!longest || refused.until > (longest.until as number)) longest = refused
  }
  return longest ?? allowed
}

/**
 * Everything the gate knows, in memory, and the one question it answers. Pure: it has no clock and no database, and the
 * same history gives the same answers. Asked in this order: our do-not-call list, the national registry, consent; then
 * what holds only for a time: refusals, abandoned calls, hours, caps.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the state its small functions share.
export const openGate = () => {
  const doNotCall = openDoNotCall()
  const consents = openConsents()
  const attempts = openAttempts()
  const refusedAt = openNumberMap()
  const abandonedAt = openNumberMap()
  const campaigns = new Map<string, number>()
  const registries = new Map<string, Edition>()
  let versions = new Map<string, readonly Ready[]>()
  let calendars = new Map<string, Holidays>()

  const campaignOf = (id: string): number => {
    const known = campaigns.get(id)
    if (known !== undefined) return known
    campaigns.set(id, campaigns.size)
    return campaigns.size - 1
  }
  const countedAs = ({ number, campaignId, ...person }: Omit<Attempt, 'at'> & Whose): Counted => ({
    number: packNumber(number),
    records: recordsOf(person),
    campaign: campaignOf(campaignId),
  })
  const rulesAt = (jurisdiction: string, now: number): Ready | undefined =>
    inForceAt(versions.get(jurisdiction) ?? [], now)

  /** When any of these last refused. */
  const lastRefusal = (keys: readonly number[]): number => {
    let last = 0
    for (const key of keys) last = Math.max(last, refusedAt.get(key))
    return last
  }
  const askForTime = (asked: Question, { rules, hours }: Ready, keys: readonly number[], counted: Counted): Answer =>
    latest([
      refusedByRefusal(lastRefusal(keys), rules.refusalLockOutDays, asked),
      refusedByLockOut(abandonedAt.get(counted.number), asked),
      asked.isPractice ? undefined : refusedByHours(hours, calendars.get(hours.calendar), asked),
      asked.isPractice ? undefined : refusedByCap(attempts, rules.caps, counted, asked),
    ])

  return {
    /** Whether that number may be dialled at that moment, and if not, why and until when. */
    ask: (asked: Question): Answer => {
      const counted = countedAs(asked)
      const { number, records } = counted
      const forbidden = doNotCall.refuses(number, records, asked)
      if (forbidden) return forbidden
      const ready = rulesAt(asked.jurisdiction, asked.now)
      if (!ready) return latest([refusedByLockOut(abandonedAt.get(number), asked)])
      const { registry, consent } = ready.rules
      const keys = [number, ...records.map((record) => -record)]
      return (
        refusedByRegistry(registries.get(registry?.code ?? ''), registry, number, asked.now) ??
        consents.refuses(keys, consent, asked) ??
        askForTime(asked, ready, keys, counted)
      )
    },
    /** Everybody's do-not-call, whatever the campaign. */
    isForbidden: (number: string, now: number): boolean => doNotCall.isForbidden(packNumber(number), now),
    rulesAt: (jurisdiction: string, now: number): CallingRules | undefined => rulesAt(jurisdiction, now)?.rules,
    /** The approved versions of every jurisdiction, past and to come. */
    setRules: (all: ReadonlyMap<string, readonly Version[]>): void => {
      versions = new Map(
        [...all].map(([code, those]) => [
          code,
          those.map((version) => ({ ...version, hours: readyHours(version.rules.hours) })),
        ]),
      )
    },
    setHolidays: (all: ReadonlyMap<string, Holidays>): void => {
      calendars = new Map(all)
    },
    setRegistry: (code: string, edition: Edition | undefined): void => {
      if (edition) registries.set(code, edition)
      else registries.delete(code)
    },
    registry: (code: string): Edition | undefined => registries.get(code),
    forbid: (entry: Forbidden): void => {
      doNotCall.forbid(packNumber(entry.number), entry)
      if (entry.kind === 'customer' && entry.customerId) doNotCall.forbidPerson(packId(entry.customerId), entry)
    },
    /** Somebody's own wish, on whatever number they said it. */
    forbidPerson: (customerId: string, since: number): void =>
      doNotCall.forbidPerson(packId(customerId), { since, until: null }),
    replaceForbidden: (
      number: string,
      of: { kind: DoNotCallKind; campaignId: string | null },
      left: readonly Forbidden[],
    ): void => doNotCall.replace(packNumber(number), of, left),
    /** Of a number, of a customer, or of both. */
    consent: (
      whose: { number: string | null; customerId: string | null },
      word: { purpose: ConsentPurpose; act: ConsentAct; at: number },
    ): void => {
      for (const key of keysOf(whose)) consents.note(key, word.purpose, word.act, word.at)
    },
    /** A refusal is the person's, on whatever number. */
    refused: (number: string, at: number, customerId: string | null = null): void => {
      for (const key of keysOf({ number, customerId })) refusedAt.set(key, Math.max(at, refusedAt.get(key)))
    },
    abandoned: (number: string, at: number): void => {
      const key = packNumber(number)
      abandonedAt.set(key, Math.max(at, abandonedAt.get(key)))
    },
    count: (attempt: Attempt): void => {
      const { number, records, campaign } = countedAs(attempt)
      attempts.count(number, records[0] ?? 0, campaign, attempt.at)
    },
    uncount: (attempt: Attempt): void => {
      const { number, records, campaign } = countedAs(attempt)
      attempts.uncount(number, records[0] ?? 0, campaign, attempt.at)
    },
    /** Lets go of attempts no cap counts any more. */
    forget: (now: number): void => attempts.forget(now - longestSpanMs),
    get size() {
      return { ...attempts.size, forbidden: doNotCall.size }
    },
  }
}
export type Gate = ReturnType<typeof openGate>
