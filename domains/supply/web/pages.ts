import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const supplyPages = definePages([
  {
    path: '/list-quality',
    title: text.listQuality,
    permission: permissions.read,
    menu: { group: 'customers', position: 30 },
    component: () => import('./ListQualityPage.tsx').then((page) => page.ListQualityPage),
  },
])
