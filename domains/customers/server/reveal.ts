import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals } from '../contract.ts'
import { maskNumber } from '../mask.ts'

/** Numbers one person may read in full within an hour: enough for every honest question, too few to copy a list. */
export const readingsPerHour = 30
const hourMs = 3_600_000

export type Reading = { customerId: string | null; number: string; reason: string }

/**
 * Writes down that this person reads this number in full, and why; nothing is told before it is on record. Refuses with
 * `tooManyReadings` whoever has read `readingsPerHour` within the last hour, also many at once.
 */
export const recordReading = (ctx: Context, { customerId, number, reason }: Reading): Promise<void> =>
  inTransaction(ctx, async ({ db, actor, now }) => {
    const at = now()
    await sql`insert into customers.reading_turn (actor_id, at) values (${actor.id}, ${at})
      on conflict (actor_id) do update set at = excluded.at`.execute(db)
    const { count, first } = await db
      .selectFrom('customers.numberReading')
      .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min('at').as('first')])
      .where('actorId', '=', actor.id)
      .where(sql<boolean>`at > ${new Date(at.getTime() - hourMs)}`)
      .executeTakeFirstOrThrow()
    if (count >= readingsPerHour) {
      const minutes = Math.max(1, Math.ceil((Date.parse(String(first)) + hourMs - at.getTime()) / 60_000))
      refuse(refusals.tooManyReadings, { limit: readingsPerHour, minutes })
    }
    await db
      .insertInto('customers.numberReading')
      .values({ at, actorId: actor.id, customerId, masked: maskNumber(number), reason })
      .execute()
  })
