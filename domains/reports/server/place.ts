import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { businessDayAt } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import { comparedWith, lengthOf, mostDays, type Period, periodOf, type WantedPeriod } from '../period.ts'
import { refusals } from '../refusals.ts'
import type { Narrowing, ReportQuery } from '../shapes.ts'

/** On whose clock a report says "today": that of what it is narrowed to, else of the reader, else of the sites in reach. */
export type Place = {
  siteId: string | null
  timeZone: string
  dayStartsAt: string
  today: string
  severalClocks: boolean
}

export const placeOf = async (ctx: Context, narrowing: Narrowing): Promise<Place> => {
  const { db, actor } = ctx
  const { rows } = await sql<Omit<Place, 'today'>>`
    select s.id as site_id, s.time_zone, s.day_starts_at,
      (select count(distinct (o.time_zone, o.day_starts_at)) > 1 from people.site_fact o where o.closed_at is null
        and (${actor.scope === 'all'} or o.id = any (${[...actor.siteIds]}::uuid[])
          or o.id in (select t.site_id from people.team_fact t where t.id = any (${[...actor.teamIds]}::uuid[])))) as several_clocks
    from people.site_fact s where s.id = coalesce(
      ${narrowing.siteId ?? null}::uuid,
      (select site_id from campaigns.campaign_fact where id = ${narrowing.campaignId ?? null}::uuid),
      (select site_id from people.team_fact where id = ${narrowing.teamId ?? null}::uuid),
      (select site_id from people.employee_fact where id = ${narrowing.agentId ?? null}::uuid),
      (select site_id from people.employee_fact where id = ${actor.id}::uuid),
      (select site_id from people.team_fact where id = any (${[...actor.teamIds]}::uuid[]) order by id limit 1),
      (select id from people.site_fact where id = any (${[...actor.siteIds]}::uuid[]) order by id limit 1), (select id from people.site_fact order by id limit 1))`.execute(
    db,
  )
  const place = rows[0] ?? { siteId: null, timeZone: 'Asia/Shanghai', dayStartsAt: '00:00', severalClocks: false }
  const narrowed = narrowing.siteId ?? narrowing.campaignId ?? narrowing.teamId ?? narrowing.agentId
  return {
    ...place,
    severalClocks: place.severalClocks && narrowed === undefined,
    today: await businessDayAt(db, place.siteId ?? '00000000-0000-0000-0000-000000000000', ctx.now()),
  }
}

const checked = (period: Period): Period => {
  const days = lengthOf(period)
  if (days <= 0) refuse(refusals.periodBackwards)
  if (days > mostDays) refuse(refusals.periodTooLong, { days: mostDays })
  return period
}

/** The days wanted, checked. Refuses a period that is missing, backwards or too long. */
export const getPeriod = (wanted: WantedPeriod, today: string): Period =>
  checked(periodOf(wanted, today) ?? refuse(refusals.periodMissing))

/** Where and when a report is told of. */
export type Setting = {
  place: Place
  period: Period
  compared: { period: Period; isPart: boolean } | undefined
  narrowing: Narrowing
}
export const settingOf = async (ctx: Context, query: ReportQuery): Promise<Setting> => {
  const { siteId, campaignId, teamId, agentId, batchId, product, region } = query
  const narrowing = { siteId, campaignId, teamId, agentId, batchId, product, region }
  const place = await placeOf(ctx, narrowing)
  const period = getPeriod(query, place.today)
  return { place, period, narrowing, compared: comparedWith(query.compare, period, place.today) }
}
