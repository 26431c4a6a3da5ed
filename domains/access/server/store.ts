import { type Selectable, sql } from 'kysely'
import type { RoleCode, Scope } from '#contract/role.ts'
import type { Locale } from '#contract/words.ts'
import type { AccessAccount } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import type { Account } from '../contract.ts'

export type AccountRow = Omit<Selectable<AccessAccount>, 'roles' | 'scope' | 'locale'> & {
  roles: RoleCode[]
  scope: Scope
  locale: Locale
}

export const toAccount = ({ passwordHash: _, demo: __, ...account }: AccountRow): Account => account

export const findAccountByLogin = async (db: Db, loginName: string): Promise<AccountRow | undefined> =>
  (await db.selectFrom('access.account').selectAll().where('loginName', '=', loginName).executeTakeFirst()) as
    | AccountRow
    | undefined

export const findAccount = async (db: Db, id: string): Promise<AccountRow | undefined> =>
  (await db.selectFrom('access.account').selectAll().where('id', '=', id).executeTakeFirst()) as AccountRow | undefined

export const lockAccount = async (db: Db, id: string): Promise<AccountRow | undefined> =>
  (await db.selectFrom('access.account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) as
    | AccountRow
    | undefined

export const countFailures = async (
  db: Db,
  loginName: string,
  address: string,
  since: Date,
): Promise<{ byName: number; byAddress: number }> => {
  const { rows } = await sql<{ byName: number; byAddress: number }>`
    select count(*) filter (where login_name = ${loginName}) as by_name, count(*) filter (where address = ${address}) as by_address
    from access.sign_in_failure where at > ${since} and (login_name = ${loginName} or address = ${address})`.execute(db)
  return rows[0] ?? { byName: 0, byAddress: 0 }
}

/** Adds the failure and forgets those that no longer count; answers its id. */
export const noteFailure = async (
  db: Db,
  failure: { loginName: string; address: string; at: Date },
  forgetBefore: Date,
): Promise<string> => {
  const noted = await db.insertInto('access.signInFailure').values(failure).returning('id').executeTakeFirstOrThrow()
  await db.deleteFrom('access.signInFailure').where('at', '<', forgetBefore.toISOString()).execute()
  return noted.id
}
export const forgetFailure = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('access.signInFailure').where('id', '=', id).execute()
}
export const forgiveFailures = async (db: Db, loginName: string): Promise<void> => {
  await db.deleteFrom('access.signInFailure').where('loginName', '=', loginName).execute()
}

export const findSession = (db: Db, tokenHash: Buffer) =>
  db
    .selectFrom('access.session as s')
    .innerJoin('access.account as a', 'a.id', 's.accountId')
    .select(['s.id as sessionId', 's.lastSeenAt', 's.expiresAt', 's.revokedAt'])
    .selectAll('a')
    .where('s.tokenHash', '=', tokenHash)
    .executeTakeFirst() as Promise<
    (AccountRow & { sessionId: string; lastSeenAt: string; expiresAt: string; revokedAt: string | null }) | undefined
  >

export const revokeSessions = async (
  db: Db,
  accountId: string,
  at: Date,
  { except, only }: { except?: string; only?: string } = {},
): Promise<void> => {
  await db
    .updateTable('access.session')
    .set({ revokedAt: at })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .$if(except !== undefined, (q) => q.where('id', '!=', except as string))
    .$if(only !== undefined, (q) => q.where('id', '=', only as string))
    .execute()
}

export const readGrants = (db: Db) =>
  db.selectFrom('access.roleGrant').selectAll().execute() as Promise<
    { role: RoleCode; permission: string; granted: boolean }[]
  >

export const countAdministrators = async (db: Db, except: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from access.account where 'administrator' = any (roles) and disabled_at is null and id <> ${except}`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}
