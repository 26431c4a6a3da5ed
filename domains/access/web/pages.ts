import { anyoneSignedIn, openToAll } from '#contract/permission.ts'
import { definePages } from '#web/ui/page.ts'
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
])
