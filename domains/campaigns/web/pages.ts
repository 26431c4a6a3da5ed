import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const campaignPages = definePages([
  {
    path: '/campaigns/new',
    title: text.create,
    permission: permissions.plan,
    component: () => import('./CampaignFormPage.tsx').then((page) => page.CampaignFormPage),
  },
  {
    path: '/campaigns/$campaignId/edit',
    title: text.edit,
    permission: permissions.plan,
    component: () => import('./CampaignFormPage.tsx').then((page) => page.CampaignFormPage),
  },
])
