import { sql } from 'kysely'
import type { Locale } from '#contract/words.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { fieldWords } from '#domains/customers/text.ts'
import { spokenToIn } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { CustomerEdit } from '../contract.ts'
import type { Level } from '../report.ts'
import type { Narrowing, ReportQuery } from '../shapes.ts'
import { type Clock, callsWithin, clocksOf, type Sql } from './calls-sql.ts'
import type { Layout } from './columns.ts'
import { labelOf } from './labels.ts'
import { type Setting, settingOf } from './place.ts'
import { tellShares } from './shares.ts'
import type { Figure, Group, Told } from './table.ts'

/** Attributes are kept as `attributes.城市`, and called what their file called them. */
const fieldName = (field: string, locale: Locale): string => {
  const plain = field.replace(/^attributes\./, '')
  return fieldWords[plain]?.[locale] ?? plain
}

/** Changes `e` of the period on the clock of the reader's place: a customer's record has no site of its own to be dated by. */
const editsWithin = ({ place, period, narrowing }: Setting): Sql => {
  const edge = (day: string, after: number): Sql =>
    sql`((${day}::date + ${after}::int)::timestamp + ${place.dayStartsAt}::interval) at time zone ${place.timeZone}`
  return sql`from customers.edit_fact e join customers.customer_fact c on c.id = e.customer_id
    where e.at >= ${edge(period.from, 0)} and e.at < ${edge(period.to, 1)}
      and (${narrowing.siteId ?? null}::uuid is null or c.site_id = ${narrowing.siteId ?? null}::uuid)
      and (${narrowing.teamId ?? null}::uuid is null or c.team_id = ${narrowing.teamId ?? null}::uuid)
      and (${narrowing.agentId ?? null}::uuid is null or e.by_id = ${narrowing.agentId ?? null}::uuid)`
}

const levelSql = (level: Level, { place }: Setting): { key: Sql; name: Sql } => {
  if (level === 'team')
    return { key: sql`c.team_id::text`, name: sql`(select t.name from people.team_fact t where t.id = c.team_id)` }
  if (level === 'agent') return { key: sql`e.by_id::text`, name: sql`e.by_name` }
  if (level === 'day')
    return {
      key: sql`to_char((e.at at time zone ${place.timeZone}) - ${place.dayStartsAt}::interval, 'YYYY-MM-DD')`,
      name: sql`null::text`,
    }
  return { key: sql`e.field`, name: sql`null::text` }
}

const spokenTo = async (ctx: Context, { period, narrowing }: Setting): Promise<number> => {
  const kept = await spokenToIn(ctx, period, narrowing)
  return kept ?? spokenByCalls(ctx, await clocksOf(ctx, period), narrowing)
}
const spokenByCalls = async (ctx: Context, clocks: readonly Clock[], narrowing: Narrowing): Promise<number> => {
  const { rows } = await sql<{ customers: number }>`
    select count(*)::int as customers from (
      select distinct f.customer_id ${callsWithin(clocks, narrowing)} and f.talk_ms > 0 and f.customer_id is not null) f`.execute(
    ctx.db,
  )
  return rows[0]?.customers ?? 0
}

type Counted = { times: number; customers: number; lastAt: string | null }
const figuresOf = ({ times, customers, lastAt }: Counted, spoken: number): Map<string, Figure> =>
  new Map<string, Figure>([
    ['times', { value: times }],
    ['customers', { value: customers }],
    [
      'update_rate',
      {
        value: spoken === 0 ? null : customers / spoken,
        numerator: customers,
        denominator: spoken,
        isSmall: spoken > 0 && spoken < 30,
      },
    ],
    ...(lastAt ? [['last_at', { value: null, said: lastAt }] as const] : []),
  ])

/** Which fields of customer records were changed, how often, of how many customers. */
export const fromEdits = async (ctx: Context, setting: Setting, { by }: Layout): Promise<Told> => {
  const { locale } = ctx.actor
  const { timeZone } = setting.place
  const [level = 'field'] = by
  const { key, name } = levelSql(level, setting)
  // Counted customer by customer first: that spares sorting every change of a year to find the different ones.
  const ofCustomers = sql`from (select ${key} as key, min(${name}) as name, count(*) as times, max(e.at) as at
    ${editsWithin(setting)} group by 1, e.customer_id) f`
  const counted = sql`coalesce(sum(f.times), 0)::int as times, count(*)::int as customers,
    to_char(max(f.at) at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI') as last_at`
  const [{ rows }, whole, spoken] = await Promise.all([
    sql<Counted & { key: string | null; name: string | null }>`
      select f.key, min(f.name) as name, ${counted} ${ofCustomers} group by 1`.execute(ctx.db),
    sql<Counted>`select ${counted} from (select count(*) as times, max(e.at) as at
      ${editsWithin(setting)} group by e.customer_id) f`.execute(ctx.db),
    spokenTo(ctx, setting),
  ])
  const groups = rows.map(
    (row): Group => ({
      keys: [row.key],
      labels: [
        level === 'field' ? fieldName(row.key ?? '', locale) : labelOf(level, row.key, row.name || null, locale),
      ],
      figures: figuresOf(row, spoken),
    }),
  )
  const figures = figuresOf(whole.rows[0] ?? { times: 0, customers: 0, lastAt: null }, spoken)
  tellShares(groups, figures)
  return { groups, whole: figures, notes: [] }
}

const numberFields = ['number', 'firstNumber', 'phone']
/** What a field held, in words; numbers masked like everywhere. */
const said = (value: unknown, field: string): string => {
  if (value === null || value === undefined || value === '') return ''
  const words = typeof value === 'string' ? value : JSON.stringify(value)
  return numberFields.includes(field) ? maskNumber(words) : words.slice(0, 300)
}

/** The changes themselves, newest first. */
export const listEdits = async (
  ctx: Context,
  {
    after,
    limit,
    field,
    ...query
  }: ReportQuery & { after?: string | undefined; limit: number; field?: string | undefined },
) => {
  const setting = await settingOf(ctx, query)
  const { locale } = ctx.actor
  const { rows } = await sql<
    Omit<CustomerEdit, 'before' | 'after' | 'source'> & { before: unknown; after: unknown; byId: string | null }
  >`
    select e.id::text as id, e.at, e.customer_id, c.name as customer_name, e.field, e.before, e.after, e.by_name, e.by_id
    ${editsWithin(setting)} and (${field ?? null}::text is null or e.field = ${field ?? null})
      and (${after ?? null}::bigint is null or e.id < ${after ?? null}::bigint)
    order by e.id desc limit ${limit + 1}`.execute(ctx.db)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(
      ({ byId, before, after: now, field: changed, ...row }): CustomerEdit => ({
        ...row,
        field: fieldName(changed, locale),
        before: said(before, changed),
        after: said(now, changed),
        source: byId === null || byId.startsWith('00000000') ? 'system' : 'person',
      }),
    ),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}
