import { permissions } from '#domains/calls/contract.ts'
import { text } from '#domains/calls/text.ts'
import { definePages } from '../ui/page.ts'

/** One call with what its customer may be told: pages of two domains. */
export const callDeskPages = definePages([
  {
    path: '/calls/$callId',
    title: text.call,
    permission: permissions.read,
    component: () => import('./CallPage.tsx').then((page) => page.CallPage),
  },
])
