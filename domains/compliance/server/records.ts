import { sql } from 'kysely'
import { allIdsOf } from '#domains/customers/server/public.ts'
import type { Base } from '#platform/context.ts'

/**
 * Which records mean one person, in memory, so that what was said or counted under one holds under all of them. Ledgers
 * go on naming the record they had; only merged ones take room here.
 */
export const openRecords = (base: Base) => {
  const db = base.database.engine
  const others = new Map<string, readonly string[]>()
  const put = (ids: readonly string[]): void => {
    for (const id of ids) {
      const rest = ids.filter((other) => other !== id)
      if (rest.length > 0) others.set(id, rest)
      else others.delete(id)
    }
  }
  return {
    load: async (): Promise<void> => {
      const { rows } = await sql<{ goldenId: string; ids: string[] }>`
        select golden_id, array_agg(id) as ids from customers.customer_fact where merged_into is not null group by golden_id`.execute(
        db,
      )
      for (const { goldenId, ids } of rows) put([goldenId, ...ids])
    },
    /** Those were merged, or taken apart: asked anew. */
    readAnew: async (customerIds: readonly string[]): Promise<void> => {
      for (const id of customerIds) put(await allIdsOf(db, id))
    },
    alsoAs: (customerId: string): readonly string[] => others.get(customerId) ?? [],
  }
}
