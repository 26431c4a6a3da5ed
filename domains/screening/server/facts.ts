import { type RawBuilder, sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import { longestDays, type Test } from '../condition.ts'
import type { FieldCode } from '../fields.ts'

/** Whose list is looked at, when, and with whose knowledge. */
export type Ground = { campaign: Campaign; listId: string; now: Date }
type Sql = RawBuilder<unknown>

/** Numbers of China that can be dialled: mobile, landline, 400/800, 95/96; of other countries seven digits and more. */
const dialable = sql.raw(
  String.raw`case when e.number like '+86%'
    then e.number ~ '^\+86(1[3-9]\d{9}|10[2-8]\d{7}|2\d[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7}|[48]00\d{7}|9[56]\d{3,6})$'
    else e.number ~ '^\+[1-9]\d{6,14}$' end`,
)
const badFormat = sql`not (${dialable})`
const numberKind = sql.raw(String.raw`case when e.number ~ '^\+861[3-9]\d{9}$' then 'mobile'
  when e.number ~ '^\+86400\d{7}$' then 'service400' when e.number ~ '^\+869[56]\d{3,6}$' then 'service95'
  when e.number like '+86%' then 'landline' else 'abroad' end`)

const purposeOf = ({ type }: Campaign): string =>
  type === 'sales' ? 'sales' : type === 'survey' || type === 'satisfaction' ? 'survey' : 'service'

/** Records merged into others, so that each person counts once whatever record a list or a call names. */
const merged = (id: Sql): Sql =>
  sql`left join (select id as merged_id, golden_id from customers.customer_fact where merged_into is not null) m on m.merged_id = ${id}`
const golden = (id: Sql): Sql => sql`coalesce(m.golden_id, ${id})`
const person = golden(sql`e.customer_id`)

const joinsOf = {
  number: () => sql`left join customers.phone_fact n on n.number = e.number`,
  customer: () => sql`left join customers.customer_fact cu on cu.id = ${person}`,
  doNotCall: ({ campaign, now }: Ground) => sql`left join (
    select distinct number from compliance.do_not_call_fact
    where ended_at is null and since <= ${now} and (until is null or until > ${now})
      and (kind <> 'campaign' or campaign_id = ${campaign.id})) d on d.number = e.number`,
  elsewhere: ({ campaign }: Ground) => sql`left join (
    select distinct ${golden(sql`oe.customer_id`)} as person
    from campaigns.campaign_fact oc join lists.entry_fact oe on oe.list_id = oc.list_id and oe.reverted_at is null
      ${merged(sql`oe.customer_id`)}
    where oc.state = 'running' and oc.id <> ${campaign.id}
      and (${campaign.startedAt}::timestamptz is null or (oc.started_at, oc.id) < (${campaign.startedAt}::timestamptz, ${campaign.id}::uuid))
      and not exists (select from screening.exclusion x where x.campaign_id = oc.id and x.entry_id = oe.id)
  ) o on o.person = ${person}`,
  consent: ({ campaign }: Ground) => sql`left join lateral (
    select k.act from compliance.consent_fact k
    where (k.customer_id = ${person} or k.number = e.number) and k.purpose in ('any', ${purposeOf(campaign)})
      and k.channel in ('any', 'call') order by k.at desc limit 1) k on true`,
  score: ({ campaign }: Ground) =>
    sql`left join scoring.score_fact s on s.campaign_id = ${campaign.id} and s.entry_id = e.id`,
  products: ({ now }: Ground) => sql`left join (
    select customer_id, array_agg(distinct product) as held from customers.holding_fact
    where ended_on is null or ended_on > ${now} group by customer_id) pr on pr.customer_id = ${person}`,
  tags: () => sql`left join (
    select customer_id, array_agg(distinct tag) as all_tags from customers.tag_fact group by customer_id
  ) tg on tg.customer_id = ${person}`,
} satisfies Record<string, (ground: Ground) => Sql>
type Join = keyof typeof joinsOf

type Counter = 'dials' | 'talks' | 'refusals' | 'successes' | 'complaints'
const counted: Record<Counter, Sql> = {
  dials: sql`true`,
  talks: sql`talk_ms > 0`,
  refusals: sql`outcome_kind = 'refusal'`,
  successes: sql`outcome_kind = 'success'`,
  complaints: sql`outcome_kind = 'complaint'`,
}
const dayMs = 86_400_000
const counterOf: Partial<Record<FieldCode, Counter>> = {
  dials: 'dials',
  talks: 'talks',
  refusals: 'refusals',
  successes: 'successes',
  complaints: 'complaints',
  dialsThisMonth: 'dials',
  talksThisMonth: 'talks',
}

/** Collects what the fields asked for need: each join once, each count of calls once. */
export class Facts {
  private readonly ground: Ground
  private readonly joins = new Set<Join>()
  private readonly counts = new Map<string, { column: string; what: Sql }>()

  constructor(ground: Ground) {
    this.ground = ground
  }

  /** The value of the field for entry `e`; null where nothing is known. */
  value({ field, name, withinDays }: Pick<Test, 'field' | 'name' | 'withinDays'>): Sql {
    const counter = counterOf[field]
    if (counter) return this.count(counter, withinDays)
    return this.plain(field as Exclude<FieldCode, Counter | 'dialsThisMonth' | 'talksThisMonth'>, name ?? '')
  }
  private plain(field: Exclude<FieldCode, Counter | 'dialsThisMonth' | 'talksThisMonth'>, name: string): Sql {
    const of: Record<typeof field, () => Sql> = {
      numberState: () => this.with('number', sql`n.state`),
      numberKind: () => numberKind,
      province: () => this.with('number', sql`nullif(n.province, '')`),
      city: () => this.with('number', sql`nullif(n.city, '')`),
      badFormat: () => badFormat,
      repeatedInList: () => this.repeated(),
      inAnotherCampaign: () => this.with('elsewhere', sql`o.person is not null`),
      doNotCall: () => this.with('doNotCall', sql`d.number is not null`),
      attribute: () => sql`e.attributes ->> ${name}`,
      customerAttribute: () => this.with('customer', sql`cu.attributes ->> ${name}`),
      priority: () => sql`e.priority`,
      answerChance: () => sql`e.answer_chance`,
      products: () => this.with('products', sql`pr.held`),
      tags: () => this.with('tags', sql`tg.all_tags`),
      consent: () => this.with('consent', sql`k.act`),
      score: () => this.with('score', sql`s.success`),
    }
    return of[field]()
  }
  /** The score to rank by; null where a contact has none. */
  score(): Sql {
    return this.with('score', sql`s.success`)
  }

  /** The same person again. Of several numbers the one that can be used stands first, then the list decides. */
  private repeated(): Sql {
    const unusable = [
      badFormat,
      this.with('number', sql`coalesce(n.state not in ('valid', 'unknown'), false)`),
      this.with('doNotCall', sql`d.number is not null`),
    ]
    return sql`row_number() over (partition by ${person} order by (${sql.join(unusable, sql` or `)}), e.priority, e.id) > 1`
  }

  private with(join: Join, value: Sql): Sql {
    this.joins.add(join)
    return value
  }
  private count(counter: Counter, withinDays: number | undefined): Sql {
    const key = `${counter} ${withinDays ?? 'month'}`
    const known = this.counts.get(key)
    const column = known?.column ?? `c${this.counts.size}`
    const since = withinDays === undefined ? this.monthStart() : sql`${this.daysAgo(withinDays)}`
    if (!known) this.counts.set(key, { column, what: sql`placed_at >= ${since} and ${counted[counter]}` })
    return sql`coalesce(past.${sql.ref(column)}, 0)`
  }
  private daysAgo(days: number): Date {
    return new Date(this.ground.now.getTime() - days * dayMs)
  }
  private monthStart(): Sql {
    const { campaign, now } = this.ground
    return sql`(date_trunc('month', ${now}::timestamptz at time zone ${campaign.timeZone}) at time zone ${campaign.timeZone})`
  }

  /** Joins for everything asked so far, after `lists.entry_fact e`. */
  from(): Sql {
    const joins = [...this.joins].map((join) => joinsOf[join](this.ground))
    if (this.counts.size > 0) joins.push(this.callCounts())
    return sql.join([merged(sql`e.customer_id`), ...joins], sql` `)
  }
  /** Calls of these people in all campaigns. What never rang because we called it off is no call to anybody. */
  private callCounts(): Sql {
    const columns = [...this.counts.values()].map(
      ({ column, what }) => sql`count(*) filter (where ${what}) as ${sql.ref(column)}`,
    )
    const { listId } = this.ground
    return sql`left join (
      select ${golden(sql`customer_id`)} as person, ${sql.join(columns)}
      from calls.call_fact ${merged(sql`customer_id`)}
      where placed_at >= ${this.daysAgo(longestDays)} and not coalesce(cause = 'cancelled' and ringing_at is null, false)
        and ${golden(sql`customer_id`)} in (
          select ${person} from lists.entry_fact e ${merged(sql`e.customer_id`)}
          where e.list_id = ${listId} and e.reverted_at is null)
      group by 1) past on past.person = ${person}`
  }
}
