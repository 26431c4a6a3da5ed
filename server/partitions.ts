import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'

/** Tables cut by month. */
const monthly = ['calls.call', 'calls.signal']

/** Makes the partitions from last month to three months ahead of that clock. */
export const ensureMonths = async (base: Base, aheadMonths = 3): Promise<void> => {
  const from = new Date(base.now())
  const to = new Date(base.now())
  from.setUTCMonth(from.getUTCMonth() - 1)
  to.setUTCMonth(to.getUTCMonth() + aheadMonths)
  for (const table of monthly)
    await sql`call platform.ensure_months(${table}::regclass, ${from}, ${to})`.execute(base.database.engine)
}

const day = 86_400_000

/** Makes them now and once a day, however long the process runs. Returns a way to stop. */
export const keepMonths = async (base: Base, clock: Clock): Promise<() => void> => {
  await ensureMonths(base)
  let cancel = (): void => {}
  const again = (): void => {
    cancel = clock.after(day, () => {
      ensureMonths(base).catch((error: unknown) =>
        base.log.error({ err: error }, 'the months ahead could not be prepared; tried again tomorrow'),
      )
      again()
    })
  }
  again()
  return () => cancel()
}
