import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import { refusals } from '../contract.ts'
import type { Rules } from '../shapes.ts'

export const readRules = async (db: Db): Promise<Rules> => {
  const { rows } = await sql<Rules>`
    select absent_days, return_to, claims_per_day, holding_limit, protected_days, followup_days, deal_days, warn_days,
      reclaim_days, recycles, live_prospects, daily_new, daily_revisits, version from allocation.rules`.execute(db)
  return rows[0] as Rules
}

export const saveRules = async ({ db }: Context, { version, ...rules }: Rules): Promise<Rules> => {
  if (rules.warnDays >= Math.min(rules.followupDays, rules.dealDays)) refuse(refusals.warnsTooEarly)
  const saved = await writeNext(db, { table: 'allocation.rules', key: {}, version }, rules)
  if (!saved) refuse(refusals.changedMeanwhile)
  return readRules(db)
}
