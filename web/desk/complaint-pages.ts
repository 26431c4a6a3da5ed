import { countCauses, permissions } from '#domains/complaints/contract.ts'
import { text } from '#domains/complaints/text.ts'
import { definePages } from '../ui/page.ts'

/** Complaints beside the measures they weigh on: pages of several domains. */
export const complaintDeskPages = definePages([
  {
    path: '/complaint-causes',
    title: text.causes,
    permission: permissions.read,
    menu: { group: 'reports', position: 35 },
    search: countCauses.query,
    component: () => import('./ComplaintCausesPage.tsx').then((page) => page.ComplaintCausesPage),
  },
])
