import { sql } from 'kysely'
import type { Base } from '#platform/context.ts'

/** Tables cut by month; the ledger is written months ahead of nothing, so a few suffice. */
const monthly = ['calls.call', 'calls.signal']

/** Makes the partitions from last month to three months ahead of that clock; at each start and once a day. */
export const ensureMonths = async (base: Base, aheadMonths = 3): Promise<void> => {
  const from = new Date(base.now())
  const to = new Date(base.now())
  from.setUTCMonth(from.getUTCMonth() - 1)
  to.setUTCMonth(to.getUTCMonth() + aheadMonths)
  for (const table of monthly)
    await sql`call platform.ensure_months(${table}::regclass, ${from}, ${to})`.execute(base.database.engine)
}
