import { sql } from 'kysely'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { customerErased } from '../events.ts'
import { findGolden, listIdsOf, lockCustomers } from '../store.ts'

export type Erased = {
  /** Ids under which ledgers may know the person; they go on naming them, without a word of who it was. */
  customerIds: string[]
  /** E.164, told once, so that those who hold them elsewhere can let go. */
  numbers: string[]
}

/**
 * Forgets a person: names, numbers, ids, tags, attributes, relations, what was changed and merged, and what they are found
 * by. What was bought stays as a figure without a person. Cannot be undone. Wants the database of the engine.
 */
export const eraseCustomer = (ctx: Context, customerId: string): Promise<Erased> =>
  inTransaction(ctx, async (tx) => {
    const golden = (await findGolden(tx.db, [customerId])).get(customerId) ?? customerId
    const ids = await listIdsOf(tx.db, golden)
    const rows = await lockCustomers(tx.db, ids)
    const phones = await sql<{
      number: string
    }>`delete from customers.phone where customer_id = any (${ids}::uuid[]) returning number`.execute(tx.db)
    const numbers = new Set([...phones.rows, ...rows].flatMap(({ number }) => (number === null ? [] : [number])))
    for (const table of ['external_id', 'tag', 'token', 'edit'])
      await sql`delete from ${sql.table(`customers.${table}`)} where customer_id = any (${ids}::uuid[])`.execute(tx.db)
    await sql`delete from customers.relation where from_id = any (${ids}::uuid[]) or to_id = any (${ids}::uuid[])`.execute(
      tx.db,
    )
    await sql`delete from customers.duplicate where one_id = any (${ids}::uuid[]) or other_id = any (${ids}::uuid[])`.execute(
      tx.db,
    )
    await sql`update customers.merge set changes = '{}', reason = '' where kept_id = any (${ids}::uuid[]) or merged_id = any (${ids}::uuid[])`.execute(
      tx.db,
    )
    await sql`update customers.holding set source = '' where customer_id = any (${ids}::uuid[])`.execute(tx.db)
    await sql`update customers.customer
      set number = null, name = '', company = '', attributes = '{}', sources = '{}', origin = '', talk_pattern = null, lifecycle_id = null,
        owner_id = null, erased_at = coalesce(erased_at, ${tx.now()}), version = version + 1
      where id = any (${ids}::uuid[])`.execute(tx.db)
    await announce(tx, customerErased, golden)
    return { customerIds: ids, numbers: [...numbers] }
  })
