import { AuditOutlined, SafetyCertificateOutlined, UserOutlined } from '@ant-design/icons'
import { anyoneSignedIn, openToAll } from '#contract/permission.ts'
import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text as admin } from '../text.ts'
import { text } from './text.ts'

export const accessPages = definePages([
  {
    path: '/sign-in',
    title: text.signIn,
    permission: openToAll,
    chrome: 'bare',
    component: () => import('./SignInPage.tsx').then((page) => page.SignInPage),
  },
  {
    path: '/change-password',
    title: text.changePassword,
    permission: anyoneSignedIn,
    chrome: 'bare',
    component: () => import('./ChangePasswordPage.tsx').then((page) => page.ChangePasswordPage),
  },
  {
    path: '/profile',
    title: admin.profile,
    permission: anyoneSignedIn,
    component: () => import('./ProfilePage.tsx').then((page) => page.ProfilePage),
  },
  {
    path: '/accounts',
    title: admin.accounts,
    permission: permissions.manageAccounts,
    menu: { group: 'system', position: 10, icon: UserOutlined },
    component: () => import('./AccountsPage.tsx').then((page) => page.AccountsPage),
  },
  {
    path: '/role-rights',
    title: admin.roleRights,
    permission: permissions.manageRoles,
    menu: { group: 'system', position: 20, icon: SafetyCertificateOutlined },
    component: () => import('./RoleRightsPage.tsx').then((page) => page.RoleRightsPage),
  },
  {
    path: '/audit',
    title: admin.audit,
    permission: permissions.readAudit,
    menu: { group: 'system', position: 30, icon: AuditOutlined },
    component: () => import('./AuditPage.tsx').then((page) => page.AuditPage),
  },
])
