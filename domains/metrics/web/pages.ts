import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const metricsPages = definePages([
  {
    path: '/frozen-periods',
    title: text.periods,
    permission: permissions.readPeriods,
    menu: { group: 'reports', position: 80 },
    component: () => import('./PeriodListPage.tsx').then((page) => page.PeriodListPage),
  },
  {
    path: '/measures',
    title: text.dictionary,
    permission: permissions.read,
    menu: { group: 'reports', position: 90 },
    component: () => import('./MeasureListPage.tsx').then((page) => page.MeasureListPage),
  },
])
