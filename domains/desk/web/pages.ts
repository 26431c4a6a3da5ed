import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const deskPages = definePages([
  {
    path: '/desk',
    title: text.desk,
    permission: permissions.work,
    menu: { group: 'desk', position: 10 },
    chrome: 'bare',
    component: () => import('./DeskPage.tsx').then((page) => page.DeskPage),
  },
])
