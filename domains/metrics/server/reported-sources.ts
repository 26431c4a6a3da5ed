import { sql } from 'kysely'
import type { FilterName, Sql } from './filter.ts'
import { narrowed } from './filter.ts'
import { type Asked, dayGroups, quarterGroups, type Source } from './source.ts'
import { ofDays } from './span.ts'

/**
 * Rows of `relation` with the business day and quarter of `moment` on the clock of their campaign's site, else of their
 * own; the bounds of time let the index help.
 */
export const dayOf =
  (relation: Sql, moment: string, columns: Sql) =>
  ({ span, filter }: Asked): Sql =>
    sql`from (
    select d.*, ${columns}, (l.local - coalesce(s.day_starts_at, '00:00')::interval)::date as day,
      (extract(hour from l.local) * 4 + floor(extract(minute from l.local) / 15))::smallint as quarter
    from ${relation} d
      left join campaigns.campaign_fact p on p.id = d.campaign_id
      left join people.site_fact s on s.id = coalesce(p.site_id, d.site_id)
      cross join lateral (select ${sql.ref(`d.${moment}`)} at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) l
    where ${sql.ref(`d.${moment}`)} >= ${span.from}::timestamptz and ${sql.ref(`d.${moment}`)} < ${span.to}::timestamptz) f
  where ${ofDays(span)} and ${narrowed(filter)}`

const moments = [...dayGroups, ...quarterGroups] as const
const told = ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'] as const
const source = (filters: readonly FilterName[], rows: Source['rows']): Source => ({
  groups: [
    ...moments,
    'site',
    'campaign',
    'product',
    'team',
    'agent',
    ...(filters.includes('batchId') ? (['batch'] as const) : []),
    ...(filters.includes('region') ? (['region'] as const) : []),
  ],
  filters,
  rows,
})
const without = (...names: FilterName[]) => told.filter((name) => !names.includes(name))

const orderColumns = sql`1 as orders, d.units as order_units, d.amount as order_amount,
  (d.order_kind = 'sale')::int as sales, case when d.order_kind = 'sale' then d.units else 0 end as sale_units,
  case when d.order_kind = 'sale' then d.amount else 0 end as sale_amount,
  case when d.focus_model then d.units else 0 end as focus_units,
  (d.order_kind = 'remittance')::int as remittances, case when d.order_kind = 'remittance' then d.amount else 0 end as remittance_amount,
  (d.order_kind = 'instalment')::int as instalments, case when d.order_kind = 'instalment' then d.amount else 0 end as instalment_principal,
  (d.order_kind = 'premium')::int as policies, case when d.order_kind = 'premium' then d.amount else 0 end as premium,
  case when d.order_kind = 'activation' then d.units else 0 end as first_activations,
  case when d.order_kind in ('sale', 'premium') then d.amount else 0 end as revenue`

const surveyColumns = sql`1 as surveys, d.satisfied::int as satisfied_surveys,
  (d.channel = 'sms')::int as sms_surveys, (d.channel = 'sms' and d.satisfied)::int as sms_satisfied,
  (d.channel = 'hangup')::int as hangup_surveys, (d.channel = 'hangup' and d.satisfied)::int as hangup_satisfied,
  (d.channel = 'call')::int as call_surveys, (d.channel = 'call' and d.satisfied)::int as call_satisfied`

const reviewColumns = sql`1 as reviews, d.excellent::int as excellent_reviews, d.score as review_score, d.score ^ 2 as review_score_squared`

/** The behaviours the centre comes with have facts of their own, so that each can be a measure. */
export const countedBehaviours = [
  'opening_in_15s',
  'need_asked',
  'objection_answered',
  'close_attempt',
  'benefit_explained',
  'terms_stated',
] as const
const counted = (column: 'done' | 'opportunities', condition: Sql, name: string): Sql =>
  sql`case when ${condition} then ${sql.ref(`d.${column}`)} else 0 end as ${sql.id(name)}`
const behaviourColumns = sql.join([
  sql`d.done as behaviours_done, d.opportunities as behaviour_opportunities`,
  ...(['communication', 'productKnowledge'] as const).flatMap((skill) => {
    const name = skill === 'communication' ? 'communication' : 'product_knowledge'
    const condition = sql`d.skill = ${sql.lit(skill)}`
    return [counted('done', condition, `${name}_done`), counted('opportunities', condition, `${name}_opportunities`)]
  }),
  ...countedBehaviours.flatMap((code) => {
    const condition = sql`d.behaviour = ${sql.lit(code)}`
    return [counted('done', condition, `${code}_done`), counted('opportunities', condition, `${code}_opportunities`)]
  }),
])

/** A questionnaire counts here only where no call tells of it, or it would count twice. */
const questionnaireColumns = sql`(d.completed and not exists (
  select from calls.call_fact k where k.id = d.call_id and k.outcome_kind = 'success'))::int as questionnaires_elsewhere`

/** What other systems and people tell of calls. */
export const reportedSources = {
  order: source(told, dayOf(sql`results.order_fact`, 'at', orderColumns)),
  survey: source(told, dayOf(sql`results.survey_fact`, 'at', surveyColumns)),
  review: source(told, dayOf(sql`results.review_fact`, 'at', reviewColumns)),
  behaviour: source(told, dayOf(sql`results.behaviour_fact`, 'at', behaviourColumns)),
  questionnaire: source(told, dayOf(sql`results.questionnaire_fact`, 'at', questionnaireColumns)),
  complaint: source(
    without('batchId'),
    dayOf(
      sql`complaints.complaint_fact`,
      'receivedAt',
      sql`1 as complaints, (coalesce(d.responsibility, '') = 'agent')::int as complaints_of_agents`,
    ),
  ),
  help: source(
    without('batchId', 'region'),
    dayOf(sql`(select h.*, h.employee_id as agent_id from presence.help_fact h)`, 'askedAt', sql`1 as help_requests`),
  ),
} satisfies Record<string, Source>
