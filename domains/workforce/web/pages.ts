import { definePages } from '#web/ui/page.ts'
import { permissions, readRoster, readTeamTime } from '../contract.ts'
import { text } from '../text.ts'

export const workforcePages = definePages([
  {
    path: '/time',
    title: text.time,
    permission: permissions.seeTime,
    menu: { group: 'people', position: 40 },
    component: () => import('./TimePage.tsx').then((page) => page.TimePage),
    search: readTeamTime.query,
  },
  {
    path: '/time/$employeeId',
    title: text.timeOfOne,
    permission: permissions.seeTime,
    component: () => import('./AgentTimePage.tsx').then((page) => page.AgentTimePage),
    search: readTeamTime.query,
  },
  {
    path: '/roster',
    title: text.roster,
    permission: permissions.seeRoster,
    menu: { group: 'people', position: 50 },
    component: () => import('./RosterPage.tsx').then((page) => page.RosterPage),
    search: readRoster.query,
  },
])
