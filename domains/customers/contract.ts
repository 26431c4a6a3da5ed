import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { roleCodes } from '#contract/role.ts'
import { defineContract } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'

export const permissions = definePermissions('customers', {
  read: {
    zh: '查看客户',
    en: 'See customers',
    roles: roleCodes.filter((role) => !['recruiter', 'planner', 'finance'].includes(role)),
  },
})

export const refusals = defineRefusals('customers', {
  noSuchCustomer: { status: 404, text: { zh: '没有这位客户', en: 'No such customer' } },
})

/** What the platform knows about one person; the number is masked before it leaves the server. */
export const Customer = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  siteId: z.uuid().nullable(),
  teamId: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type Customer = z.infer<typeof Customer>

export const customersContract = defineContract({
  getCustomer: {
    method: 'GET',
    path: '/customers/{customerId}',
    title: { zh: '客户资料', en: 'One customer' },
    permission: permissions.read,
    params: z.object({ customerId: z.uuid() }),
    reply: Customer,
    refusals: [refusals.noSuchCustomer],
  },
})
export const { getCustomer } = customersContract
