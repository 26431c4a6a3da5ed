import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const floorPages = definePages([
  {
    path: '/floor',
    title: text.floor,
    permission: permissions.watch,
    menu: { group: 'floor', position: 10 },
    component: () => import('./FloorPage.tsx').then((page) => page.FloorPage),
  },
])
