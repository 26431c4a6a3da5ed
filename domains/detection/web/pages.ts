import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const detectionPages = definePages([
  {
    path: '/detection-audit',
    title: text.judging,
    permission: permissions.judge,
    menu: { group: 'calls', position: 30 },
    component: () => import('./JudgePage.tsx').then((page) => page.JudgePage),
  },
  {
    path: '/machine-detection',
    title: text.results,
    permission: permissions.read,
    menu: { group: 'calls', position: 31 },
    component: () => import('./ResultsPage.tsx').then((page) => page.ResultsPage),
  },
])
