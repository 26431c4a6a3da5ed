import type { Grouping } from '#domains/metrics/measure.ts'
import type { Agent, Centre } from './centre.ts'

export type Days = { from: string; to: string }
/** What a page asks of the product in one go. */
export type Question = Days & {
  codes: readonly string[]
  by: readonly Grouping[]
  siteId?: string
  campaignId?: string
  teamId?: string
  agentId?: string
}
export const spans = ['day', 'month', 'year'] as const
export type SpanName = (typeof spans)[number]
/** Whoever opens the page: rows are narrowed to what that person may see. */
export type Reader = { scope: 'all' } | { scope: 'site' | 'team' | 'own'; agent: Agent }

/** Tiles of the director's and the campaign's dashboard and the columns of the centre's reports. */
const centreCodes = [
  ...['dials', 'connects', 'connect_rate', 'agent_calls', 'effective_rate', 'online_successes', 'online_success_rate'],
  ...['average_talk_time', 'average_wrap_up', 'ring_seconds', 'abandon_rate', 'talk_utilisation', 'idle_rate'],
  ...['calls_per_login_hour'],
]
/** Columns of the report of people. */
const peopleCodes = [
  ...['agent_calls', 'effective_rate', 'online_successes', 'online_success_rate', 'average_talk_time'],
  ...['average_wrap_up', 'talk_per_success', 'talk_per_refusal', 'talk_utilisation', 'not_ready_rate', 'idle_rate'],
  ...['calls_per_login_hour'],
]
const hourCodes = ['dials', 'connects', 'connect_rate', 'online_successes']
/** Made of records, which have no moment, besides calls. */
const recordCodes = [
  'customer_records',
  'dialable_rate',
  'invalid_rate',
  'customer_contact_rate',
  'attempts_per_contact',
]
const listCodes = ['dials', 'connect_rate', 'agent_calls', 'effective_rate', 'online_successes', 'online_success_rate']

export type Kind = {
  name: string
  codes: readonly string[]
  by: Record<SpanName, readonly Grouping[]>
  /** The nth question of this kind is about another thing. */
  about?: (centre: Centre, nth: number) => Pick<Question, 'siteId' | 'campaignId' | 'teamId' | 'agentId'>
  reader?: (centre: Centre, nth: number) => Reader
}
const always = (...by: Grouping[]): Kind['by'] => ({ day: by, month: by, year: by })
const oneOf = <T>(all: readonly T[], nth: number): T => all[(nth * 7) % all.length] as T
const overTime: Kind['by'] = { day: ['quarterHour'], month: ['day'], year: ['month'] }

export const kinds: readonly Kind[] = [
  { name: 'centre', codes: centreCodes, by: always() },
  { name: 'centre by time', codes: centreCodes, by: overTime },
  { name: 'by campaign', codes: centreCodes, by: always('campaign') },
  { name: 'by team', codes: centreCodes, by: always('team') },
  { name: 'by agent', codes: peopleCodes, by: always('agent') },
  { name: 'hour × weekday', codes: hourCodes, by: always('hour', 'weekday') },
  { name: 'by region', codes: listCodes, by: always('region') },
  { name: 'by batch', codes: listCodes, by: always('campaign', 'batch') },
  {
    name: 'records by batch',
    codes: recordCodes,
    by: always('batch'),
    about: ({ campaigns }, nth) => ({ campaignId: oneOf(campaigns, nth).id }),
  },
  { name: 'agent × region', codes: listCodes, by: always('agent', 'region') },
  { name: 'agent × batch', codes: listCodes, by: always('agent', 'batch') },
  { name: 'agent × hour', codes: peopleCodes, by: always('agent', 'hour') },
  { name: 'region × hour', codes: listCodes, by: always('region', 'hour') },
  { name: 'team × day', codes: peopleCodes, by: always('team', 'day') },
  {
    name: 'campaign by time',
    codes: centreCodes,
    by: overTime,
    about: ({ campaigns }, nth) => ({ campaignId: oneOf(campaigns, nth).id }),
  },
  {
    name: 'leader: team by agent',
    codes: peopleCodes,
    by: always('agent'),
    about: ({ agents }, nth) => ({ teamId: oneOf(agents, nth).team.id }),
    reader: ({ agents }, nth) => ({ scope: 'team', agent: oneOf(agents, nth) }),
  },
  {
    name: 'manager: own site by team',
    codes: peopleCodes,
    by: always('team'),
    reader: ({ agents }, nth) => ({ scope: 'site', agent: oneOf(agents, nth) }),
    about: ({ agents }, nth) => ({ siteId: oneOf(agents, nth).team.site.id }),
  },
  {
    name: 'agent: own by time',
    codes: peopleCodes,
    by: overTime,
    about: ({ agents }, nth) => ({ agentId: oneOf(agents, nth).id }),
    reader: ({ agents }, nth) => ({ scope: 'own', agent: oneOf(agents, nth) }),
  },
]

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const dayMs = 86_400_000
/** Different days, months and years (of 12 months less a few days) of the year, the nth of them. */
export const daysOf: Record<SpanName, (year: number, nth: number) => Days> = {
  day: (year, nth) => {
    const day = Date.UTC(year, 0, 6) + ((nth * 47) % 350) * dayMs
    const worked = new Date(day).getUTCDay() === 0 ? day + dayMs : day
    return { from: iso(worked), to: iso(worked) }
  },
  month: (year, nth) => {
    const month = (nth * 5 + 4) % 12
    return { from: iso(Date.UTC(year, month, 1)), to: iso(Date.UTC(year, month + 1, 0)) }
  },
  year: (year, nth) => ({ from: iso(Date.UTC(year, 0, 1 + nth)), to: iso(Date.UTC(year, 11, 31)) }),
}

export type Posed = { kind: Kind; span: SpanName; nth: number; question: Question; reader: Reader }
export const poseOf = (centre: Centre, kind: Kind, span: SpanName, nth: number): Posed => ({
  ...{ kind, span, nth },
  question: { codes: kind.codes, by: kind.by[span], ...daysOf[span](centre.year, nth), ...kind.about?.(centre, nth) },
  reader: kind.reader?.(centre, nth) ?? { scope: 'all' },
})
