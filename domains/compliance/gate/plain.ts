import { capRule } from '../blocked.ts'
import {
  type CallingRules,
  type Cap,
  type ConsentAct,
  type ConsentPurpose,
  type DoNotCallKind,
  type RuleWindow,
  weekdays,
} from '../rules.ts'
import type { Question } from './question.ts'

/** Everything that ever happened that the gate may have to know, in the order it happened. */
export type Happened =
  | {
      kind: 'rules'
      jurisdiction: string
      number: number
      effectiveFrom: number
      approved: boolean
      rules: CallingRules
    }
  | { kind: 'holiday'; calendar: string; day: string; as: 'holiday' | 'workday' }
  | {
      kind: 'forbidden'
      number: string
      customerId?: string | null
      by: DoNotCallKind
      campaignId: string | null
      at: number
      until: number | null
    }
  | { kind: 'registry'; code: string; datedAt: number; numbers: readonly string[] }
  | {
      kind: 'consent'
      number: string | null
      customerId: string | null
      purpose: ConsentPurpose
      act: ConsentAct
      at: number
    }
  | { kind: 'attempt'; number: string; customerId: string | null; campaignId: string; at: number }
  | { kind: 'refusal' | 'abandoned'; number: string; customerId?: string | null; at: number }
type Of<K extends Happened['kind']> = Extract<Happened, { kind: K }>

const all = <K extends Happened['kind']>(history: readonly Happened[], kind: K): Of<K>[] =>
  history.filter((one): one is Of<K> => one.kind === kind)

const formats = new Map<string, Intl.DateTimeFormat>()
/** What the wall clock and the calendar show there: the runtime's own reading, not the gate's arithmetic. */
const wallAt = (zone: string, at: number): { day: string; time: string } => {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(zone, format)
  }
  const [day = '', time = ''] = format.format(at).split(' ')
  return { day, time }
}
const covers = (windows: readonly RuleWindow[], time: string): boolean =>
  windows.some(({ from, to }) => from <= time.slice(0, 5) && time.slice(0, 5) < to)

const isOpen = (history: readonly Happened[], { hours }: CallingRules, zone: string, now: number): boolean => {
  const { day, time } = wallAt(zone, now)
  const said = all(history, 'holiday').findLast((one) => one.calendar === hours.calendar && one.day === day)
  const special = hours.onHolidays === 'asUsual' ? undefined : said?.as
  if (special === 'holiday') return hours.onHolidays === 'windows' && covers(hours.holidayWindows, time)
  if (special === 'workday') return covers(hours.windows.monday, time)
  const weekday = weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] as (typeof weekdays)[number]
  return covers(hours.windows[weekday], time)
}

/** Under whichever of the person's records. */
const isThePerson = ({ customerId, alsoAs = [] }: Question, other: string | null | undefined): boolean =>
  customerId !== null && (other === customerId || alsoAs.some((id) => id === other))

const slides: Record<string, number> = { '5m': 300_000, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 }
const isCounted = (cap: Cap, attempt: Of<'attempt'>, asked: Question): boolean => {
  if (cap.of === 'person') return isThePerson(asked, attempt.customerId)
  if (attempt.number !== asked.number) return false
  return cap.of === 'number' || attempt.campaignId === asked.campaignId
}
const isWithin = (cap: Cap, at: number, zone: string, now: number): boolean => {
  const span = slides[cap.within]
  if (span !== undefined) return at > now - span
  const length = cap.within === 'day' ? 10 : 7
  return wallAt(zone, at).day.slice(0, length) >= wallAt(zone, now).day.slice(0, length)
}
const isFull = (history: readonly Happened[], cap: Cap, asked: Question): boolean => {
  const counted = all(history, 'attempt').filter((attempt) => isCounted(cap, attempt, asked))
  const own = counted.findIndex(
    ({ at, number, campaignId }) => at === asked.placedAt && number === asked.number && campaignId === asked.campaignId,
  )
  if (own >= 0) counted.splice(own, 1)
  return asked.zones.some((zone) => counted.filter(({ at }) => isWithin(cap, at, zone, asked.now)).length >= cap.most)
}

const consentNow = (history: readonly Happened[], asked: Question): ConsentAct | undefined =>
  all(history, 'consent')
    .filter((word) => word.number === asked.number || isThePerson(asked, word.customerId))
    .filter(({ purpose }) => purpose === asked.purpose || purpose === 'any')
    .sort((a, b) => a.at - b.at || (a.act === 'withdrawn' ? 1 : -1))
    .at(-1)?.act

const forbidden = (history: readonly Happened[], asked: Question): string[] =>
  all(history, 'forbidden')
    .filter(
      ({ number, by, customerId }) => number === asked.number || (by === 'customer' && isThePerson(asked, customerId)),
    )
    .filter(({ until }) => until === null || until > asked.now)
    .filter(({ campaignId }) => campaignId === null || campaignId === asked.campaignId)
    .map(({ by, until }) => {
      if (by === 'customer') return 'customerSaidNo'
      return `${by === 'campaign' ? 'onCampaignList' : 'onOurList'}${until === null ? '' : 'Until'}`
    })

const byRegistry = (history: readonly Happened[], { registry }: CallingRules, asked: Question): string[] => {
  if (!registry) return []
  const edition = all(history, 'registry').findLast(({ code }) => code === registry.code)
  if (edition?.numbers.includes(asked.number)) return ['onNationalRegistry']
  if (!registry.required) return []
  if (!edition) return ['registryMissing']
  return Math.floor((asked.now - edition.datedAt) / 86_400_000) > registry.maxAgeDays ? ['registryTooOld'] : []
}
const byRefusal = (
  history: readonly Happened[],
  { refusalLockOutDays: days }: CallingRules,
  asked: Question,
): string[] => {
  const last = all(history, 'refusal').filter(
    ({ number, customerId }) => number === asked.number || isThePerson(asked, customerId),
  )
  if (days === null || last.length === 0) return []
  if (days === 0) return ['refusedForEver']
  return Math.max(...last.map(({ at }) => at)) + days * 86_400_000 > asked.now ? ['refusedBefore'] : []
}

/**
 * What forbids that dial, found by going through the whole history again each time: slow, and plain enough to be read
 * beside the law. The gate in memory must never let through what this forbids, nor hold back what it does not.
 */
export const whatForbids = (history: readonly Happened[], asked: Question): string[] => {
  const reasons = forbidden(history, asked)
  const abandoned = all(history, 'abandoned').filter(({ number }) => number === asked.number)
  if (!asked.hasAgent && abandoned.some(({ at }) => at + asked.lockOutHours * 3_600_000 > asked.now))
    reasons.push('abandonedBefore')
  const rules = all(history, 'rules')
    .filter((one) => one.approved && one.jurisdiction === asked.jurisdiction && one.effectiveFrom <= asked.now)
    .sort((a, b) => a.effectiveFrom - b.effectiveFrom || a.number - b.number)
    .at(-1)?.rules
  if (!rules) return reasons
  reasons.push(...byRegistry(history, rules, asked), ...byRefusal(history, rules, asked))
  const consent = consentNow(history, asked)
  if (rules.consent !== 'none' && consent === 'withdrawn') reasons.push('consentWithdrawn')
  if (rules.consent === 'explicit' && consent === undefined) reasons.push('consentMissing')
  if (asked.isPractice) return reasons
  if (asked.zones.some((zone) => !isOpen(history, rules, zone, asked.now)))
    reasons.push('closedThere', 'neverOpenThere')
  for (const cap of rules.caps) if (isFull(history, cap, asked)) reasons.push(capRule(cap.of, cap.within))
  return reasons
}
