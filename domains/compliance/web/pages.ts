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
  {
    path: '/jurisdictions',
    title: text.jurisdictions,
    permission: permissions.readRules,
    menu: { group: 'campaigns', position: 50 },
    component: () => import('./JurisdictionsPage.tsx').then((page) => page.JurisdictionsPage),
  },
  {
    path: '/sellers',
    title: text.sellers,
    permission: permissions.readRules,
    menu: { group: 'campaigns', position: 60 },
    component: () => import('./SellersPage.tsx').then((page) => page.SellersPage),
  },
])
