import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { Scope } from '#contract/role.ts'
import type { DB } from '#database/types.ts'

export type Db = Kysely<DB>

/** Whose eyes a statement sees with; Postgres itself holds every row back that these eyes may not see. */
export type Sight = {
  scope: Scope
  uid: string
  teamIds: readonly string[]
  siteIds: readonly string[]
  requestId?: string
}

export type ConnectionOptions = {
  pipeline?: boolean
  endIdleTransactionsAfterMs?: number
  /** Named statements are planned once, by what they say and never by their values or by how full a table is then. */
  plansOnce?: boolean
}

export type Database = {
  /** Sees all rows: for the engine, reactions and jobs, never for a request. */
  engine: Db
  /** Sees what that person may see. Each statement outside a transaction is a transaction of its own. */
  seenBy(sight: Sight): Db
  /** One client of its own, outside the pools: for LISTEN, COPY and the journal. */
  connect(options?: ConnectionOptions): Promise<pg.Client>
  ping(): Promise<boolean>
  stop(): Promise<void>
}

/** Opening a connection costs tens of milliseconds of processor here, for its password: those in use now and then stay. */
const keepIdleMs = 600_000

const asIso = (text: string): string => new Date(text).toISOString()
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
  [pg.types.builtins.DATE, String],
  [pg.types.builtins.TIMESTAMPTZ, asIso],
])
// Moments stay ISO text and big counts numbers, so that rows are replies as they come.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const setting = (name: string, value: string): string => `set local ${name} = ${quoted(value)};`

/** A plan kept from when a partition was empty would read all of it when it is full: indexes are used from the beginning. */
const onePlan = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off'

/** First words of every transaction of a request. */
const prologue = ({ scope, uid, teamIds, siteIds, requestId }: Sight): string =>
  `set local role carillon_${scope};` +
  setting('app.uid', uid) +
  setting('app.teams', `{${teamIds.join(',')}}`) +
  setting('app.sites', `{${siteIds.join(',')}}`) +
  setting('app.request', requestId ?? '')

/** Opens the pools. `url` logs in as a role that owns nothing; rows are reached only by becoming a scope role. */
export const openDatabase = (url: string, { poolSize = 10 }: { poolSize?: number } = {}): Database => {
  const shared = { connectionString: url, types, keepAlive: true, idleTimeoutMillis: keepIdleMs } as const
  const requests = new pg.Pool({ ...shared, max: poolSize, pipeline: true } as pg.PoolConfig)
  const engines = new pg.Pool({
    ...shared,
    max: poolSize,
    pipeline: true,
    options: '-c role=carillon_engine',
  } as pg.PoolConfig)
  // A connection that breaks is replaced at the next query; without listeners, idle or at work, it would end the process.
  for (const pool of [requests, engines]) {
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
  }

  return {
    engine: kyselyOver(engines, ''),
    seenBy: (sight) => kyselyOver(requests, prologue(sight)),
    connect: async ({ pipeline = false, endIdleTransactionsAfterMs = 0, plansOnce = false } = {}) => {
      const always = `-c role=carillon_engine -c idle_in_transaction_session_timeout=${endIdleTransactionsAfterMs}`
      const options = plansOnce ? `${always} ${onePlan}` : always
      const client = new pg.Client({ ...shared, pipeline, options, connectionTimeoutMillis: 5000 } as pg.ClientConfig)
      client.on('error', () => {})
      await client.connect()
      return client
    },
    ping: async () =>
      engines.query('select 1').then(
        () => true,
        () => false,
      ),
    stop: async () => {
      await Promise.all([requests.end(), engines.end()])
    },
  }
}

const kyselyOver = (pool: pg.Pool, opening: string): Db =>
  new Kysely<DB>({
    dialect: {
      createDriver: () => scopedDriver(pool, opening),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })

type Line = DatabaseConnection & { client: pg.PoolClient; inTransaction: boolean; broken: boolean }

const lineTo = (client: pg.PoolClient, opening: string): Line => {
  const run = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    const result = await client.query(query.sql, [...query.parameters])
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  const line: Line = {
    client,
    inTransaction: false,
    broken: false,
    executeQuery: async <R>(query: CompiledQuery) => {
      if (line.inTransaction || opening === '') return run<R>(query)
      // Sent in one go: the connection pipelines, so scope costs no extra wait. If the opening fails, so does the rest.
      const said = [client.query(`begin;${opening}`), run<R>(query), client.query('commit')] as const
      await Promise.allSettled(said)
      await said[0]
      const result = await said[1]
      // What a deferred constraint refuses, or a lost line leaves undone, is no success.
      await said[2]
      return result
    },
    // biome-ignore lint/correctness/useYield: part of the interface; long reads page by key instead of holding a cursor.
    async *streamQuery() {
      throw new Error('streaming queries are not offered; page by key')
    },
  }
  return line
}

const scopedDriver = (pool: pg.Pool, opening: string): Driver => {
  const say = async (connection: DatabaseConnection, words: string, inTransaction: boolean): Promise<void> => {
    const line = connection as Line
    line.inTransaction = inTransaction
    await line.client.query(words)
  }
  return {
    init: async () => {},
    acquireConnection: async () => lineTo(await pool.connect(), opening),
    beginTransaction: (connection, { isolationLevel, accessMode }) =>
      say(
        connection,
        `begin ${isolationLevel ? `isolation level ${isolationLevel}` : ''} ${accessMode ?? ''};${opening}`,
        true,
      ),
    commitTransaction: (connection) => say(connection, 'commit', false),
    rollbackTransaction: async (connection) => {
      await say(connection, 'rollback', false).catch(() => {
        ;(connection as Line).broken = true
      })
    },
    releaseConnection: async (connection) => {
      const { client, broken } = connection as Line
      client.release(broken)
    },
    destroy: async () => {},
  }
}

/** Postgres cannot be reached just now, and whoever asks would rather know than wait. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway'
}

/** Whether an error means "Postgres cannot be reached just now" rather than "this statement is wrong". */
export const databaseIsAway = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return (
    error instanceof DatabaseAway ||
    /^(57P0[1-5]|08\w{3}|25P03|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(
      code ?? '',
    ) ||
    /Connection terminated|Client has encountered a connection error|not queryable|timeout expired|timeout exceeded when trying to connect/.test(
      message ?? '',
    )
  )
}
