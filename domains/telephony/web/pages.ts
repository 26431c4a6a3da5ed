import { definePages } from '#web/ui/page.ts'
import { trunkPermissions } from '../trunk-contract.ts'
import { trunkText as text } from '../trunk-text.ts'

export const telephonyPages = definePages([
  {
    path: '/trunks',
    title: text.trunks,
    permission: trunkPermissions.readTrunks,
    menu: { group: 'calls', position: 60 },
    component: () => import('./TrunksPage.tsx').then((page) => page.TrunksPage),
  },
])
