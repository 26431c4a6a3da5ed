import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import { refusals } from '../../contract.ts'
import { indexCustomers } from '../search/keep-index.ts'
import { type CustomerRow, lockCustomers } from '../store.ts'

/** The source of what somebody here wrote, as people read it. */
export const sourceOfActor = ({ actor }: Context): string => actor.name || 'Carillon'

/** The record, locked, if it is one that can still be changed. */
export const takeLive = async (tx: Context, customerId: string): Promise<CustomerRow> => {
  const [customer] = await lockCustomers(tx.db, [customerId])
  return live(customer)
}

export const live = (customer: CustomerRow | undefined): CustomerRow => {
  if (!customer) return refuse(refusals.noSuchCustomer)
  if (customer.erasedAt) refuse(refusals.isErased)
  if (customer.mergedInto) refuse(refusals.isMerged)
  return customer
}

/** Tells who changed what, so that the page can; `before` and `after` as people read them. */
export const note = async (
  tx: Context,
  customerId: string,
  changes: readonly { field: string; before: unknown; after: unknown }[],
): Promise<void> => {
  if (changes.length === 0) return
  await tx.db
    .insertInto('customers.edit')
    .values(
      changes.map(({ field, before, after }) => ({
        customerId,
        at: tx.now(),
        byId: tx.actor.id,
        byName: tx.actor.name,
        field,
        before: before === undefined ? null : JSON.stringify(before),
        after: after === undefined ? null : JSON.stringify(after),
      })),
    )
    .execute()
}

/** Counts the change and makes the record findable by what it is called now. */
export const touch = async (tx: Context, customerId: string): Promise<void> => {
  await tx.db
    .updateTable('customers.customer')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', customerId)
    .execute()
  await indexCustomers(tx.db, [customerId])
}
