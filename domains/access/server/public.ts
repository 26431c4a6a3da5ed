import { type RoleCode, usualScope } from '#contract/role.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Account } from '../contract.ts'
import { createAccount as create, refuseLastAdministrator } from './service.ts'
import { hashPassword as hash, openDoorkeeper as open } from './session.ts'
import { findAccount, lockAccount, revokeSessions } from './store.ts'

/** argon2id; for accounts that are seeded rather than created. */
export const hashPassword = hash
/** Knows who is signed in: what the composition hands to the web server. */
export const openDoorkeeper = open

/** Creates an account whose first password must be changed at first sign-in. */
export const createAccount = create

/** Which rows an account sees under the scopes "team" and "site"; the site also says whose account it is to manage. */
export type Reach = { teamIds: string[]; siteIds: string[] }

export type AccountFor = {
  employeeId: string
  loginName: string
  password: string
  displayName: string
  post: RoleCode
  reach: Reach
}

/**
 * Opens the account of an employee: same id, the rights and usual scope of the post. The first password must be
 * changed at the first sign-in. Refuses a taken login name and a weak password.
 */
export const createAccountFor = (
  ctx: Context,
  { employeeId, loginName, password, displayName, post, reach }: AccountFor,
): Promise<Account> =>
  create(ctx, {
    employeeId,
    loginName,
    password,
    displayName,
    roles: [post],
    scope: usualScope[post],
    ...reach,
  })

/** The account of an employee as far as the caller may see it. */
export const findAccountOf = async (
  { db }: Context,
  employeeId: string,
): Promise<(Pick<Account, 'loginName' | 'disabledAt' | 'scope'> & Reach) | undefined> => {
  const account = await findAccount(db, employeeId)
  if (!account) return undefined
  const { loginName, disabledAt, scope, teamIds, siteIds } = account
  return { loginName, disabledAt, scope, teamIds, siteIds }
}

/**
 * Moves what an account may see: `from` is taken away, `to` added, what was given by hand stays. Takes effect within a
 * second, also in sessions that are open.
 */
export const moveAccountReach = (ctx: Context, accountId: string, from: Reach, to: Reach): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const account = await lockAccount(tx.db, accountId)
    if (!account) return
    const moved = (present: string[], away: string[], added: string[]): string[] => [
      ...new Set([...present.filter((id) => !away.includes(id)), ...added]),
    ]
    await setAccountReach(tx, accountId, {
      teamIds: moved(account.teamIds, from.teamIds, to.teamIds),
      siteIds: moved(account.siteIds, from.siteIds, to.siteIds),
    })
  })

/** What an account may see from now on, whatever it saw before. */
export const setAccountReach = async ({ db }: Context, accountId: string, reach: Reach): Promise<void> => {
  await db
    .updateTable('access.account')
    .set((e) => ({ ...reach, version: e('version', '+', 1) }))
    .where('id', '=', accountId)
    .execute()
}

export const renameAccount = async ({ db }: Context, accountId: string, displayName: string): Promise<void> => {
  await db
    .updateTable('access.account')
    .set((e) => ({ displayName, version: e('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('displayName', '!=', displayName)
    .execute()
}

/** Gives the account the rights of another post. Further roles stay, and so does a scope that was set by hand. */
export const setAccountPost = (ctx: Context, accountId: string, from: RoleCode, to: RoleCode): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const account = await lockAccount(tx.db, accountId)
    if (!account || from === to) return
    const roles = [...new Set([to, ...account.roles.filter((role) => role !== from)])]
    const scope = account.scope === usualScope[from] ? usualScope[to] : account.scope
    if (!roles.includes('administrator')) await refuseLastAdministrator(tx, account)
    await tx.db
      .updateTable('access.account')
      .set({ roles, scope, version: account.version + 1 })
      .where('id', '=', accountId)
      .execute()
  })

/** Closes an account and signs it out everywhere; does nothing where there is none. */
export const disableAccount = (ctx: Context, accountId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const account = await lockAccount(tx.db, accountId)
    if (!account || account.disabledAt) return
    await refuseLastAdministrator(tx, account)
    await tx.db
      .updateTable('access.account')
      .set({ disabledAt: tx.now(), version: account.version + 1 })
      .where('id', '=', accountId)
      .execute()
    await revokeSessions(tx.db, accountId, tx.now())
  })

/** Opens a closed account again; sessions of before stay ended. */
export const enableAccount = async ({ db }: Context, accountId: string): Promise<void> => {
  await db
    .updateTable('access.account')
    .set((e) => ({ disabledAt: null, version: e('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('disabledAt', 'is not', null)
    .execute()
}
