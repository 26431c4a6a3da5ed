import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const compliancePages = definePages([
  {
    path: '/do-not-call',
    title: text.doNotCall,
    permission: permissions.readDoNotCall,
    menu: { group: 'customers', position: 40 },
    component: () => import('./DoNotCallPage.tsx').then((page) => page.DoNotCallPage),
  },
])
