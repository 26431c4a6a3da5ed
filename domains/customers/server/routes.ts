import { refuse } from '#contract/problem.ts'
import { implement } from '#platform/http/implement.ts'
import { customersContract, refusals } from '../contract.ts'
import { maskNumber } from '../mask.ts'
import { findById } from './store.ts'

export const customersRoutes = implement(customersContract, {
  getCustomer: async ({ db }, { params }) => {
    const customer = (await findById(db, params.customerId)) ?? refuse(refusals.noSuchCustomer)
    return { ...customer, number: maskNumber(customer.number) }
  },
})
