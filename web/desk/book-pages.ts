import { BookQuery, permissions } from '#domains/allocation/contract.ts'
import { text } from '#domains/allocation/text.ts'
import { definePages } from '../ui/page.ts'

/** A book of customers, called from: pages of allocation and desk. */
export const bookPages = definePages([
  {
    path: '/book',
    title: text.myBook,
    permission: permissions.useBook,
    menu: { group: 'desk', position: 30 },
    search: BookQuery,
    component: () => import('./BookPage.tsx').then((page) => page.BookPage),
  },
])
