import type { Words } from '#contract/words.ts'

/** The words of signing in. */
export const text = {
  signIn: { zh: '登录', en: 'Sign in' },
  welcome: { zh: '欢迎回来', en: 'Welcome back' },
  welcomeHelp: { zh: '请使用您的工作账号登录', en: 'Sign in with your work account' },
  promise: { zh: '每一通电话，都有回响', en: 'Every call, well struck' },
  promiseHelp: {
    zh: '从名单、外呼、现场到质量与成长，一个平台运营整个电销中心。',
    en: 'Lists, dialling, the floor, quality and growth: one platform that runs the whole outbound centre.',
  },
  loginName: { zh: '账号', en: 'Login name' },
  password: { zh: '密码', en: 'Password' },
  demoAccounts: { zh: '演示账号', en: 'Demo accounts' },
  demoHelp: { zh: '点击即填入；数据和通话均为模拟', en: 'Click to fill in; data and calls are simulated' },
  changePassword: { zh: '修改密码', en: 'Change password' },
  mustChange: {
    zh: '首次登录或密码被重置后，需要先设置自己的密码。',
    en: 'After a first sign-in or a reset you choose a password of your own first.',
  },
  passwordRule: {
    zh: '至少 10 位，不含账号名，不用常见密码。',
    en: 'At least 10 characters, without your login name, not a common one.',
  },
  current: { zh: '当前密码', en: 'Present password' },
  next: { zh: '新密码', en: 'New password' },
  again: { zh: '再次输入新密码', en: 'New password again' },
  differs: { zh: '两次输入的新密码不一致', en: 'The two new passwords differ' },
  changed: { zh: '密码已修改', en: 'Password changed' },
  back: { zh: '返回', en: 'Back' },
  signOut: { zh: '退出登录', en: 'Sign out' },
} satisfies Record<string, Words>
