import { anyoneSignedIn, openToAll } from '#contract/permission.ts'
import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text as accountText } from './account-text.ts'
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
    path: '/accounts',
    title: accountText.accounts,
    permission: permissions.manageAccounts,
    menu: { group: 'system', position: 10 },
    component: () => import('./AccountListPage.tsx').then((page) => page.AccountListPage),
  },
])
