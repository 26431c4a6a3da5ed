import { type Selectable, sql } from 'kysely'
import type { ListsBatch, ListsContactList } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import type { BatchState } from '../batch.ts'
import type { ListChange, NewList } from '../contract.ts'
import type { Encoding, Format, Mapping, Separator } from '../mapping.ts'

export type BatchRow = Omit<Selectable<ListsBatch>, 'state' | 'format' | 'encoding' | 'separator' | 'mapping'> & {
  state: BatchState
  format: Format
  encoding: Encoding | null
  separator: Separator | null
  mapping: Mapping | null
}
export type ListRow = Selectable<ListsContactList>

export const findListRow = (db: Db, id: string): Promise<ListRow | undefined> =>
  db.selectFrom('lists.contactList').selectAll().where('id', '=', id).executeTakeFirst()

/** Whoever changes what a list holds takes its turn here first, then locks the batch. */
export const lockList = (db: Db, id: string): Promise<ListRow | undefined> =>
  db.selectFrom('lists.contactList').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

export const findLists = async (
  db: Db,
  {
    page,
    pageSize,
    search,
    state,
  }: { page: number; pageSize: number; search?: string | undefined; state?: 'open' | 'closed' | undefined },
): Promise<{ rows: ListRow[]; total: number }> => {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = db
    .selectFrom('lists.contactList')
    .$if(search !== undefined && search !== '', (q) =>
      q.where((where) => where.or([where('name', 'ilike', pattern), where('supplier', 'ilike', pattern)])),
    )
    .$if(state === 'open', (q) => q.where('closedAt', 'is', null))
    .$if(state === 'closed', (q) => q.where('closedAt', 'is not', null))
  const [{ total }, rows] = await Promise.all([
    found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    found
      .selectAll()
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
  ])
  return { rows, total }
}

/** Undefined when the name is taken. */
export const insertList = (
  db: Db,
  list: NewList & { createdBy: string | null; createdAt: Date },
): Promise<ListRow | undefined> =>
  db
    .insertInto('lists.contactList')
    .values(list)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst()

export const isNameTaken = async (db: Db, name: string, except: string): Promise<boolean> =>
  (await db
    .selectFrom('lists.contactList')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', except)
    .executeTakeFirst()) !== undefined

export const updateList = (
  db: Db,
  id: string,
  { closed: _, ...change }: ListChange & { closedAt: string | Date | null },
): Promise<ListRow> =>
  db
    .updateTable('lists.contactList')
    .set({ ...change, version: change.version + 1 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const findBatchRow = async (db: Db, id: string): Promise<BatchRow | undefined> =>
  (await db.selectFrom('lists.batch').selectAll().where('id', '=', id).executeTakeFirst()) as BatchRow | undefined

export const lockBatch = async (db: Db, id: string): Promise<BatchRow | undefined> =>
  (await db.selectFrom('lists.batch').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()) as
    | BatchRow
    | undefined

export const findBatches = (db: Db, listId: string): Promise<BatchRow[]> =>
  db
    .selectFrom('lists.batch')
    .selectAll()
    .where('listId', '=', listId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute() as Promise<BatchRow[]>

type NewBatch = {
  listId: string
  fileName: string
  createdBy: string | null
  createdAt: Date
  state?: BatchState
  format?: Format
  requestKey?: string | null
}
/** Undefined when a batch of the same request is there. */
export const insertBatch = async (db: Db, batch: NewBatch): Promise<BatchRow | undefined> =>
  (await db
    .insertInto('lists.batch')
    .values({ ...batch, workedAt: sql`clock_timestamp()` })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()) as BatchRow | undefined

const stands = ['uploading', 'uploaded', 'importing', 'imported'] as const

export const findBatchOfRequest = async (db: Db, listId: string, requestKey: string): Promise<BatchRow | undefined> =>
  (await db
    .selectFrom('lists.batch')
    .selectAll()
    .where('listId', '=', listId)
    .where('requestKey', '=', requestKey)
    .where('state', 'in', stands)
    .executeTakeFirst()) as BatchRow | undefined

/** The newest other batch of the list with these very bytes that stands. */
export const findSameFile = async (
  db: Db,
  { listId, sha256, except }: { listId: string; sha256: string; except: string },
): Promise<BatchRow | undefined> =>
  (await db
    .selectFrom('lists.batch')
    .selectAll()
    .where('listId', '=', listId)
    .where('sha256', '=', sha256)
    .where('id', '<>', except)
    .where('state', 'in', stands)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()) as BatchRow | undefined

export type BatchChange = {
  state?: BatchState
  bytes?: number
  sha256?: string
  startedAt?: Date
  encoding?: Encoding
  separator?: Separator
  mapping?: Mapping
  progress?: number
  starts?: number
  error?: string | null
  importedAt?: Date
  revertedAt?: Date
}
export const updateBatch = async (db: Db, id: string, { mapping, ...change }: BatchChange): Promise<BatchRow> =>
  (await db
    .updateTable('lists.batch')
    .set({
      ...change,
      ...(mapping ? { mapping: JSON.stringify(mapping) } : {}),
      workedAt: sql`clock_timestamp()`,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()) as BatchRow

/** Imports that stand still for so many seconds: their process went away. */
export const findStuckImports = async (db: Db, seconds: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from lists.batch
    where state = 'importing' and worked_at < clock_timestamp() - make_interval(secs => ${seconds})`.execute(db)
  return rows.map(({ id }) => id)
}

/** Files that came and were never imported. */
export const findAbandoned = async (db: Db, days: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from lists.batch
    where state in ('uploading', 'uploaded') and worked_at < clock_timestamp() - make_interval(days => ${days})`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export const insertUploadChunk = async (db: Db, batchId: string, position: number, bytes: Buffer): Promise<void> => {
  await db.insertInto('lists.uploadChunk').values({ batchId, position, bytes }).execute()
}

export const findUploadChunk = async (db: Db, batchId: string, position: number): Promise<Buffer | undefined> =>
  (
    await db
      .selectFrom('lists.uploadChunk')
      .select('bytes')
      .where('batchId', '=', batchId)
      .where('position', '=', position)
      .executeTakeFirst()
  )?.bytes

export const deleteUpload = async (db: Db, batchId: string): Promise<void> => {
  await db.deleteFrom('lists.uploadChunk').where('batchId', '=', batchId).execute()
}

export type RefusedRowRow = { lineNumber: number; reason: string; detail: string; raw: string }
export const findRefused = (db: Db, batchId: string, afterLine: number, limit: number): Promise<RefusedRowRow[]> =>
  db
    .selectFrom('lists.refusedRow')
    .select(['lineNumber', 'reason', 'detail', 'raw'])
    .where('batchId', '=', batchId)
    .where('lineNumber', '>', afterLine)
    .orderBy('lineNumber')
    .limit(limit)
    .execute()
