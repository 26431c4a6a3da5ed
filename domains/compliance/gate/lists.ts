import type { ConsentAct, ConsentPurpose, ConsentRule, DoNotCallKind } from '../rules.ts'
import { holds, type NumberMap, openNumberMap } from './packed.ts'
import { type Question, type Refused, refusedBy } from './question.ts'
import { dayMs, tellOn } from './wall.ts'

const forEver = Number.POSITIVE_INFINITY
export type Forbidden = {
  number: string
  /** Whose wish it is: it holds for every number of theirs. */
  customerId?: string | null
  kind: DoNotCallKind
  campaignId: string | null
  since: number
  until: number | null
}

type List = { since: NumberMap; until: NumberMap }
const openList = (): List => ({ since: openNumberMap(), until: openNumberMap() })
/** The entry that lasts longest counts; of two that last as long, the first. */
const enter = ({ since, until }: List, number: number, entry: Pick<Forbidden, 'since' | 'until'>): void => {
  const end = entry.until ?? forEver
  if (until.get(number) >= end) return
  until.set(number, end)
  since.set(number, entry.since)
}

/** Our own do-not-call list. */
export const openDoNotCall = () => {
  const everywhere: Record<'customer' | 'organisation', List> = { customer: openList(), organisation: openList() }
  const people = openList()
  const byCampaign = new Map<string, List>()
  const listOf = ({ kind, campaignId }: Pick<Forbidden, 'kind' | 'campaignId'>): List => {
    if (kind !== 'campaign') return everywhere[kind]
    const list = byCampaign.get(campaignId ?? '') ?? openList()
    byCampaign.set(campaignId ?? '', list)
    return list
  }
  const held = (list: List | undefined, number: number, now: number): number | undefined => {
    const until = list?.until.get(number) ?? 0
    return until > now ? until : undefined
  }
  const tell = (
    list: List,
    number: number,
    {
      until,
      asked,
      rules,
    }: {
      until: number
      asked: Question
      rules: readonly ['onOurList', 'onOurListUntil'] | readonly ['onCampaignList', 'onCampaignListUntil']
    },
  ): Refused => {
    const zone = asked.zones[0] as string
    const since = tellOn(zone, list.since.get(number)).slice(0, 10)
    if (until === forEver) return refusedBy(rules[0], null, { since })
    return refusedBy(rules[1], until, { since, until: tellOn(zone, until + 59_999) })
  }
  return {
    forbid: (number: number, entry: Forbidden): void => enter(listOf(entry), number, entry),
    /** A person's own wish, whatever number they said it on; `record`: their packed customer. */
    forbidPerson: (record: number, entry: Pick<Forbidden, 'since' | 'until'>): void => enter(people, record, entry),
    /** An officer ended one: what is left of that kind for the number. */
    replace: (number: number, of: Pick<Forbidden, 'kind' | 'campaignId'>, left: readonly Forbidden[]): void => {
      const list = listOf(of)
      list.until.set(number, 0)
      for (const entry of left) enter(list, number, entry)
    },
    refuses: (number: number, records: readonly number[], asked: Question): Refused | undefined => {
      const { customer, organisation } = everywhere
      const own = held(customer, number, asked.now) === undefined ? undefined : customer.since.get(number)
      const record = records.find((one) => held(people, one, asked.now) !== undefined)
      const said = own ?? (record === undefined ? undefined : people.since.get(record))
      if (said !== undefined)
        return refusedBy('customerSaidNo', null, { since: tellOn(asked.zones[0] as string, said).slice(0, 10) })
      const ours = held(organisation, number, asked.now)
      if (ours !== undefined)
        return tell(organisation, number, { until: ours, asked, rules: ['onOurList', 'onOurListUntil'] })
      const list = byCampaign.get(asked.campaignId)
      const until = held(list, number, asked.now)
      if (list && until !== undefined)
        return tell(list, number, { until, asked, rules: ['onCampaignList', 'onCampaignListUntil'] })
      return undefined
    },
    isForbidden: (number: number, now: number): boolean =>
      [everywhere.customer, everywhere.organisation].some((list) => held(list, number, now) !== undefined),
    get size() {
      return everywhere.customer.until.size + everywhere.organisation.until.size
    },
  }
}

/** One edition of a national registry; `datedAt` is the midnight its day begins, UTC. */
export type Edition = { numbers: Float64Array; datedAt: number }
/** Hours until a registry that is missing or too old is asked for again. */
const askAgainMs = 3_600_000
export const refusedByRegistry = (
  edition: Edition | undefined,
  rule: { required: boolean; maxAgeDays: number } | null,
  number: number,
  now: number,
): Refused | undefined => {
  if (!rule) return undefined
  if (edition && holds(edition.numbers, number))
    return refusedBy('onNationalRegistry', null, { dated: new Date(edition.datedAt).toISOString().slice(0, 10) })
  if (!rule.required) return undefined
  if (!edition) return refusedBy('registryMissing', now + askAgainMs)
  const days = Math.floor((now - edition.datedAt) / dayMs)
  if (days <= rule.maxAgeDays) return undefined
  return refusedBy('registryTooOld', now + askAgainMs, { days, most: rule.maxAgeDays })
}

/** What a person has said of being called: the latest word on a purpose, or on all of them; of two at once the no. */
export const openConsents = () => {
  /** When it was given; negative when it was withdrawn. */
  const words = new Map<ConsentPurpose, NumberMap>()
  const of = (purpose: ConsentPurpose): NumberMap => {
    const map = words.get(purpose) ?? openNumberMap()
    words.set(purpose, map)
    return map
  }
  const later = (a: number, b: number): number => {
    if (Math.abs(a) !== Math.abs(b)) return Math.abs(a) > Math.abs(b) ? a : b
    return Math.min(a, b)
  }
  return {
    /** `key`: a packed number, or a packed customer, told apart by its sign. */
    note: (key: number, purpose: ConsentPurpose, act: ConsentAct, at: number): void => {
      const map = of(purpose)
      map.set(key, later(map.get(key), act === 'given' ? at : -at))
    },
    refuses: (keys: readonly number[], rule: ConsentRule, asked: Question): Refused | undefined => {
      if (rule === 'none') return undefined
      let word = 0
      for (const key of keys)
        for (const purpose of [asked.purpose, 'any'] as const) word = later(word, of(purpose).get(key))
      if (word < 0)
        return refusedBy('consentWithdrawn', null, { since: tellOn(asked.zones[0] as string, -word).slice(0, 10) })
      return rule === 'explicit' && word === 0 ? refusedBy('consentMissing', null) : undefined
    },
  }
}

/** Days after a refusal, 0 for ever. */
export const refusedByRefusal = (
  refusedAt: number,
  days: number | null,
  { now, zones }: Question,
): Refused | undefined => {
  if (days === null || refusedAt === 0) return undefined
  const zone = zones[0] as string
  const since = tellOn(zone, refusedAt).slice(0, 10)
  if (days === 0) return refusedBy('refusedForEver', null, { since })
  const until = refusedAt + days * dayMs
  return until > now ? refusedBy('refusedBefore', until, { since, until: tellOn(zone, until + 59_999) }) : undefined
}
