import { definePages } from '#web/ui/page.ts'
import { listFollowups, permissions } from '../contract.ts'
import { text } from '../text.ts'

export const followupPages = definePages([
  {
    path: '/callbacks',
    title: text.callbacks,
    permission: permissions.read,
    menu: { group: 'desk', position: 20 },
    search: listFollowups.query,
    component: () => import('./CallbackListPage.tsx').then((page) => page.CallbackListPage),
  },
])
