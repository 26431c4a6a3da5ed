import { sql } from 'kysely'
import type { Measured, MeasuredGroup } from '#domains/metrics/contract.ts'
import { dictionary, measure, measureCodes } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'

export type Wanted = Parameters<typeof measure>[1]

/** Those of the codes the dictionary has: what other systems report is not there in every centre. */
export const known = <C extends string>(codes: readonly C[]): C[] => codes.filter((code) => measureCodes.includes(code))

export const unitOf = (code: string) => dictionary.find((one) => one.code === code)?.unit ?? 'number'

export const nothing = (code: string): Measured => ({
  code,
  numerator: null,
  denominator: null,
  value: null,
  sample: null,
  low: null,
  high: null,
  isSmall: false,
})

export const groupsOf = (ctx: Context, wanted: Wanted): Promise<MeasuredGroup[]> =>
  wanted.codes.length === 0 ? Promise.resolve([]) : measure(ctx, wanted)

/** The whole, in the order of the codes. */
export const wholeOf = async (ctx: Context, wanted: Wanted): Promise<Measured[]> => {
  const [whole] = await groupsOf(ctx, wanted)
  return wanted.codes.map((code, place) => whole?.values[place] ?? nothing(code))
}

export const byKey = (groups: readonly MeasuredGroup[]): Map<string | null, MeasuredGroup> =>
  new Map(groups.map((group) => [group.keys[0] ?? null, group]))

/** Values of a group in the order of the codes; nothing known of who has none. */
export const valuesOf = (codes: readonly string[], group: MeasuredGroup | undefined): Measured[] =>
  codes.map((code, place) => group?.values[place] ?? nothing(code))

export const asMap = (values: readonly Measured[]): Map<string, Measured> =>
  new Map(values.map((one) => [one.code, one]))

export type Place = { siteId: string | null; timeZone: string; dayStartsAt: string }
/** The clock figures are told by: that of the given site, else of the reader's, else of the first one. */
export const clockOf = async ({ db, actor }: Context, siteId?: string | null): Promise<Place> => {
  const { rows } = await sql<Place>`
    select id as site_id, time_zone, day_starts_at from people.site_fact where id = coalesce(
      ${siteId ?? null}::uuid, (select site_id from people.employee_fact where id = ${actor.id}::uuid),
      ${actor.siteIds[0] ?? null}::uuid, (select id from people.site_fact order by id limit 1))`.execute(db)
  return rows[0] ?? { siteId: null, timeZone: 'Asia/Shanghai', dayStartsAt: '00:00' }
}

/** The business day now on that clock, when it began, and the time of day. */
export const nowAt = async ({ db, now }: Context, { timeZone, dayStartsAt }: Place) => {
  const { rows } = await sql<{ day: string; since: string; time: string }>`
    select to_char(l.day, 'YYYY-MM-DD') as day, (l.day::timestamp + ${dayStartsAt}::interval) at time zone ${timeZone} as since,
      to_char(l.local, 'HH24:MI') as time
    from (select m.local, (m.local - ${dayStartsAt}::interval)::date as day
      from (select ${now()}::timestamptz at time zone ${timeZone} as local) m) l`.execute(db)
  return rows[0] as { day: string; since: string; time: string }
}
export type Now = Awaited<ReturnType<typeof nowAt>>
