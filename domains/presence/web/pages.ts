import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const presencePages = definePages([
  {
    path: '/pause-reasons',
    title: text.reasons,
    permission: permissions.manageReasons,
    menu: { group: 'system', position: 30 },
    component: () => import('./ReasonListPage.tsx').then((page) => page.ReasonListPage),
  },
])
