import { open, rename, rm } from 'node:fs/promises'
import { PassThrough, type Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { readParts, writeParts } from './backup/parts.ts'
import {
  listPartitions,
  listSequences,
  listTables,
  type Partition,
  quoted,
  refreshViews,
  refuseLargeObjects,
  refuseRowsBeyondMigrations,
  type Sequence,
  type Table,
} from './backup/tables.ts'
import { type AppliedMigration, appliedMigrations } from './migrate.ts'
import { withClient } from './postgres/client.ts'

/** First line of every backup: what it is, of which schema, taken when. */
export type BackupHeader = { carillon: 'backup'; format: 1; takenAt: string; migrations: AppliedMigration[] }
export type BackupReport = { takenAt: string; tables: number; rows: number }

type Options = { onProgress?: (table: string, rows: number) => void }

/**
 * Writes everything the database holds into one gzip file, as of one moment, while work goes on. No outside program is
 * needed, and memory stays flat however large the tables are. The file appears under its name only when it is whole.
 */
export const backUp = async (ownerUrl: string, file: string, options: Options = {}): Promise<BackupReport> => {
  const unfinished = `${file}.unfinished`
  const handle = await open(unfinished, 'w', 0o600).catch((cause: Error) => {
    throw new Error(`The backup cannot be written: ${cause.message}`, { cause })
  })
  try {
    const report = await backUpTo(ownerUrl, handle.createWriteStream({ flush: true }), options)
    await rename(unfinished, file)
    return report
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The same into any stream, which is ended. */
export const backUpTo = (ownerUrl: string, output: Writable, { onProgress }: Options = {}): Promise<BackupReport> =>
  withClient(ownerUrl, async (client) => {
    // Everything below sees one moment. With row security off a login that may not see all rows fails, instead of
    // making a backup with holes.
    await client.query(`
      begin transaction isolation level repeatable read read only;
      set local row_security = off; set local search_path = ''; set local timezone = 'UTC'; set local datestyle = 'ISO';
      set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local statement_timeout = 0`)
    const { rows: moment } = await client.query<{ now: Date }>('select now()')
    const takenAt = String(moment[0]?.now.toISOString())
    const migrations = await appliedMigrations(client)
    if (migrations.length === 0) throw new Error('This database was never migrated: there is nothing to back up.')
    await refuseLargeObjects(client)

    const packed = new PassThrough()
    const written = pipeline(packed, createGzip({ level: 6 }), output)
    // Whoever fails first, the writing or the reading, is told at the end; until then nobody else may stumble over it.
    written.catch((error) => packed.destroy(error))
    try {
      const report = await writeAll(client, packed, { carillon: 'backup', format: 1, takenAt, migrations }, onProgress)
      packed.end()
      await written
      await client.query('commit')
      return report
    } catch (error) {
      packed.destroy(error as Error)
      await written.catch(() => undefined)
      throw error
    }
  })

const writeAll = async (
  client: pg.Client,
  packed: Writable,
  header: BackupHeader,
  onProgress: Options['onProgress'],
): Promise<BackupReport> => {
  const parts = writeParts(packed)
  await parts.line(header)
  await parts.line({ partitions: await listPartitions(client) })
  const tables = await listTables(client)
  let rows = 0
  for (const table of tables) {
    await parts.line({ table })
    const source = client.query(copyTo(`copy (select ${columnsOf(table)} from ${quoted(table)}) to stdout`))
    await parts.bytes(source)
    rows += source.rowCount
    onProgress?.(table.name, source.rowCount)
  }
  await parts.line({ sequences: await listSequences(client) })
  await parts.line({ end: true, tables: tables.length, rows })
  return { takenAt: header.takenAt, tables: tables.length, rows }
}

const columnsOf = ({ columns }: Table): string =>
  columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ')

/**
 * Puts a backup into a migrated database that holds nothing yet beyond what its migrations wrote. All or nothing: one
 * transaction. Refuses a backup of another schema version, a damaged file, and a database that is in use.
 */
export const restore = async (ownerUrl: string, file: string, options: Options = {}): Promise<BackupReport> => {
  const handle = await open(file).catch((cause: Error) => {
    throw new Error(`The backup cannot be read: ${cause.message}`, { cause })
  })
  return restoreFrom(ownerUrl, handle.createReadStream(), options)
}

export const restoreFrom = (ownerUrl: string, input: Readable, { onProgress }: Options = {}): Promise<BackupReport> =>
  withClient(ownerUrl, async (client) => {
    const unpacked = createGunzip()
    const read = pipeline(input, unpacked)
    read.catch(() => undefined)
    try {
      const report = await readAll(client, readParts(unpacked), onProgress)
      await read
      return report
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw explained(error as NodeJS.ErrnoException)
    } finally {
      input.destroy()
      unpacked.destroy()
    }
  })

const readAll = async (
  client: pg.Client,
  parts: ReturnType<typeof readParts>,
  onProgress: Options['onProgress'],
): Promise<BackupReport> => {
  const header = (await parts.line()) as BackupHeader
  if (header.carillon !== 'backup' || header.format !== 1)
    throw new Error('This file is not a backup this release can read.')
  checkSameSchema(header.migrations, await appliedMigrations(client))
  await client.query(`begin; set local row_security = off; set local search_path = ''; set local datestyle = 'ISO'`)
  await switchTriggersOff(client)

  const existing = await listTables(client)
  await refuseRowsBeyondMigrations(client, existing)
  // The rows that migrations write come back with the backup, perhaps changed since.
  if (existing.length > 0) await client.query(`truncate ${existing.map(quoted).join(', ')}`)

  const { partitions } = (await parts.line()) as { partitions: Partition[] }
  for (const partition of partitions) await client.query(partition.sql)

  let rows = 0
  for (;;) {
    const part = (await parts.line()) as { table?: Table; sequences?: Sequence[] }
    if (part.sequences) {
      await setSequences(client, part.sequences)
      break
    }
    const table = part.table as Table
    const target = client.query(copyFrom(`copy ${quoted(table)} (${columnsOf(table)}) from stdin`))
    await pipeline(parts.bytes(), target)
    rows += target.rowCount
    onProgress?.(table.name, target.rowCount)
  }
  const end = (await parts.line()) as { end?: true; tables: number; rows: number }
  if (!end.end || end.rows !== rows)
    throw new Error(`The backup is damaged: ${rows} rows came out of it, ${end.rows} were put in.`)
  await refreshViews(client)
  await client.query('commit; analyze')
  return { takenAt: header.takenAt, tables: end.tables, rows }
}

/** Rows arrive table by table, so references must not be checked on the way; the snapshot they come from was whole. */
const switchTriggersOff = async (client: pg.Client): Promise<void> => {
  try {
    await client.query('set local session_replication_role = replica')
  } catch (cause) {
    throw new Error(
      'Restoring needs a login that may switch triggers off: the superuser of the server, or one that was given ' +
        '"grant set on parameter session_replication_role".',
      { cause },
    )
  }
}

const setSequences = async (client: pg.Client, sequences: readonly Sequence[]): Promise<void> => {
  for (const { name, value, used } of sequences)
    await client.query('select pg_catalog.setval($1, $2, $3)', [name, value, used])
}

const checkSameSchema = (theirs: readonly AppliedMigration[], ours: readonly AppliedMigration[]): void => {
  const same = theirs.length === ours.length && theirs.every((past, index) => past.sha256 === ours[index]?.sha256)
  if (same) return
  const [their, our] = [theirs.at(-1)?.name ?? 'none', ours.at(-1)?.name ?? 'none']
  throw new Error(
    `The backup was taken at schema version ${their}, this database is at ${our}. ` +
      'Restore it with the release that made it, into an empty database, and let the newer release migrate that.',
  )
}

/** What the libraries say about files that are cut off or no gzip at all, in words of use to an operator. */
const explained = (error: NodeJS.ErrnoException): Error => {
  if (error.code?.startsWith('Z_')) {
    return new Error(`The backup file is damaged or incomplete (${error.message}); nothing was restored.`, {
      cause: error,
    })
  }
  return error
}
