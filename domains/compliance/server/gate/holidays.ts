import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { announce } from '#platform/outbox.ts'
import type { Holiday } from '../../gate-contract.ts'
import { gateRefusals } from '../../gate-refusals.ts'
import { rulesChanged } from '../events.ts'

/** Next year's holidays are published in the autumn: from October on they are missed. */
const missing = (years: readonly number[], now: Date): number[] => {
  const year = now.getUTCFullYear()
  const wanted = now.getUTCMonth() >= 9 ? [year, year + 1] : [year]
  return wanted.filter((one) => !years.includes(one))
}
export const listHolidays = async (db: Db, calendar: string, year: number | undefined, now: Date) => {
  const { rows: days } = await sql<Holiday>`
    select calendar, day::text as day, kind, name_zh, name_en, source from compliance.holiday
    where calendar = ${calendar} and (${year ?? null}::int is null or extract(year from day) = ${year ?? null}::int) order by day`.execute(
    db,
  )
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from day)::int as year from compliance.holiday where calendar = ${calendar} order by 1`.execute(
    db,
  )
  const years = rows.map((row) => row.year)
  return { days, years, missing: missing(years, now) }
}

export const setHoliday = (
  ctx: Context,
  { calendar, day }: { calendar: string; day: string },
  form: { kind: 'holiday' | 'workday'; nameZh: string; nameEn: string },
): Promise<Holiday> =>
  inTransaction(ctx, async (tx) => {
    const source = tx.actor.name
    await sql`insert into compliance.holiday (calendar, day, kind, name_zh, name_en, source)
      values (${calendar}, ${day}, ${form.kind}, ${form.nameZh}, ${form.nameEn}, ${source})
      on conflict (calendar, day) do update set kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en, source = excluded.source`.execute(
      tx.db,
    )
    await announce(tx, rulesChanged, calendar)
    return { calendar, day, ...form, source }
  })

export const removeHoliday = (ctx: Context, { calendar, day }: { calendar: string; day: string }) =>
  inTransaction(ctx, async (tx) => {
    const gone = await sql`delete from compliance.holiday where calendar = ${calendar} and day = ${day}`.execute(tx.db)
    if (Number(gone.numAffectedRows ?? 0) === 0) refuse(gateRefusals.noSuchHoliday)
    await announce(tx, rulesChanged, calendar)
    return done
  })
