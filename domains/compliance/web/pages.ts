import { definePages } from '#web/ui/page.ts'
import { callerIdPermissions } from '../caller-id-contract.ts'
import { permissions } from '../contract.ts'
import { deskText } from '../desk-text.ts'
import { gatePermissions } from '../gate-permissions.ts'
import { text } from '../text.ts'

export const compliancePages = definePages([
  {
    path: '/jurisdictions',
    title: text.jurisdictions,
    permission: permissions.readRules,
    menu: { group: 'campaigns', position: 50 },
    component: () => import('./JurisdictionsPage.tsx').then((page) => page.JurisdictionsPage),
  },
  {
    path: '/sellers',
    title: text.sellers,
    permission: permissions.readRules,
    menu: { group: 'campaigns', position: 60 },
    component: () => import('./SellersPage.tsx').then((page) => page.SellersPage),
  },
  {
    path: '/calling-rules',
    title: deskText.rules,
    permission: gatePermissions.readCallingRules,
    menu: { group: 'compliance', position: 40 },
    component: () => import('./RulesPage.tsx').then((page) => page.RulesPage),
  },
  {
    path: '/holidays',
    title: deskText.holidays,
    permission: gatePermissions.readCallingRules,
    menu: { group: 'compliance', position: 45 },
    component: () => import('./HolidaysPage.tsx').then((page) => page.HolidaysPage),
  },
  {
    path: '/registries',
    title: deskText.registries,
    permission: gatePermissions.readCallingRules,
    menu: { group: 'compliance', position: 50 },
    component: () => import('./RegistriesPage.tsx').then((page) => page.RegistriesPage),
  },
  {
    path: '/consent',
    title: deskText.consent,
    permission: gatePermissions.readConsent,
    menu: { group: 'compliance', position: 35 },
    component: () => import('./ConsentPage.tsx').then((page) => page.ConsentPage),
  },
  {
    path: '/caller-ids',
    title: deskText.callerIds,
    permission: callerIdPermissions.readCallerIds,
    menu: { group: 'compliance', position: 60 },
    component: () => import('./CallerIdsPage.tsx').then((page) => page.CallerIdsPage),
  },
])
