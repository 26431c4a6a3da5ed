import { definePages } from '#web/ui/page.ts'
import { segmentPermissions } from '../segments.ts'
import { text as segmentText } from '../segments-text.ts'

export const customerPages = definePages([
  {
    path: '/segments',
    title: segmentText.segments,
    permission: segmentPermissions.keepSegments,
    menu: { group: 'system', position: 60 },
    component: () => import('./SegmentsPage.tsx').then((page) => page.SegmentsPage),
  },
])
