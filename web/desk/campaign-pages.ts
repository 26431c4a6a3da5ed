import { permissions } from '#domains/campaigns/contract.ts'
import { text } from '#domains/campaigns/text.ts'
import { definePages } from '../ui/page.ts'

/** Campaigns with their numbers: pages of two domains. */
export const campaignDeskPages = definePages([
  {
    path: '/campaigns',
    title: text.campaigns,
    permission: permissions.read,
    menu: { group: 'campaigns', position: 10 },
    component: () => import('./CampaignListPage.tsx').then((page) => page.CampaignListPage),
  },
  {
    path: '/campaigns/$campaignId',
    title: text.campaign,
    permission: permissions.read,
    component: () => import('./CampaignPage.tsx').then((page) => page.CampaignPage),
  },
])
