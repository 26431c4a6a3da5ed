import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'
import { search as analysisSearch } from './analysis/search.ts'
import { text as analysisText } from './analysis/text.ts'
import { dictionarySearch } from './dictionary/search.ts'

export const metricsPages = definePages([
  {
    path: '/analysis',
    title: analysisText.analysis,
    permission: permissions.read,
    menu: { group: 'reports', position: 30 },
    search: analysisSearch,
    component: () => import('./analysis/AnalysisPage.tsx').then((page) => page.AnalysisPage),
  },
  {
    path: '/frozen-periods',
    title: text.periods,
    permission: permissions.readPeriods,
    menu: { group: 'reports', position: 80 },
    component: () => import('./PeriodListPage.tsx').then((page) => page.PeriodListPage),
  },
  {
    path: '/measures',
    title: text.dictionary,
    permission: permissions.read,
    search: dictionarySearch,
    menu: { group: 'reports', position: 90 },
    component: () => import('./MeasureListPage.tsx').then((page) => page.MeasureListPage),
  },
])
