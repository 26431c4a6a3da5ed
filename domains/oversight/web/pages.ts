import { permissions as compliancePermissions } from '#domains/compliance/contract.ts'
import { text as ruleText } from '#domains/compliance/text.ts'
import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'
import { evidencePages } from './evidence-pages.ts'

export const oversightPages = definePages([
  ...evidencePages,
  {
    path: '/oversight',
    title: text.desk,
    permission: permissions.see,
    menu: { group: 'compliance', position: 10 },
    component: () => import('./OverviewPage.tsx').then((page) => page.OverviewPage),
  },
  {
    path: '/blocks',
    title: text.blocks,
    permission: permissions.see,
    menu: { group: 'compliance', position: 20 },
    component: () => import('./BlocksPage.tsx').then((page) => page.BlocksPage),
  },
  {
    path: '/number-story',
    title: text.lookUp,
    permission: permissions.see,
    menu: { group: 'compliance', position: 25 },
    component: () => import('./LookUpPage.tsx').then((page) => page.LookUpPage),
  },
  {
    path: '/do-not-call',
    title: ruleText.doNotCall,
    permission: compliancePermissions.readDoNotCall,
    menu: { group: 'compliance', position: 30 },
    component: () => import('./DoNotCallPage.tsx').then((page) => page.DoNotCallPage),
  },
  {
    path: '/number-health',
    title: text.numberHealth,
    permission: permissions.see,
    menu: { group: 'compliance', position: 65 },
    component: () => import('./NumberHealthPage.tsx').then((page) => page.NumberHealthPage),
  },
  {
    path: '/retention',
    title: text.retention,
    permission: permissions.see,
    menu: { group: 'compliance', position: 70 },
    component: () => import('./RetentionPage.tsx').then((page) => page.RetentionPage),
  },
])
