import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const recordingsPages = definePages([
  {
    path: '/recordings',
    title: text.recordings,
    permission: permissions.listen,
    menu: { group: 'calls', position: 20 },
    component: () => import('./RecordingListPage.tsx').then((page) => page.RecordingListPage),
  },
])
