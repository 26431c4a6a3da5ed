import { definePages } from '#web/ui/page.ts'
import { listDeliveries, listResults, permissions } from '../contract.ts'
import { text } from '../text.ts'

export const resultPages = definePages([
  {
    path: '/results',
    title: text.results,
    permission: permissions.read,
    menu: { group: 'campaigns', position: 60 },
    search: listResults.query,
    component: () => import('./ResultListPage.tsx').then((page) => page.ResultListPage),
  },
  {
    path: '/results/upload',
    title: text.upload,
    permission: permissions.report,
    component: () => import('./UploadPage.tsx').then((page) => page.UploadPage),
  },
  {
    path: '/results/deliveries',
    title: text.deliveries,
    permission: permissions.read,
    search: listDeliveries.query,
    component: () => import('./DeliveryListPage.tsx').then((page) => page.DeliveryListPage),
  },
])
