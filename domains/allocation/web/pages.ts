import { z } from 'zod'
import { definePages } from '#web/ui/page.ts'
import { HoldingQuery, LedgerQuery, PoolQuery, permissions } from '../contract.ts'
import { text } from '../text.ts'

export const allocationPages = definePages([
  {
    path: '/allocation',
    title: text.allocation,
    permission: permissions.read,
    menu: { group: 'customers', position: 50 },
    search: z.object({ campaignId: z.uuid().optional(), tab: z.enum(['books', 'contacts', 'runs']).optional() }),
    component: () => import('./AllocationPage.tsx').then((page) => page.AllocationPage),
  },
  {
    path: '/pool',
    title: text.pool,
    permission: permissions.seePool,
    menu: { group: 'customers', position: 60 },
    search: PoolQuery.extend(HoldingQuery.shape).extend({ tab: z.enum(['pool', 'holdings', 'moves']).optional() }),
    component: () => import('./PoolPage.tsx').then((page) => page.PoolPage),
  },
  {
    path: '/pool/rules',
    title: text.rules,
    permission: permissions.setRules,
    component: () => import('./RulesPage.tsx').then((page) => page.RulesPage),
  },
  {
    path: '/team-books',
    title: text.teamBooks,
    permission: permissions.read,
    menu: { group: 'customers', position: 70 },
    component: () => import('./TeamBooksPage.tsx').then((page) => page.TeamBooksPage),
  },
  {
    path: '/fair-shares',
    title: text.ledger,
    permission: permissions.seeLedger,
    menu: { group: 'reports', position: 60 },
    search: LedgerQuery.partial(),
    component: () => import('./LedgerPage.tsx').then((page) => page.LedgerPage),
  },
])
