import { TeamOutlined } from '@ant-design/icons'
import { definePages } from '#web/ui/page.ts'
import { listCustomers, listDuplicates } from '../contract.ts'
import { recordPermissions } from '../record-routes.ts'
import { text } from '../record-text.ts'
import { segmentPermissions } from '../segments.ts'
import { text as segmentText } from '../segments-text.ts'

export const customerPages = definePages([
  {
    path: '/customers',
    title: text.customers,
    permission: recordPermissions.read,
    menu: { group: 'customers', position: 5, icon: TeamOutlined },
    search: listCustomers.query,
    component: () => import('./CustomersPage.tsx').then((page) => page.CustomersPage),
  },
  {
    path: '/customer-duplicates',
    title: text.duplicates,
    permission: recordPermissions.merge,
    menu: { group: 'customers', position: 30 },
    search: listDuplicates.query,
    component: () => import('./DuplicatesPage.tsx').then((page) => page.DuplicatesPage),
  },
  {
    path: '/customer-stages',
    title: text.stages,
    permission: recordPermissions.keepStages,
    menu: { group: 'system', position: 58 },
    component: () => import('./StagesPage.tsx').then((page) => page.StagesPage),
  },
  {
    path: '/segments',
    title: segmentText.segments,
    permission: segmentPermissions.keepSegments,
    menu: { group: 'system', position: 60 },
    component: () => import('./SegmentsPage.tsx').then((page) => page.SegmentsPage),
  },
])
