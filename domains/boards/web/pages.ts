import { openToAll } from '#contract/permission.ts'
import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'
import { centreSearch, teamSearch } from './searches.ts'

export const boardPages = definePages([
  {
    path: '/centre',
    title: text.centre,
    permission: permissions.centre,
    menu: { group: 'floor', position: 5 },
    search: centreSearch,
    component: () => import('./CentrePage.tsx').then((page) => page.CentrePage),
  },
  {
    path: '/my-board',
    title: text.own,
    permission: permissions.own,
    menu: { group: 'desk', position: 15 },
    component: () => import('./OwnPage.tsx').then((page) => page.OwnPage),
  },
  {
    path: '/team-board',
    title: text.team,
    permission: permissions.team,
    menu: { group: 'floor', position: 15 },
    search: teamSearch,
    component: () => import('./TeamPage.tsx').then((page) => page.TeamPage),
  },
  {
    path: '/wallboards',
    title: text.walls,
    permission: permissions.wall,
    menu: { group: 'floor', position: 30 },
    component: () => import('./WallListPage.tsx').then((page) => page.WallListPage),
  },
  {
    path: '/wallboards/$wallboardId',
    title: text.editWall,
    permission: permissions.designWall,
    component: () => import('./WallEditorPage.tsx').then((page) => page.WallEditorPage),
  },
  {
    path: '/wallboards/$wallboardId/wall',
    title: text.wallTitle,
    permission: permissions.wall,
    chrome: 'bare',
    component: () => import('./WallPage.tsx').then((page) => page.SignedInWallPage),
  },
  {
    path: '/tv/$token',
    title: text.wallTitle,
    permission: openToAll,
    chrome: 'bare',
    component: () => import('./WallPage.tsx').then((page) => page.LinkedWallPage),
  },
])
