import { sql } from 'kysely'
import { type Context, inTransaction, system } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'

/**
 * Runs `work` in one transaction that sees all rows, in the name of who asks: whom a run may give contacts to is checked
 * in the asker's own sight before; which contacts there are, and who has a customer, must be seen whole.
 */
export const seeingAll = <T>(ctx: Context, engine: Db, work: (tx: Context) => Promise<T>): Promise<T> =>
  inTransaction({ ...ctx, db: ctx.db.isTransaction ? ctx.db : engine }, async (tx) => {
    const actorId = ctx.actor.id === system.id ? '' : ctx.actor.id
    await sql`select set_config('app.uid', ${actorId}, true), set_config('app.request', ${ctx.requestId}, true)`.execute(
      tx.db,
    )
    return work(tx)
  })

/** Lets transactions about the same thing take turns until they end. */
export const takeTurns = async (db: Db, what: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`allocation ${what}`}, 0))`.execute(db)
}
