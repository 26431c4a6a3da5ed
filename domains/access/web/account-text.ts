import type { Scope } from '#contract/role.ts'
import type { Words } from '#contract/words.ts'

/** How far a person sees, in words. */
export const scopeWords: Record<Scope, Words> = {
  own: { zh: '仅本人', en: 'Own rows' },
  team: { zh: '所带班组', en: 'Teams led' },
  site: { zh: '所在职场', en: 'Sites run' },
  all: { zh: '全部', en: 'Everything' },
}

/** The words of the accounts page. */
export const text = {
  accounts: { zh: '账号', en: 'Accounts' },
  help: {
    zh: '每人一个账号。岗位决定能做什么，数据范围决定能看到谁的数据；两者都会写入操作日志。',
    en: 'One account a person. Posts say what they may do, the scope whose data they see; every change is in the audit trail.',
  },
  create: { zh: '新建账号', en: 'New account' },
  change: { zh: '修改账号', en: 'Change account' },
  searchFor: { zh: '账号或姓名', en: 'Login or name' },
  loginName: { zh: '账号', en: 'Login name' },
  loginNameHelp: {
    zh: '小写字母、数字、点、横线，至少 2 位；建立后不能修改',
    en: 'Small letters, digits, dots and dashes, at least 2; cannot be changed later',
  },
  name: { zh: '姓名', en: 'Name' },
  posts: { zh: '岗位', en: 'Posts' },
  scope: { zh: '数据范围', en: 'Scope' },
  state: { zh: '状态', en: 'State' },
  working: { zh: '正常', en: 'Active' },
  disabled: { zh: '已停用', en: 'Disabled' },
  disable: { zh: '停用账号', en: 'Disable the account' },
  firstPassword: { zh: '待改密码', en: 'First password' },
  password: { zh: '初始密码', en: 'First password' },
  passwordHelp: {
    zh: '至少 10 位；本人首次登录时必须修改',
    en: 'At least 10 characters; to be changed at the first sign-in',
  },
  createdAt: { zh: '创建时间', en: 'Created' },
  resetPassword: { zh: '重置密码', en: 'Reset password' },
  passwordReset: { zh: '密码已重置，该账号已全部下线', en: 'Password reset; the account is signed out everywhere' },
  signOut: { zh: '强制下线', en: 'Force sign-out' },
  signOutBody: {
    zh: '该账号在所有设备上立即退出登录；正在进行的通话不会中断。',
    en: 'The account is signed out on every device at once; a call in progress goes on.',
  },
  signedOut: { zh: '已强制下线', en: 'Signed out everywhere' },
  edit: { zh: '编辑', en: 'Edit' },
  saved: { zh: '已保存', en: 'Saved' },
  noneYet: { zh: '还没有账号', en: 'There are no accounts yet' },
} satisfies Record<string, Words>
