import { refuse } from '#contract/problem.ts'
import { implement } from '#platform/http/implement.ts'
import { customersContract, refusals } from '../contract.ts'
import { maskNumber } from '../mask.ts'
import { recordReading } from './reveal.ts'
import { findById } from './store.ts'

export const customersRoutes = implement(customersContract, {
  getCustomer: async ({ db }, { params }) => {
    const customer = (await findById(db, params.customerId)) ?? refuse(refusals.noSuchCustomer)
    return { ...customer, number: maskNumber(customer.number ?? '') }
  },
  readFullNumber: async (ctx, { params: { customerId }, body: { reason } }) => {
    const { number } = (await findById(ctx.db, customerId)) ?? refuse(refusals.noSuchCustomer)
    if (number === null) return refuse(refusals.noNumber)
    await recordReading(ctx, { customerId, number, reason })
    return { number }
  },
})
