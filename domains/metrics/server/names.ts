import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Key } from './source.ts'

const named = {
  reason: sql`select id, name_zh as name from presence.reason_fact`,
  site: sql`select id, name from people.site_fact`,
  team: sql`select id, name from people.team_fact`,
  agent: sql`select id, name from people.employee_fact`,
  campaign: sql`select id, name from campaigns.campaign_fact`,
  batch: sql`select id, file_name as name from lists.batch_fact`,
} as const
const reasonInEnglish = sql`select id, name_en as name from presence.reason_fact`
const isNamed = (grouping: Key): grouping is keyof typeof named => grouping in named

/** What groups are called on screen; hours, days, products and regions speak for themselves. */
export const namesOf = async (
  { db, actor }: Context,
  by: readonly Key[],
  rows: readonly (readonly (string | null)[])[],
): Promise<(grouping: Key | undefined, key: string | null) => string | null> => {
  const names = new Map<string, string>()
  for (const [place, grouping] of by.entries()) {
    const ids = [...new Set(rows.map((keys) => keys[place]).filter((key) => key != null))]
    if (!isNamed(grouping) || ids.length === 0) continue
    const found = await sql<{ id: string; name: string }>`
      select id, name from (${grouping === 'reason' && actor.locale === 'en' ? reasonInEnglish : named[grouping]}) n where id = any (${ids}::uuid[])`.execute(
      db,
    )
    for (const { id, name } of found.rows) names.set(id, name)
  }
  return (grouping, key) => (grouping && key !== null && isNamed(grouping) ? (names.get(key) ?? null) : null)
}
