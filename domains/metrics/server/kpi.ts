import { type RawBuilder, sql } from 'kysely'
import type { CampaignType } from '#domains/campaigns/server/public.ts'
import type { Grouping, MeasureWords } from '../measure.ts'

/** The published views measures are made of; in their SQL every one of them goes by the name `f`. */
export const factNames = ['call', 'agentTime', 'session', 'contact', 'campaign', 'none'] as const
export type FactName = (typeof factNames)[number]

export type Sql = RawBuilder<unknown>
/**
 * One additive sum over one kind of fact: `value` of every row that meets `where`. Sums of parts add up to the sum of
 * the whole, so a measure may be grouped, dated and drilled in any way and stays true.
 */
export type Sum = { fact: FactName; value: Sql; where: Sql; notBy?: readonly Grouping[] }

const everyRow = sql`true`
const one = sql`1`

/** Calls that meet a condition, or something summed over them. */
export const calls = (where: Sql = everyRow): Sum => ({ fact: 'call', value: one, where })
export const sumOfCalls = (value: Sql, where: Sql = everyRow): Sum => ({ fact: 'call', value, where })
/** Seconds agents spent in these states; `f.seconds` is the part of a stretch inside the period and the group. */
export const secondsIn = (...states: string[]): Sum => ({
  fact: 'agentTime',
  value: sql`f.seconds`,
  where: states.length === 0 ? everyRow : sql`f.state in (${sql.join(states.map((state) => sql.lit(state)))})`,
})
export const hoursIn = (...states: string[]): Sum => ({ ...secondsIn(...states), value: sql`f.seconds / 3600.0` })
/** Agents at work, each counted once a business day, which leaves nothing to say of a single hour. */
export const agentDays = (): Sum => ({
  fact: 'agentTime',
  value: sql`f.first_of_day`,
  where: everyRow,
  notBy: ['hour'],
})
export const countSignIns = (): Sum => ({ fact: 'session', value: one, where: everyRow })
/** Records drawn into the campaign. They have no moment: the period does not limit them. */
export const contacts = (where: Sql = everyRow): Sum => ({ fact: 'contact', value: one, where })
export const sumOfContacts = (value: Sql, where: Sql = everyRow): Sum => ({ fact: 'contact', value, where })
export const sumOfCampaigns = (value: Sql, where: Sql = everyRow): Sum => ({ fact: 'campaign', value, where })
/** For terms of the handbook nobody records yet: always 0, so that the measure reads "–". */
export const notRecordedYet = (): Sum => ({ fact: 'none', value: sql`0`, where: everyRow })

/** An agent spoke on it. */
export const talked = sql`f.talk_ms > 0`
/** Somebody picked up, as far as we know a person. */
export const answeredByPerson = sql`f.answered_at is not null and f.answered_by is distinct from 'machine'`
export const succeeded = sql`f.outcome_kind = 'success'`
/** The agent spoke with the right person and knows where the customer stands. */
export const effective = sql`f.talk_ms > 0 and f.outcome_kind in ('success', 'refusal', 'callback', 'noDecision')`
/** The first conversation with that record in that campaign: each customer counts once, whenever it was. */
export const firstTalkWithRecord = sql`f.talk_ms > 0 and not exists (
  select from calls.call_fact earlier where earlier.entry_id = f.entry_id and earlier.campaign_id = f.campaign_id
    and earlier.talk_ms > 0 and (earlier.placed_at, earlier.id) < (f.placed_at, f.id))`
/** Numbers that reach nobody, or nobody we meant. */
export const invalidRecord = sql`f.close_reason in ('emptyNumber', 'suspended', 'invalid', 'wrongPerson')`
const ofType = (column: Sql, types: readonly CampaignType[]): Sql =>
  sql`${column} in (select c.id from campaigns.campaign_fact c where c.type in (${sql.join(types.map((type) => sql.lit(type)))}))`
export const inCampaignsOf = (...types: CampaignType[]): Sql => ofType(sql`f.campaign_id`, types)
export const both = (...conditions: Sql[]): Sql => sql`(${sql.join(conditions, sql`) and (`)})`

/** Rows of a worked example; what is not said is as in `test-rows.ts`. */
export type ExampleRows = {
  campaign?: { type?: CampaignType; targetSuccesses?: number }
  calls?: readonly Partial<{
    talkSeconds: number
    wrapUpSeconds: number
    answered: boolean
    answeredBy: 'person' | 'machine' | null
    abandoned: boolean
    outcomeKind: string
    /** Which record was called: calls with the same number are calls to the same customer. */
    record: number
    /** Seconds from the order to dial until it rang, was answered and was joined to the agent. */
    ringsAfter: number
    answeredAfter: number
    joinedAfter: number
  }>[]
  contacts?: readonly Partial<{ attempts: number; closeReason: string }>[]
  /** One list of stretches for each agent, in seconds, back to back from nine o'clock. */
  agents?: readonly (readonly { state: string; seconds: number }[])[]
}

export type Kpi = Omit<MeasureWords, 'source' | 'minimumSample' | 'owner' | 'excludes' | 'version'> & {
  source: string | null
  minimumSample: number
  owner: MeasureWords['owner']
  excludes: MeasureWords['excludes']
  version: number
  top: Sum
  per: Sum | null
  example: { given: ExampleRows; equals: number | null }
}
type Stated = Pick<Kpi, 'code' | 'name' | 'meaning' | 'formula' | 'unit' | 'better' | 'top' | 'example'> &
  Partial<Pick<Kpi, 'source' | 'minimumSample' | 'owner' | 'excludes' | 'version' | 'per'>>

/** Declares one measure: its words, its two sums and a worked example that is also its test. */
export const defineKpi = (stated: Stated): Kpi => ({
  source: null,
  minimumSample: stated.unit === 'ratio' ? 30 : 0,
  owner: 'campaignManager',
  excludes: null,
  version: 1,
  per: null,
  ...stated,
})
