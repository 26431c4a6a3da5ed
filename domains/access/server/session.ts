import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Permission } from '#contract/permission.ts'
import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { type Actor, type Base, type Context, systemContext } from '#platform/context.ts'
import type { Caller } from '#platform/http/implement.ts'
import { type Me, type RoleRights, refusals } from '../contract.ts'
import { isWeakPassword } from '../password.ts'
import { rightsOf } from './rights.ts'
import {
  type AccountRow,
  countFailures,
  findAccount,
  findAccountByLogin,
  findSession,
  forgetFailure,
  forgiveFailures,
  noteFailure,
  readGrants,
  revokeSessions,
} from './store.ts'

const minute = 60_000
const throttle = { windowMs: 15 * minute, perName: 8, perAddress: 200 }
const idleMs = 8 * 60 * minute
const absoluteMs = 24 * 60 * minute

const digest = (token: string): Buffer => createHash('sha256').update(token).digest()
/** argon2id, 19 MiB, 2 passes (OWASP password storage). */
export const hashPassword = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

export type Doorkeeper = ReturnType<typeof openDoorkeeper>
type TimeZoneOf = (accountId: string) => Promise<string>

/**
 * Knows who is signed in. `declared` are the permissions of all domains; `timeZoneOf` tells in whose day a person works.
 * Sessions end after 8 h without use or 24 h in all, and at once when revoked.
 */
export const openDoorkeeper = (base: Base, declared: readonly Permission[], timeZoneOf: TimeZoneOf) => {
  const ctx = systemContext(base)
  const { actorOf, meOf, forgetRights } = describeAccounts(ctx, declared, timeZoneOf)
  const sessions = readSessions(ctx, actorOf)
  const checkPassword = passwordChecker(ctx)

  return {
    identify: sessions.identify,
    /** What somebody may do and see as of now, for work done in their name; undefined once the account is closed. */
    actorOf: async (accountId: string): Promise<Actor | undefined> => {
      const account = await findAccount(ctx.db, accountId)
      return account && !account.disabledAt ? actorOf(account, '') : undefined
    },
    forget: (): void => {
      sessions.forget()
      forgetRights()
    },
    signIn: async (loginName: string, password: string, caller: Caller): Promise<Me> => {
      const account = await checkPassword(loginName, password, caller.address)
      if (account.disabledAt) refuse(refusals.disabled)
      await openSession(ctx, account, caller)
      return meOf(account)
    },
    signOut: async (actor: Actor, caller: Caller) => {
      if (caller.session) {
        sessions.forget(caller.session)
        await revokeSessions(ctx.db, actor.id, new Date(), { only: actor.sessionId || undefined })
      }
      caller.setSession(null)
      return done
    },
    me: async (actor: Actor): Promise<Me> =>
      meOf((await findAccount(ctx.db, actor.id)) ?? refuse(refusals.noSuchAccount)),
    changePassword: async ({ actor, db }: Context, current: string, next: string, address: string) => {
      const { loginName } = (await findAccount(ctx.db, actor.id)) ?? refuse(refusals.noSuchAccount)
      const account = await checkPassword(loginName, current, address)
      if (current === next) refuse(refusals.samePassword)
      if (isWeakPassword(next, account.loginName)) refuse(refusals.weakPassword)
      await db
        .updateTable('access.account')
        .set({ passwordHash: await hashPassword(next), mustChangePassword: false, demo: false })
        .where('id', '=', actor.id)
        .execute()
      await revokeSessions(ctx.db, actor.id, new Date(), { except: actor.sessionId })
      sessions.forget()
      return done
    },
    rights: async (): Promise<RoleRights> => ({
      permissions: declared.map(({ code, text }) => ({ code, text })),
      rights: rightsOf(declared, await readGrants(ctx.db)),
    }),
    timeZoneOf,
  }
}

/** An account as the server acts for it, and as screens know it. */
const describeAccounts = ({ db }: Context, declared: readonly Permission[], timeZoneOf: TimeZoneOf) => {
  /** What every role may do, read once a second however many ask. */
  let known: { rights: ReturnType<typeof rightsOf>; until: number } | undefined
  const allRights = async (): Promise<ReturnType<typeof rightsOf>> => {
    if (!known || known.until < Date.now())
      known = { rights: rightsOf(declared, await readGrants(db)), until: Date.now() + 1000 }
    return known.rights
  }
  const permissionsOf = async (account: AccountRow): Promise<ReadonlySet<string>> => {
    const rights = await allRights()
    return new Set(
      rights.filter(({ role, granted }) => granted && account.roles.includes(role)).map(({ permission }) => permission),
    )
  }
  return {
    forgetRights: (): void => {
      known = undefined
    },
    actorOf: async (account: AccountRow, sessionId: string): Promise<Actor> => ({
      id: account.id,
      name: account.displayName,
      roles: account.roles,
      scope: account.scope,
      teamIds: account.teamIds,
      siteIds: account.siteIds,
      permissions: await permissionsOf(account),
      locale: account.locale,
      mustChangePassword: account.mustChangePassword,
      sessionId,
    }),
    meOf: async (account: AccountRow): Promise<Me> => ({
      id: account.id,
      loginName: account.loginName,
      name: account.displayName,
      roles: account.roles,
      scope: account.scope,
      permissions: [...(await permissionsOf(account))],
      locale: account.locale,
      mustChangePassword: account.mustChangePassword,
      siteTimeZone: await timeZoneOf(account.id),
      demo: account.demo,
    }),
  }
}

/** Whose session a token is. */
const readSessions = ({ db }: Context, actorOf: (account: AccountRow, sessionId: string) => Promise<Actor>) => {
  /** Screens ask many things a second with one token; a revoked session is noticed within this time. */
  const recent = new Map<string, { actor: Actor; until: number }>()
  const remember = (token: string, actor: Actor): Actor => {
    if (recent.size > 5000) recent.clear()
    recent.set(token, { actor, until: Date.now() + 1000 })
    return actor
  }
  return {
    /** What was remembered of one token, or of all. */
    forget: (token?: string): void => {
      if (token === undefined) recent.clear()
      else recent.delete(token)
    },
    identify: async (token: string): Promise<Actor | undefined> => {
      const known = recent.get(token)
      if (known && known.until > Date.now()) return known.actor
      recent.delete(token)
      const found = await findSession(db, digest(token))
      if (!found || !isAlive(found)) return undefined
      const now = Date.now()
      if (Date.parse(found.lastSeenAt) + minute < now)
        await db
          .updateTable('access.session')
          .set({ lastSeenAt: new Date(now) })
          .where('tokenHash', '=', digest(token))
          .execute()
      return remember(token, await actorOf(found, found.sessionId))
    },
  }
}

const isAlive = ({
  revokedAt,
  disabledAt,
  expiresAt,
  lastSeenAt,
}: Record<'expiresAt' | 'lastSeenAt', string> & Record<'revokedAt' | 'disabledAt', string | null>): boolean =>
  !revokedAt && !disabledAt && Date.parse(expiresAt) >= Date.now() && Date.parse(lastSeenAt) + idleMs >= Date.now()

const openSession = async ({ db }: Context, account: AccountRow, caller: Caller): Promise<void> => {
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  await db
    .insertInto('access.session')
    .values({
      tokenHash: digest(token),
      accountId: account.id,
      createdAt: new Date(now),
      lastSeenAt: new Date(now),
      expiresAt: new Date(now + absoluteMs),
      address: caller.address,
      device: caller.device,
    })
    .execute()
  caller.setSession(token, absoluteMs / 1000)
}

/**
 * Notes the try before it is made, so that many at once are counted like many in a row. Too many of one name or from
 * one address are refused, and a try refused so is not counted again.
 */
const noteTry = async ({ db }: Context, loginName: string, address: string): Promise<void> => {
  const at = new Date()
  const attempt = await noteFailure(db, { loginName, address, at }, new Date(at.getTime() - 24 * 60 * minute))
  const since = new Date(at.getTime() - throttle.windowMs)
  const { byName, byAddress } = await countFailures(db, loginName, address, since)
  if (byName <= throttle.perName && byAddress <= throttle.perAddress) return
  await forgetFailure(db, attempt)
  refuse(refusals.tooManyTries, { minutes: throttle.windowMs / minute })
}

const passwordChecker = (ctx: Context) => {
  // A wrong name costs the same time as a wrong password, so that names cannot be guessed by the clock.
  const nobodysHash = hashPassword(randomBytes(16).toString('hex'))
  return async (loginName: string, password: string, address: string): Promise<AccountRow> => {
    await noteTry(ctx, loginName, address)
    const account = await findAccountByLogin(ctx.db, loginName)
    const right = await verify(account?.passwordHash ?? (await nobodysHash), password)
    if (!account || !right) return refuse(refusals.wrongCredentials)
    await forgiveFailures(ctx.db, loginName)
    return account
  }
}
