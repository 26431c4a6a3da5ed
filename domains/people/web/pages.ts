import { ApartmentOutlined, IdcardOutlined, RadarChartOutlined } from '@ant-design/icons'
import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const peoplePages = definePages([
  {
    path: '/employees',
    title: text.employees,
    permission: permissions.seeEmployees,
    menu: { group: 'people', position: 10, icon: IdcardOutlined },
    component: () => import('./EmployeesPage.tsx').then((page) => page.EmployeesPage),
  },
  {
    path: '/teams',
    title: text.organisation,
    permission: permissions.seeEmployees,
    menu: { group: 'people', position: 20, icon: ApartmentOutlined },
    component: () => import('./OrganisationPage.tsx').then((page) => page.OrganisationPage),
  },
  {
    path: '/skills',
    title: text.skills,
    permission: permissions.seeEmployees,
    menu: { group: 'people', position: 30, icon: RadarChartOutlined },
    component: () => import('./SkillsPage.tsx').then((page) => page.SkillsPage),
  },
])
