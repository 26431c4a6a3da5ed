import { permissions } from '#domains/customers/contract.ts'
import { text } from '#domains/customers/text.ts'
import { definePages } from '../ui/page.ts'

/** The customer with everything that happened: pages of several domains. */
export const customerDeskPages = definePages([
  {
    path: '/customers/$customerId',
    title: text.record,
    permission: permissions.read,
    component: () => import('./CustomerPage.tsx').then((page) => page.CustomerPage),
  },
])
