import { z } from 'zod'
import { CursorQuery, cursorPageOf, PageQuery, pageOf } from '#contract/paging.ts'
import { anyoneSignedIn, definePermissions, openToAll } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { roleCodes, scopes } from '#contract/role.ts'
import { Done, defineContract } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { locales } from '#contract/words.ts'

export const permissions = definePermissions('access', {
  manageAccounts: { zh: '管理账号', en: 'Manage accounts', roles: ['administrator', 'director'] },
  manageRoles: { zh: '调整角色权限', en: 'Change what roles may do', roles: ['administrator'] },
  readAudit: {
    zh: '查看操作日志',
    en: 'Read the audit trail',
    roles: ['administrator', 'complianceOfficer', 'director'],
  },
})

export const refusals = defineRefusals('access', {
  wrongCredentials: { status: 401, text: { zh: '账号或密码不正确', en: 'The login name or password is wrong' } },
  tooManyTries: {
    status: 429,
    text: { zh: '尝试次数过多，请 {minutes} 分钟后再试', en: 'Too many tries; please wait {minutes} minutes' },
  },
  disabled: {
    status: 403,
    text: { zh: '账号已停用，请联系管理员', en: 'This account is disabled; ask your administrator' },
  },
  weakPassword: {
    status: 400,
    text: {
      zh: '密码至少 10 位，且不能是常见密码或包含账号名',
      en: 'Use at least 10 characters, no common password, not your login name',
    },
  },
  samePassword: {
    status: 400,
    text: { zh: '新密码不能与当前密码相同', en: 'The new password must differ from the present one' },
  },
  noSuchAccount: { status: 404, text: { zh: '没有这个账号', en: 'No such account' } },
  loginNameTaken: {
    status: 409,
    text: { zh: '账号名“{loginName}”已被使用', en: 'The login name “{loginName}” is taken' },
  },
  lastAdministrator: {
    status: 409,
    text: { zh: '至少要保留一位可用的系统管理员', en: 'One working administrator must remain' },
  },
  aboveYou: {
    status: 403,
    text: {
      zh: '您不能授予或变更不低于自己的岗位与数据范围',
      en: 'You may not give or change posts and scopes that are not below your own',
    },
  },
  noSuchPermission: { status: 404, text: { zh: '没有这项权限', en: 'No such permission' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
})

const Locale = z.enum(locales)
export const LoginName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,59}$/)
const Password = z.string().min(1).max(200)

/** The signed-in person, as screens need to know them. */
export const Me = z.object({
  id: z.uuid(),
  loginName: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roleCodes)),
  scope: z.enum(scopes),
  permissions: z.array(z.string()),
  locale: Locale,
  mustChangePassword: z.boolean(),
  siteTimeZone: z.string(),
  demo: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const Account = z.object({
  id: z.uuid(),
  loginName: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roleCodes)),
  scope: z.enum(scopes),
  teamIds: z.array(z.uuid()),
  siteIds: z.array(z.uuid()),
  locale: Locale,
  mustChangePassword: z.boolean(),
  disabledAt: Instant.nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type Account = z.infer<typeof Account>

/** An account in the list: where it is signed in now, and when it was last used. */
export const ListedAccount = Account.extend({ sessions: z.int(), lastSeenAt: Instant.nullable() })
export type ListedAccount = z.infer<typeof ListedAccount>

const AccountForm = z.object({
  displayName: plainText(80),
  roles: z.array(z.enum(roleCodes)).min(1),
  scope: z.enum(scopes),
  teamIds: z.array(z.uuid()).max(500).default([]),
  siteIds: z.array(z.uuid()).max(500).default([]),
})
export const NewAccount = AccountForm.extend({
  loginName: LoginName,
  password: Password,
})
export type NewAccount = z.output<typeof NewAccount>
export const AccountChange = AccountForm.extend({ version: z.int(), disabled: z.boolean() })
export type AccountChange = z.output<typeof AccountChange>

export const Session = z.object({
  id: z.uuid(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  address: z.string().nullable(),
  device: z.string().nullable(),
  present: z.boolean(),
})

/** What every role may do: the permissions in words, and for each role and permission whether it is granted. */
export const RoleRights = z.object({
  permissions: z.array(z.object({ code: z.string(), text: z.object({ zh: z.string(), en: z.string() }) })),
  rights: z.array(
    z.object({ role: z.enum(roleCodes), permission: z.string(), granted: z.boolean(), byDefault: z.boolean() }),
  ),
})
export type RoleRights = z.infer<typeof RoleRights>

export const auditOperations = ['insert', 'update', 'delete'] as const
export const AuditEntry = z.object({
  id: z.int(),
  at: Instant,
  actorId: z.uuid().nullable(),
  actorName: z.string().nullable(),
  tableName: z.string(),
  rowId: z.string(),
  operation: z.enum(auditOperations),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Which entries of the audit trail, newest first; days are those of the reader's site. */
export const AuditQuery = CursorQuery.extend({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  tableName: remark(80).optional(),
  rowId: remark(80).optional(),
  actorId: z.uuid().optional(),
  operation: z.enum(auditOperations).optional(),
  from: Day.optional(),
  until: Day.optional(),
})
export type AuditQuery = z.output<typeof AuditQuery>

const accountId = z.object({ accountId: z.uuid() })

export const accessContract = defineContract({
  signIn: {
    method: 'POST',
    path: '/session',
    title: { zh: '登录', en: 'Sign in' },
    permission: openToAll,
    body: z.object({ loginName: z.string().trim().toLowerCase().min(1).max(60), password: Password }),
    reply: Me,
    refusals: [refusals.wrongCredentials, refusals.tooManyTries, refusals.disabled],
  },
  signOut: {
    method: 'DELETE',
    path: '/session',
    title: { zh: '退出登录', en: 'Sign out' },
    permission: openToAll,
    reply: Done,
  },
  listDemoAccounts: {
    method: 'GET',
    path: '/demo-accounts',
    title: { zh: '演示账号', en: 'Demo accounts' },
    permission: openToAll,
    reply: z.object({
      accounts: z.array(
        z.object({ loginName: z.string(), name: z.string(), post: z.enum(roleCodes), password: z.string() }),
      ),
    }),
  },
  getMe: {
    method: 'GET',
    path: '/me',
    title: { zh: '当前用户', en: 'Who I am' },
    permission: anyoneSignedIn,
    beforeFirstPassword: true,
    reply: Me,
  },
  changePassword: {
    method: 'POST',
    path: '/me/password',
    title: { zh: '修改密码', en: 'Change my password' },
    permission: anyoneSignedIn,
    beforeFirstPassword: true,
    body: z.object({ current: Password, next: Password }),
    reply: Done,
    refusals: [refusals.wrongCredentials, refusals.weakPassword, refusals.samePassword],
  },
  setLocale: {
    method: 'PUT',
    path: '/me/locale',
    title: { zh: '切换语言', en: 'Choose my language' },
    permission: anyoneSignedIn,
    beforeFirstPassword: true,
    body: z.object({ locale: Locale }),
    reply: Done,
  },
  listMySessions: {
    method: 'GET',
    path: '/me/sessions',
    title: { zh: '我的登录设备', en: 'Where I am signed in' },
    permission: anyoneSignedIn,
    reply: z.array(Session),
  },
  revokeMySession: {
    method: 'DELETE',
    path: '/me/sessions/{sessionId}',
    title: { zh: '下线此设备', en: 'Sign this device out' },
    permission: anyoneSignedIn,
    params: z.object({ sessionId: z.uuid() }),
    reply: Done,
  },
  listAccounts: {
    method: 'GET',
    path: '/accounts',
    title: { zh: '账号列表', en: 'List accounts' },
    permission: permissions.manageAccounts,
    query: PageQuery.extend({ search: SearchText.optional(), role: z.enum(roleCodes).optional() }),
    reply: pageOf(ListedAccount),
  },
  createAccount: {
    method: 'POST',
    path: '/accounts',
    title: { zh: '新建账号', en: 'Create an account' },
    permission: permissions.manageAccounts,
    body: NewAccount,
    reply: Account,
    refusals: [refusals.loginNameTaken, refusals.weakPassword, refusals.aboveYou],
  },
  changeAccount: {
    method: 'PUT',
    path: '/accounts/{accountId}',
    title: { zh: '修改账号', en: 'Change an account' },
    permission: permissions.manageAccounts,
    params: accountId,
    body: AccountChange,
    reply: Account,
    refusals: [refusals.noSuchAccount, refusals.changedMeanwhile, refusals.lastAdministrator, refusals.aboveYou],
  },
  resetPassword: {
    method: 'POST',
    path: '/accounts/{accountId}/password',
    title: { zh: '重置密码', en: 'Reset a password' },
    permission: permissions.manageAccounts,
    params: accountId,
    body: z.object({ password: Password }),
    reply: Done,
    refusals: [refusals.noSuchAccount, refusals.weakPassword, refusals.aboveYou],
  },
  signAccountOut: {
    method: 'POST',
    path: '/accounts/{accountId}/sign-out',
    title: { zh: '强制下线', en: 'End all sessions' },
    permission: permissions.manageAccounts,
    params: accountId,
    reply: Done,
    refusals: [refusals.noSuchAccount],
  },
  listRoleRights: {
    method: 'GET',
    path: '/role-rights',
    title: { zh: '角色权限', en: 'What roles may do' },
    permission: permissions.manageRoles,
    reply: RoleRights,
  },
  setRoleRight: {
    method: 'PUT',
    path: '/role-rights',
    title: { zh: '授予或收回权限', en: 'Grant or take back a right' },
    permission: permissions.manageRoles,
    body: z.object({ role: z.enum(roleCodes), permission: z.string().max(100), granted: z.boolean() }),
    reply: Done,
    refusals: [refusals.lastAdministrator, refusals.noSuchPermission],
  },
  listAudit: {
    method: 'GET',
    path: '/audit',
    title: { zh: '操作日志', en: 'Audit trail' },
    permission: permissions.readAudit,
    query: AuditQuery,
    reply: cursorPageOf(AuditEntry).extend({
      /** What the ids within the entries are called, where the trail knows. */
      names: z.record(z.string(), z.string()),
    }),
  },
})
export const {
  signIn,
  signOut,
  listDemoAccounts,
  getMe,
  changePassword,
  setLocale,
  listMySessions,
  revokeMySession,
  listAccounts,
  createAccount,
  changeAccount,
  resetPassword,
  signAccountOut,
  listRoleRights,
  setRoleRight,
  listAudit,
} = accessContract
