import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Grouping } from '../measure.ts'

/** What groups are called on screen; hours, days and batches speak for themselves. */
export const namesOf = async (
  { db }: Context,
  by: Grouping | undefined,
  keys: readonly (string | null)[],
): Promise<Map<string | null, string>> => {
  const ids = keys.filter((key) => key !== null)
  if ((by !== 'team' && by !== 'agent') || ids.length === 0) return new Map()
  const names =
    by === 'team'
      ? sql`select id, name from people.team_fact where id = any (${ids}::uuid[])`
      : sql`select id, name from people.employee_fact where id = any (${ids}::uuid[])`
  const { rows } = await sql<{ id: string; name: string }>`${names}`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
