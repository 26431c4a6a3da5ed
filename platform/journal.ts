import type pg from 'pg'
import type { Base } from './context.ts'
import { DatabaseAway, databaseIsAway } from './db.ts'
import { type Lease, leaseIsLost } from './lease.ts'
import { openLine, silentAfterMs } from './line.ts'

/**
 * One kind of row the hot path writes, many at a time: `statement` takes one array per column (`unnest`).
 * Lanes are written in rising `order`, so a row is there before what refers to it.
 */
export type Lane<Row> = {
  name: string
  order: number
  statement: string
  columns: readonly ((row: Row) => unknown)[]
  /** Rows of one key overwrite each other within a batch: only the newest is written. */
  keyOf?: (row: Row) => string
  /** Joins an older waiting row of the same key with the newer; the newer wins where this is absent. */
  merge?: (older: Row, newer: Row) => Row
}
export const defineLane = <Row>(lane: Lane<Row>): Lane<Row> => lane

export type Journal = {
  /** Notes a row; it is durable when `written()` of that moment resolves. */
  append<Row>(lane: Lane<Row>, row: NoInfer<Row>): void
  /**
   * Resolves when everything noted so far is committed or was refused by the database, row by row. Rejects when this
   * process lost its lease, and with `RowRefused` when a refused row bears the id `of`: name it whenever something is
   * done, or somebody told, on the strength of a row being on record.
   */
  written(of?: string): Promise<void>
  /** As `written()`, but rejects with `DatabaseAway` rather than wait for a database that cannot be reached. */
  writtenNow(of?: string): Promise<void>
  /** Rows noted and not yet committed: callers slow down when it grows. */
  readonly waiting: number
  /** The database could not be reached when last tried. */
  readonly away: boolean
  /** How often it has gone away so far. */
  readonly outages: number
  stop(): Promise<void>
}

type Waiting = { lane: Lane<unknown>; rows: unknown[]; places: Map<string, number> | undefined }
type Batch = {
  lanes: Map<Lane<unknown>, Waiting>
  size: number
  wanted: boolean
  refused: { lane: Lane<unknown>; row: unknown }[]
  settled: Promise<void>
  settle: () => void
  fail: (error: Error) => void
}

const emptyBatch = (): Batch => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  promise.catch(() => {})
  return { lanes: new Map(), size: 0, wanted: false, refused: [], settled: promise, settle: resolve, fail: reject }
}
const write = (
  on: pg.Client,
  { name, statement, columns }: Lane<unknown>,
  rows: readonly unknown[],
): Promise<unknown> => on.query({ name, text: statement, values: columns.map((column) => rows.map(column)) })

/**
 * Rows nobody waits for are gathered so long before they are written: what a dead process may owe the record. A shorter
 * time costs the database a transaction for every few rows.
 */
const gatherForMs = 25

/** A process that falls silent in the middle of a transaction holds the lease's row no longer than this. */
const endIdleTransactionsAfterMs = 5000

/** What cannot be written down within so long when the engine closes is given up. */
const stopWithinMs = 5000

/** Thrown to whoever waits for a write, or gives an order, after this process lost the lease or can no longer be sure of it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** A large batch may take the database longer than that before it says a word. */
const patienceFor = (rows: number): number => silentAfterMs + rows

/** Thrown to whoever waits for a row of their own that the database will not have. Names no person. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused'
}

/** What of a refusal may be logged: its message and detail may show the row, and with it a person's number or words. */
const whyRefused = (error: unknown) => {
  const { code, constraint, table, column } = (error ?? {}) as Record<string, string | undefined>
  return { code, constraint, table, column }
}
const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
const valuesOf = ({ lane, row }: Batch['refused'][number]): unknown[] => lane.columns.map((column) => column(row))

/**
 * The write-behind log of the hot path: what arrives while one transaction commits goes together into the next.
 * Decisions are made in memory and do not wait; orders to the outside world await `written()` first, so nothing is
 * done that is not on record. While Postgres is away rows wait here and are tried again; each lane's statement
 * ignores rows it already has, so trying again changes nothing.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds what its small functions share.
export const openJournal = (base: Base, guard: Lease['guard']): Journal => {
  let gathering = emptyBatch()
  let writing: Batch | undefined
  const line = openLine(base, { pipeline: true, endIdleTransactionsAfterMs, plansOnce: true })
  let stopping = false
  let away = false
  let outages = 0
  const impatient = new Set<(error: Error) => void>()
  let soon: NodeJS.Timeout | undefined
  let lost: LeaseLost | undefined

  /**
   * One transaction, sent in one go on a pipelined connection: it costs one round trip however much is said. Answers
   * why it was refused, if it was; throws when the lease is lost or the database away.
   */
  const transact = async (size: number, say: (on: pg.Client) => Promise<unknown>[]): Promise<unknown> => {
    const { text, values } = guard
    const answers = await line.say((on) => {
      const said = [
        on.query('begin'),
        on.query({ name: 'lease', text, values: [...values] }),
        ...say(on),
        on.query('commit'),
      ]
      return Promise.allSettled(said)
    }, patienceFor(size))
    if (answers[1]?.status === 'rejected' && leaseIsLost(answers[1].reason))
      throw new LeaseLost('another process holds the telephone lease')
    const refused = answers.find((answer) => answer.status === 'rejected')
    if (refused && databaseIsAway(refused.reason)) throw refused.reason
    return refused?.reason
  }
  const commit = async (batch: Batch): Promise<void> => {
    batch.refused = []
    const lanes = [...batch.lanes.values()].sort((a, b) => a.lane.order - b.lane.order)
    const refused = await transact(batch.size, (on) => lanes.map(({ lane, rows }) => write(on, lane, rows)))
    if (!refused) return
    const why = whyRefused(refused)
    base.log.error({ ...why, rows: batch.size }, 'a journal batch was refused; its rows are written one by one')
    await oneByOne(batch, lanes)
  }

  /** One bad row must not keep the others from the record. */
  const oneByOne = async (batch: Batch, lanes: readonly Waiting[]): Promise<void> => {
    for (const { lane, rows } of lanes)
      for (const row of rows) {
        const refused = await transact(1, (on) => [write(on, lane, [row])])
        if (!refused) continue
        batch.refused.push({ lane, row })
        const ids = valuesOf({ lane, row }).filter(isId)
        base.log.error({ ...whyRefused(refused), lane: lane.name, ids }, 'a journal row was refused')
      }
  }

  const goneAway = (): void => {
    if (!away) outages++
    away = true
    line.drop()
    for (const fail of impatient) fail(new DatabaseAway('the journal waits for the database'))
    impatient.clear()
  }
  const writeBatch = async (batch: Batch): Promise<void> => {
    for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
      try {
        await commit(batch)
        away = false
        batch.settle()
        return
      } catch (error) {
        if (error instanceof LeaseLost || stopping) {
          lost = error instanceof LeaseLost ? error : new LeaseLost('stopped while the database was away')
          batch.fail(lost)
          return
        }
        base.log.warn({ err: error, rows: batch.size }, 'the journal waits for the database')
        goneAway()
        await new Promise((resume) => setTimeout(resume, pause))
      }
    }
  }

  const pump = async (): Promise<void> => {
    do {
      writing = gathering
      gathering = emptyBatch()
      await writeBatch(writing)
    } while (gathering.wanted && !lost)
    writing = undefined
    if (lost) gathering.fail(lost)
    else if (gathering.size > 0) wake()
  }
  const start = (): void => {
    clearTimeout(soon)
    soon = undefined
    if (!writing && gathering.size > 0) void pump()
  }
  /** Nobody waits for it yet, so what the next moments bring goes along. */
  const wake = (): void => {
    if (!writing) soon ??= setTimeout(start, gatherForMs)
  }

  /** The batch that holds the newest row noted, on its way to the record as soon as possible. */
  const wantedNow = (): Batch | undefined => {
    if (gathering.size === 0) return writing
    gathering.wanted = true
    const last = gathering
    start()
    return last
  }

  const written = async (of?: string): Promise<void> => {
    if (lost) throw lost
    const last = wantedNow()
    await last?.settled
    if (of === undefined || !last || last.refused.length === 0) return
    const refused = last.refused.find((row) => valuesOf(row).includes(of))
    if (refused) throw new RowRefused(`the database refused a row of ${refused.lane.name}`)
  }

  return {
    append: (lane, row) => {
      if (lost) return
      const known = lane as Lane<unknown>
      let waiting = gathering.lanes.get(known)
      if (!waiting) {
        waiting = { lane: known, rows: [], places: known.keyOf && new Map() }
        gathering.lanes.set(known, waiting)
      }
      gathering.size += put(waiting, row) ? 1 : 0
      wake()
    },
    written,
    writtenNow: async (of) => {
      if (away) throw new DatabaseAway('the journal waits for the database')
      const { promise: goesAway, reject } = Promise.withResolvers<never>()
      impatient.add(reject)
      await Promise.race([written(of), goesAway]).finally(() => impatient.delete(reject))
    },
    get waiting() {
      return gathering.size + (writing && writing !== gathering ? writing.size : 0)
    },
    get away() {
      return away
    },
    get outages() {
      return outages
    },
    stop: async () => {
      const settled = wantedNow()?.settled.catch(() => {})
      const impatience = Promise.withResolvers<void>()
      const timer = setTimeout(impatience.resolve, stopWithinMs)
      await Promise.race([settled, impatience.promise])
      clearTimeout(timer)
      stopping = true
      await line.close()
    },
  }
}

/** Adds a row to those waiting; answers whether it is one more. */
const put = ({ lane, rows, places }: Waiting, row: unknown): boolean => {
  const key = places && lane.keyOf?.(row)
  const place = key === undefined ? undefined : places?.get(key)
  if (place === undefined) {
    if (key !== undefined) places?.set(key, rows.length)
    rows.push(row)
    return true
  }
  rows[place] = lane.merge ? lane.merge(rows[place], row) : row
  return false
}
