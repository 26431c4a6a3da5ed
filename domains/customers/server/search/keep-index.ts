import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { readFindable, replaceTokens, type TokenRows, takeWaiting } from './index-store.ts'
import { tokensOf } from './tokens.ts'

const atOnce = 4000
/** Names of so many are taken apart between two looks at the telephones. */
const inOneTurn = 100

/** Makes these customers findable by what they are called now; in the transaction that changed them. */
export const indexCustomers = async (db: Db, ids: readonly string[]): Promise<void> => {
  const rows: TokenRows = { tokens: [], siteIds: [], teamIds: [], customerIds: [] }
  for (const [n, customer] of (await readFindable(db, ids)).entries()) {
    if (n % inOneTurn === inOneTurn - 1) await nextTurn()
    for (const token of tokensOf(customer)) {
      rows.tokens.push(token)
      rows.siteIds.push(customer.siteId)
      rows.teamIds.push(customer.teamId)
      rows.customerIds.push(customer.id)
    }
  }
  await replaceTokens(db, ids, rows)
}

/**
 * Works off customers whose words changed in bulk, a few thousand at a time, for at most `forMs`. Answers how many became
 * findable; what is left waits for the next job.
 */
export const indexWaiting = async (ctx: Context, forMs = Number.POSITIVE_INFINITY): Promise<number> => {
  const started = performance.now()
  let done = 0
  for (;;) {
    const count = await inTransaction(ctx, async ({ db }) => {
      const ids = await takeWaiting(db, atOnce)
      if (ids.length > 0) await indexCustomers(db, ids)
      return ids.length
    })
    done += count
    if (count === 0 || performance.now() - started > forMs) return done
  }
}
