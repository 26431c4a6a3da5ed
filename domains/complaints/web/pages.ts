import { openToAll } from '#contract/permission.ts'
import { definePages } from '#web/ui/page.ts'
import { listComplaints, permissions } from '../contract.ts'
import { page } from '../customer-text.ts'
import { text } from '../text.ts'

export const complaintPages = definePages([
  {
    path: '/complaints',
    title: text.complaints,
    permission: permissions.read,
    menu: { group: 'compliance', position: 15 },
    search: listComplaints.query,
    component: () => import('./ComplaintListPage.tsx').then((shown) => shown.ComplaintListPage),
  },
  {
    path: '/complaints/$complaintId',
    title: text.complaint,
    permission: permissions.read,
    component: () => import('./ComplaintPage.tsx').then((shown) => shown.ComplaintPage),
  },
  {
    path: '/c/$token',
    title: page.title,
    permission: openToAll,
    chrome: 'bare',
    component: () => import('./CustomerPage.tsx').then((shown) => shown.CustomerPage),
  },
])
