import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const callPages = definePages([
  {
    path: '/calls',
    title: text.ledger,
    permission: permissions.read,
    menu: { group: 'calls', position: 10 },
    component: () => import('./CallListPage.tsx').then((page) => page.CallListPage),
  },
])
