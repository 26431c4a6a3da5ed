import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const metricsPages = definePages([
  {
    path: '/measures',
    title: text.dictionary,
    permission: permissions.read,
    menu: { group: 'reports', position: 90 },
    component: () => import('./MeasureListPage.tsx').then((page) => page.MeasureListPage),
  },
])
