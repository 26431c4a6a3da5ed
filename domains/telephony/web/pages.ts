import { definePages } from '#web/ui/page.ts'
import { promptPermissions } from '../prompt-contract.ts'
import { promptText } from '../prompt-text.ts'
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
  {
    path: '/prompts',
    title: promptText.prompts,
    permission: promptPermissions.readPrompts,
    menu: { group: 'calls', position: 65 },
    component: () => import('./PromptsPage.tsx').then((page) => page.PromptsPage),
  },
])
