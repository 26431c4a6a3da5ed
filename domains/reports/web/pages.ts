import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { ReportAddress } from '../shapes.ts'
import { text } from '../text.ts'

export const reportPages = definePages([
  {
    path: '/reports',
    title: text.reports,
    permission: permissions.read,
    menu: { group: 'reports', position: 20 },
    component: () => import('./ReportListPage.tsx').then((page) => page.ReportListPage),
  },
  {
    path: '/reports/$report',
    title: text.report,
    permission: permissions.read,
    search: ReportAddress,
    component: () => import('./ReportPage.tsx').then((page) => page.ReportPage),
  },
  {
    path: '/report-schedules',
    title: text.schedules,
    permission: permissions.schedule,
    menu: { group: 'reports', position: 30 },
    component: () => import('./ScheduleListPage.tsx').then((page) => page.ScheduleListPage),
  },
])
