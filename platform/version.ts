import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { DB } from '#database/types.ts'
import type { Db } from './db.ts'

type Versioned = { [T in keyof DB]: 'version' extends keyof DB[T] ? T : never }[keyof DB]
type Key<T extends Versioned, K> = Pick<Insertable<DB[T]>, K & keyof Insertable<DB[T]>>
/** A row as somebody read it: which one, and the version it had then. */
export type ReadRow<T extends Versioned, K> = { table: T; key: Key<T, K>; version: number }

const given = (values: object): [column: string, value: unknown][] =>
  Object.entries(values).filter(([, value]) => value !== undefined)
const equal = (values: object): RawBuilder<unknown>[] =>
  given(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)

type Read = { table: string; key: object; version: number }
const update = async (db: Db, { table, key, version }: Read, change: object): Promise<boolean> => {
  const is = sql.join([...equal(key), sql`version = ${version}`], sql` and `)
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.join([...equal(change), sql`version = version + 1`])} where ${is}`.execute(db)
  return numAffectedRows === 1n
}
const insert = async (db: Db, table: string, row: object): Promise<boolean> => {
  const cells = given(row)
  const { numAffectedRows } = await sql`
    insert into ${sql.table(table)} (${sql.join(cells.map(([column]) => sql.ref(column)))})
    values (${sql.join(cells.map(([, value]) => value))}) on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}

/**
 * Writes the next version of a row, so that nobody overwrites what they have not seen: false where somebody else wrote one
 * since, or the row is gone or out of reach. The version counts up by itself.
 */
export const writeNext = <T extends Versioned, K>(
  db: Db,
  read: ReadRow<T, K>,
  change: Updateable<DB[T]>,
): Promise<boolean> => update(db, read, change)

/** The same for a row that is only there once somebody decided: who read version 0 found none, and writes the first. */
export const writeFirstOrNext = <T extends Versioned, K>(
  db: Db,
  read: ReadRow<T, K>,
  row: Omit<Insertable<DB[T]>, (K & string) | 'version'>,
): Promise<boolean> => (read.version === 0 ? insert(db, read.table, { ...read.key, ...row }) : update(db, read, row))
