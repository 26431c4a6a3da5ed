import { sql } from 'kysely'
import type { Permission } from '#contract/permission.ts'
import { refuse } from '#contract/problem.ts'
import { mayAppoint, type RoleCode, type Scope, scopes } from '#contract/role.ts'
import { done } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { type Account, type AccountChange, type ListedAccount, type NewAccount, refusals } from '../contract.ts'
import { isWeakPassword } from '../password.ts'
import { hashPassword } from './session.ts'
import { type AccountRow, countAdministrators, findAccount, lockAccount, revokeSessions, toAccount } from './store.ts'

const openSessions = sql<number>`(select count(*) from access.session s
  where s.account_id = access.account.id and s.revoked_at is null and s.expires_at > now())`
const lastSeen = sql<
  string | null
>`(select max(s.last_seen_at) from access.session s where s.account_id = access.account.id)`

export const listAccounts = async (
  { db }: Context,
  {
    page,
    pageSize,
    search,
    role,
  }: { page: number; pageSize: number; search?: string | undefined; role?: RoleCode | undefined },
) => {
  const found = db
    .selectFrom('access.account')
    .$if(search !== undefined && search !== '', (q) =>
      q.where((where) =>
        where.or([
          sql<boolean>`position(${search?.toLowerCase()} in login_name) > 0`,
          sql<boolean>`position(lower(${search}) in lower(display_name)) > 0`,
        ]),
      ),
    )
    .$if(role !== undefined, (q) => q.where(sql<boolean>`${role} = any (roles)`))
  const [{ total }, rows] = await Promise.all([
    found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    found
      .selectAll()
      .select([openSessions.as('sessions'), lastSeen.as('lastSeenAt')])
      .orderBy('loginName')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
  ])
  return { total, rows: (rows as (AccountRow & Pick<ListedAccount, 'sessions' | 'lastSeenAt'>)[]).map(toListed) }
}

const toListed = ({
  sessions,
  lastSeenAt,
  ...account
}: AccountRow & Pick<ListedAccount, 'sessions' | 'lastSeenAt'>): ListedAccount => ({
  ...toAccount(account),
  sessions,
  lastSeenAt,
})

/** Nobody gives more than they have, nor touches an equal: else a right to manage accounts were the right to everything. */
const refuseAppointing = ({ actor }: Context, posts: Iterable<RoleCode>, scope: Scope): void => {
  if (actor.sessionId === '') return
  if (scopes.indexOf(scope) > scopes.indexOf(actor.scope)) refuse(refusals.aboveYou)
  for (const post of posts) if (!mayAppoint(actor, post)) refuse(refusals.aboveYou)
}

type Reach = { teamIds: readonly string[]; siteIds: readonly string[] }

/** Nobody lets somebody see more teams and sites than they see themselves. */
const refuseReachBeyond = ({ actor }: Context, present: Reach, wanted: Reach): void => {
  if (actor.sessionId === '' || actor.scope === 'all') return
  const isBeyond = (kind: keyof Reach): boolean =>
    wanted[kind].some((id) => !present[kind].includes(id) && !actor[kind].includes(id))
  if (isBeyond('siteIds') || (isBeyond('teamIds') && actor.scope !== 'site')) refuse(refusals.aboveYou)
}

/** One's own post, scope and reach are somebody else's to change; an equal's or superior's account is nobody's. */
const refuseChanging = (
  tx: Context,
  account: AccountRow,
  change: Pick<AccountRow, 'roles' | 'scope'> & Reach,
): void => {
  const { actor } = tx
  if (actor.sessionId === '' || actor.scope === 'all') return
  if (account.id !== actor.id) return refuseAppointing(tx, account.roles, account.scope)
  const same = <T>(some: readonly T[], others: readonly T[]): boolean => differing(some, others).length === 0
  const isTheSame =
    change.scope === account.scope &&
    same(change.roles, account.roles) &&
    same(change.teamIds, account.teamIds) &&
    same(change.siteIds, account.siteIds)
  if (!isTheSame) refuse(refusals.aboveYou)
}

const differing = <T>(some: readonly T[], others: readonly T[]): T[] => [
  ...some.filter((one) => !others.includes(one)),
  ...others.filter((one) => !some.includes(one)),
]

/** Somebody must remain who can let others in. */
export const refuseLastAdministrator = async (tx: Context, account: AccountRow): Promise<void> => {
  if (!account.roles.includes('administrator') || account.disabledAt) return
  // Two administrators closing each other's account wait for each other here, and the second is refused.
  await sql`select pg_advisory_xact_lock(hashtext('access.lastAdministrator'))`.execute(tx.db)
  if ((await countAdministrators(tx.db, account.id)) === 0) refuse(refusals.lastAdministrator)
}

/** Creates an account whose first password must be changed at first sign-in; it speaks the language of who creates it. */
export const createAccount = (
  ctx: Context,
  { password, employeeId, ...account }: NewAccount & { employeeId?: string },
): Promise<Account> =>
  inTransaction(ctx, async (tx) => {
    refuseAppointing(tx, account.roles, account.scope)
    refuseReachBeyond(tx, { teamIds: [], siteIds: [] }, account)
    if (isWeakPassword(password, account.loginName)) refuse(refusals.weakPassword)
    const created = await tx.db
      .insertInto('access.account')
      .values({
        ...account,
        ...(employeeId ? { id: employeeId } : {}),
        locale: tx.actor.locale,
        passwordHash: await hashPassword(password),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    return toAccount(
      (created as AccountRow | undefined) ?? refuse(refusals.loginNameTaken, { loginName: account.loginName }),
    )
  })

export const changeAccount = (
  ctx: Context,
  accountId: string,
  { version, disabled, ...change }: AccountChange,
): Promise<Account> =>
  inTransaction(ctx, async (tx) => {
    const account = (await lockAccount(tx.db, accountId)) ?? refuse(refusals.noSuchAccount)
    if (account.version !== version) refuse(refusals.changedMeanwhile)
    const opensOrCloses = disabled !== (account.disabledAt !== null)
    refuseAppointing(
      tx,
      opensOrCloses ? [...account.roles, ...change.roles] : differing(account.roles, change.roles),
      change.scope,
    )
    refuseChanging(tx, account, change)
    refuseReachBeyond(tx, account, change)
    if (!change.roles.includes('administrator') || disabled) await refuseLastAdministrator(tx, account)
    if (disabled) await revokeSessions(tx.db, accountId, new Date())
    const changed = await tx.db
      .updateTable('access.account')
      .set({ ...change, disabledAt: disabled ? (account.disabledAt ?? tx.now()) : null, version: version + 1 })
      .where('id', '=', accountId)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toAccount(changed as AccountRow)
  })

export const resetPassword = (ctx: Context, accountId: string, password: string) =>
  inTransaction(ctx, async (tx) => {
    const account = (await lockAccount(tx.db, accountId)) ?? refuse(refusals.noSuchAccount)
    if (accountId !== tx.actor.id) refuseAppointing(tx, account.roles, account.scope)
    if (isWeakPassword(password, account.loginName)) refuse(refusals.weakPassword)
    await tx.db
      .updateTable('access.account')
      .set({ passwordHash: await hashPassword(password), mustChangePassword: true, demo: false })
      .where('id', '=', accountId)
      .execute()
    await revokeSessions(tx.db, accountId, new Date())
    return done
  })

export const signAccountOut = async (ctx: Context, accountId: string) => {
  if (!(await findAccount(ctx.db, accountId))) refuse(refusals.noSuchAccount)
  await revokeSessions(ctx.db, accountId, new Date())
  return done
}

export const listMySessions = async ({ db, actor }: Context) => {
  const rows = await db
    .selectFrom('access.session')
    .select(['id', 'createdAt', 'lastSeenAt', 'expiresAt', 'address', 'device'])
    .where('accountId', '=', actor.id)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', new Date().toISOString())
    .orderBy('lastSeenAt', 'desc')
    .execute()
  return rows.map((session) => ({ ...session, present: session.id === actor.sessionId }))
}

/** Notes where the centre departs from the code; saying what the code says anyway forgets the departure. */
export const setRoleRight = async (
  ctx: Context,
  declared: readonly Permission[],
  right: { role: RoleCode; permission: string; granted: boolean },
) => {
  const permission = declared.find(({ code }) => code === right.permission) ?? refuse(refusals.noSuchPermission)
  if (right.role === 'administrator' && right.permission === 'access.manageRoles' && !right.granted)
    refuse(refusals.lastAdministrator)
  if (permission.roles.includes(right.role) === right.granted)
    await ctx.db
      .deleteFrom('access.roleGrant')
      .where('role', '=', right.role)
      .where('permission', '=', right.permission)
      .execute()
  else
    await ctx.db
      .insertInto('access.roleGrant')
      .values(right)
      .onConflict((conflict) => conflict.columns(['role', 'permission']).doUpdateSet({ granted: right.granted }))
      .execute()
  return done
}
