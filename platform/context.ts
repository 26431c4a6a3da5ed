import type { RoleCode, Scope } from '#contract/role.ts'
import type { Locale } from '#contract/words.ts'
import type { Database, Db } from './db.ts'
import type { Log } from './log.ts'

/** Who does it. `permissions` holds the codes of everything this person may do. */
export type Actor = {
  id: string
  name: string
  roles: readonly RoleCode[]
  scope: Scope
  teamIds: readonly string[]
  siteIds: readonly string[]
  permissions: ReadonlySet<string>
  locale: Locale
  mustChangePassword: boolean
  sessionId: string
}

/** What every use case is given. Inside `inTransaction`, `db` is the transaction: no statement can escape it. */
export type Context = { db: Db; actor: Actor; now: () => Date; log: Log; requestId: string }

/** What the process itself is given: reactions and jobs act on nobody's behalf. */
export type Base = { database: Database; now: () => Date; log: Log }

/** The product itself as actor: sees everything, is recorded without a name. */
export const system: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'Carillon',
  roles: [],
  scope: 'all',
  teamIds: [],
  siteIds: [],
  permissions: new Set(),
  locale: 'zh',
  mustChangePassword: false,
  sessionId: '',
}

/** A context that sees all rows, for reactions, jobs and the engine. */
export const systemContext = ({ database, now, log }: Base, requestId = ''): Context => ({
  db: database.engine,
  actor: system,
  now,
  log,
  requestId,
})

/** Runs `work` in one transaction, joining the one already open if there is one. */
export const inTransaction = <T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> =>
  ctx.db.isTransaction ? work(ctx) : ctx.db.transaction().execute((db) => work({ ...ctx, db: db as Db }))
