import { definePages } from '#web/ui/page.ts'
import { listFindings, permissions } from '../contract.ts'
import { text } from '../text.ts'
import { pictureSearch } from './picture-search.ts'

export const diagnosisPages = definePages([
  {
    path: '/diagnosis',
    title: text.diagnosis,
    permission: permissions.read,
    menu: { group: 'reports', position: 40 },
    search: listFindings.query,
    component: () => import('./FindingListPage.tsx').then((shown) => shown.FindingListPage),
  },
  {
    path: '/diagnosis/$findingId',
    title: text.finding,
    permission: permissions.read,
    component: () => import('./FindingPage.tsx').then((shown) => shown.FindingPage),
  },
  {
    path: '/diagnosis-pictures',
    title: text.pictures,
    permission: permissions.read,
    menu: { group: 'reports', position: 42 },
    search: pictureSearch,
    component: () => import('./PicturePage.tsx').then((shown) => shown.PicturePage),
  },
  {
    path: '/diagnosis-rules',
    title: text.rules,
    permission: permissions.read,
    menu: { group: 'reports', position: 44 },
    component: () => import('./RuleListPage.tsx').then((shown) => shown.RuleListPage),
  },
  {
    path: '/diagnosis-rules/$ruleId',
    title: text.rule,
    permission: permissions.writeRules,
    component: () => import('./RulePage.tsx').then((shown) => shown.RulePage),
  },
  {
    path: '/my-coaching',
    title: text.ownCoaching,
    permission: permissions.own,
    menu: { group: 'desk', position: 60 },
    component: () => import('./OwnCoachingPage.tsx').then((shown) => shown.OwnCoachingPage),
  },
])
