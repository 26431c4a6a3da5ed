import { ContainerOutlined } from '@ant-design/icons'
import { definePages } from '#web/ui/page.ts'
import { listEntries, listLists, permissions } from '../contract.ts'
import { text } from '../text.ts'

export const listsPages = definePages([
  {
    path: '/lists',
    title: text.lists,
    permission: permissions.read,
    menu: { group: 'customers', position: 10, icon: ContainerOutlined },
    search: listLists.query,
    component: () => import('./ListsPage.tsx').then((page) => page.ListsPage),
  },
  {
    path: '/lists/$listId',
    title: text.batches,
    permission: permissions.read,
    component: () => import('./ListPage.tsx').then((page) => page.ListPage),
  },
  {
    path: '/lists/$listId/entries',
    title: text.entries,
    permission: permissions.read,
    search: listEntries.query,
    component: () => import('./EntriesPage.tsx').then((page) => page.EntriesPage),
  },
  {
    path: '/lists/$listId/import',
    title: text.importTitle,
    permission: permissions.import,
    component: () => import('./ImportPage.tsx').then((page) => page.ImportPage),
  },
])
