import { sql } from 'kysely'
import { daysBetween } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type FrozenPeriod, type LateSource, type PeriodState, refusals } from '../contract.ts'
import { factByCode } from './facts/all.ts'
import { reportedKinds } from './reported-sources.ts'
import { freshen } from './rollup.ts'

type Days = { from: string; to: string }

const periods = sql`select p.id, p.from_day, p.to_day, p.version, p.frozen_at, p.frozen_by_name, p.opened_at, p.opened_by_name, p.opened_why,
    case when p.opened_at is null then (select count(*) from metrics.late_change c where c.day between p.from_day and p.to_day) else 0 end as late_changes
  from metrics.frozen_period p`

export const listFrozenPeriods = async ({ db }: Context): Promise<FrozenPeriod[]> =>
  (await sql<FrozenPeriod>`${periods} order by p.from_day desc, p.frozen_at desc limit 500`.execute(db)).rows

const getPeriod = async ({ db }: Context, periodId: string): Promise<FrozenPeriod> =>
  (await sql<FrozenPeriod>`${periods} where p.id = ${periodId}`.execute(db)).rows[0] ?? refuse(refusals.noSuchPeriod)

const keptOf = async ({ db }: Context, { fromDay, toDay, version }: FrozenPeriod) => {
  const { rows } = await sql<{ figures: Record<string, number>; version: number }>`
    select figures, version from metrics.frozen_period where from_day = ${fromDay} and to_day = ${toDay}
      and version in (${version}, ${version - 1})`.execute(db)
  const of = (which: number) => rows.find((row) => row.version === which)?.figures
  return { before: of(version - 1), now: of(version) ?? {} }
}

/**
 * The sums of the whole period when it was frozen, beside those of the version before. Kept are those of the whole centre;
 * who sees a part of it is told that part while it stands.
 */
export const getFrozenPeriod = async (ctx: Context, periodId: string) => {
  const period = await getPeriod(ctx, periodId)
  const { before, now } =
    ctx.actor.scope === 'all'
      ? await keptOf(ctx, period)
      : {
          before: undefined,
          now: period.openedAt ? {} : await figuresOf(ctx.db, { from: period.fromDay, to: period.toDay }),
        }
  const figures = [...factByCode.values()].flatMap(({ code, name, unit }) => {
    const amount = now[code]
    // Squares serve intervals alone.
    if (amount === undefined || unit === 'squaredSeconds' || code.endsWith('_squared')) return []
    return [{ fact: code, name, unit, amount, before: before?.[code] ?? null }]
  })
  const { rows: late } = await sql<{ source: LateSource; changes: number; notedAt: string }>`
    select source, count(*) as changes, max(noted_at) as noted_at from metrics.late_change
    where ${period.openedAt}::timestamptz is null and day between ${period.fromDay} and ${period.toDay}
    group by source order by count(*) desc, source`.execute(ctx.db)
  return { ...period, figures, late }
}

/** The last business day that is over on the clock of every site. */
const lastDayOver = async ({ db, now }: Context): Promise<string> => {
  const { rows } = await sql<{ day: string }>`
    select (min((${now().toISOString()}::timestamptz at time zone s.time_zone - s.day_starts_at::interval)::date) - 1)::text as day
    from (select time_zone, day_starts_at from people.site_fact where closed_at is null union select 'Asia/Shanghai', '00:00' where not exists (select from people.site_fact)) s`.execute(
    db,
  )
  return rows[0]?.day ?? ''
}

const toldApart = [
  ...[
    'grain',
    'day',
    'slot',
    'quarter',
    'campaign_id',
    'site_id',
    'team_id',
    'agent_id',
    'batch_id',
    'region',
    'reason_id',
  ],
  ...['outcome', 'script_version', 'kind', 'post', 'joined_on', 'left_on', 'has_seat'],
]
const kept = [
  ...['call', 'time'].map(
    (kind) => sql`select to_jsonb(r) as r, r.day from ${sql.table(`metrics.${kind}Rollup`)} r where r.grain = 'teams'`,
  ),
  ...reportedKinds.map(
    (kind) => sql`select to_jsonb(r), r.day from ${sql.table(`metrics.${kind}Rollup`)} r where r.grain = 'people'`,
  ),
  sql`select to_jsonb(r), r.day from metrics.frozen_people r where r.kind <> 'staff'`,
]
/** Every sum of the period, as it stands. */
const figuresOf = async (db: Db, { from, to }: Days): Promise<Record<string, number>> => {
  const { rows } = await sql<{ code: string; amount: number }>`
    select x.key as code, sum(x.value::numeric)::float8 as amount
    from (${sql.join(kept, sql` union all `)}) f cross join lateral jsonb_each_text(f.r - ${toldApart}::text[]) x
    where f.day between ${from}::date and ${to}::date and x.value is not null group by x.key
    union all select n.code, n.amount::float8 from (
      select count(*) filter (where left_on = day) as leavers, count(*) filter (where day = ${to}::date and left_on is distinct from day) as staff_at_end
      from metrics.frozen_people where kind = 'staff' and day between ${from}::date and ${to}::date) s
      cross join lateral (values ('leavers', s.leavers), ('staff_at_end', s.staff_at_end)) n (code, amount)`.execute(db)
  return Object.fromEntries(rows.map(({ code, amount }) => [code, amount]))
}

/**
 * Keeps everybody else from correcting calls of the past and from bringing sums up to date until this is done: what freezes or
 * opens must not cross with either. In this order, as whoever lets go of calls takes them.
 */
const holdSums = async ({ db }: Context): Promise<void> => {
  await sql`select pg_advisory_xact_lock(1129469263, 1)`.execute(db)
  await sql`select pg_advisory_xact_lock(1129469263, 0)`.execute(db)
}

/** Days are frozen for everybody, and the version keeps the sums of everybody. */
const checkSeesAll = ({ actor }: Context): void => {
  if (actor.scope !== 'all') refuse(refusals.wholeCentreOnly)
}

/**
 * Freezes business days: everything that has a day – calls, agent time, what is reported, plans, people – stands as it is;
 * what changes later waits until somebody opens the days again. Refuses days that are not over, and days frozen already.
 */
export const freezePeriod = (ctx: Context, days: Days): Promise<FrozenPeriod> =>
  inTransaction(ctx, async (tx) => {
    checkSeesAll(tx)
    await holdSums(tx)
    if (days.to > (await lastDayOver(tx))) refuse(refusals.dayNotOver, { day: days.to })
    const taken = await sql<{ from: string; to: string }>`
      select from_day::text as from, to_day::text as to from metrics.frozen_period
      where opened_at is null and from_day <= ${days.to}::date and to_day >= ${days.from}::date limit 1`.execute(tx.db)
    if (taken.rows[0]) refuse(refusals.alreadyFrozen, taken.rows[0])
    await freshen(tx, { atOnce: true })
    await sql`select metrics.keep_people(${days.from}, ${days.to}, ${tx.now()})`.execute(tx.db)
    const figures = await figuresOf(tx.db, days)
    const { rows } = await sql<{ id: string }>`
      insert into metrics.frozen_period (from_day, to_day, version, frozen_at, frozen_by_name, figures)
      select ${days.from}, ${days.to}, count(*) + 1, ${tx.now()}, ${tx.actor.name}, ${JSON.stringify(figures)}
      from metrics.frozen_period where from_day = ${days.from} and to_day = ${days.to} returning id`.execute(tx.db)
    return getPeriod(tx, rows[0]?.id ?? '')
  })

/** Opens frozen days again: what came late is let in, and stays told in the period's history. */
export const openPeriod = (ctx: Context, periodId: string, why: string): Promise<FrozenPeriod> =>
  inTransaction(ctx, async (tx) => {
    checkSeesAll(tx)
    await holdSums(tx)
    const period = await getPeriod(tx, periodId)
    const { numUpdatedRows } = await tx.db
      .updateTable('metrics.frozenPeriod')
      .set({ openedAt: tx.now(), openedByName: tx.actor.name, openedWhy: why })
      .where('id', '=', periodId)
      .where('openedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse(refusals.notFrozen)
    await sql`select metrics.let_in_late_changes(${period.fromDay}, ${period.toDay})`.execute(tx.db)
    return getPeriod(tx, periodId)
  })

/** Until when the figures of these days reach, by which clocks, and how much of them is frozen. */
export const periodState = async ({ db, now }: Context, { from, to }: Days): Promise<PeriodState> => {
  const asOf = now().toISOString()
  const [clocks, frozen, late] = await Promise.all([
    sql<
      PeriodState['clocks'][number]
    >`select distinct time_zone, day_starts_at from people.site_fact where closed_at is null order by 1, 2`.execute(db),
    sql<{ days: number; version: number | null }>`
      select coalesce(sum(least(to_day, ${to}::date) - greatest(from_day, ${from}::date) + 1), 0) as days, max(version) as version
      from metrics.frozen_period where opened_at is null and from_day <= ${to}::date and to_day >= ${from}::date`.execute(
      db,
    ),
    sql<{
      n: number
    }>`select count(*) as n from metrics.late_change where day between ${from}::date and ${to}::date`.execute(db),
  ])
  return {
    asOf,
    clocks: clocks.rows,
    days: daysBetween(from, to) + 1,
    frozenDays: frozen.rows[0]?.days ?? 0,
    version: frozen.rows[0]?.version ?? null,
    lateChanges: late.rows[0]?.n ?? 0,
  }
}
