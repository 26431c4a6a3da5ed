import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const scoringPages = definePages([
  {
    path: '/scoring',
    title: text.models,
    permission: permissions.read,
    menu: { group: 'customers', position: 35 },
    component: () => import('./ModelsPage.tsx').then((page) => page.ModelsPage),
  },
])
