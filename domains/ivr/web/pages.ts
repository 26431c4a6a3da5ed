import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'
import { flowSearch } from './flow-search.ts'

export const ivrPages = definePages([
  {
    path: '/voice-flows',
    title: text.flows,
    permission: permissions.read,
    menu: { group: 'calls', position: 68 },
    component: () => import('./FlowListPage.tsx').then((page) => page.FlowListPage),
  },
  {
    path: '/voice-flows/$flowId',
    title: text.flow,
    permission: permissions.read,
    search: flowSearch,
    component: () => import('./FlowPage.tsx').then((page) => page.FlowPage),
  },
])
