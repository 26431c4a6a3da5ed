import { refuse } from '#contract/problem.ts'
import { refusals as customerRefusals } from '#domains/customers/contract.ts'
import { allIdsOf, findCustomer, numbersOfCustomers } from '#domains/customers/server/public.ts'
import type { Base, Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { profileContract } from '../contract.ts'
import { type Person, readSummary, readTimeline } from './timeline.ts'

/**
 * Whoever may see the customer sees the whole of what happened, also with colleagues: a customer met by somebody who does
 * not know is a customer lost. So the record is looked for with the reader's eyes, and its past with the engine's.
 */
export const profileRoutes = ({ database: { engine } }: Base) => {
  const personOf = async ({ db }: Context, customerId: string): Promise<Person> => {
    const customer = (await findCustomer(db, { id: customerId })) ?? refuse(customerRefusals.noSuchCustomer)
    const ids = await allIdsOf(engine, customer.id)
    const numbers = (await numbersOfCustomers(engine, ids)).map(({ number }) => number)
    return { ids, numbers }
  }
  return implement(profileContract, {
    getTimeline: async (ctx, { params, query }) => readTimeline(engine, await personOf(ctx, params.customerId), query),
    getSummary: async (ctx, { params }) => readSummary(engine, await personOf(ctx, params.customerId), ctx.now()),
  })
}
