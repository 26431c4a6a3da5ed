import { sql } from 'kysely'
import type { Problem } from '#contract/problem.ts'
import { fill } from '#contract/words.ts'
import type { Db } from '#platform/db.ts'
import type { Delivery, Received, RowFault } from '../contract.ts'
import { type RowRefusal, rowRefusals } from '../refusals.ts'
import type { Kind, Mode } from '../report.ts'

/** One thing wrong with one row; `cells` as they came. */
export type BadRow = {
  row: number
  field: string
  fault: RowRefusal
  params?: Record<string, string | number> | undefined
  cells: readonly string[]
}
export type NewDelivery = {
  kind: Kind
  channel: 'api' | 'file' | 'screen'
  mode: Mode
  source: string
  fileName: string
  requestKey: string | null
  sha256: string
  at: Date
  byId: string
  byName: string
  siteId: string | null
}
export type Counts = Pick<Delivery, 'read' | 'recorded' | 'corrected' | 'unchanged' | 'refused' | 'kept'>

const shown = [
  'id',
  'kind',
  'channel',
  'mode',
  'source',
  'fileName',
  'at',
  'byName',
  'read',
  'recorded',
  'corrected',
  'unchanged',
  'refused',
  'kept',
] as const
const mostShown = 1000

/** Undefined where a delivery of that source and request key is on record already. */
export const insertDelivery = async (db: Db, delivery: NewDelivery): Promise<string | undefined> =>
  (
    await db
      .insertInto('results.delivery')
      .values(delivery)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id

export const closeDelivery = async (db: Db, id: string, counts: Counts, bad: readonly BadRow[]): Promise<void> => {
  await db.updateTable('results.delivery').set(counts).where('id', '=', id).execute()
  if (bad.length === 0) return
  const rows = JSON.stringify(bad.map(({ params = {}, ...fault }) => ({ ...fault, params })))
  await sql`insert into results.fault (delivery_id, row_number, field, code, params, cells)
    select ${id}::uuid, f."row", f.field, f.fault, f.params, f.cells
    from jsonb_to_recordset(${rows}::jsonb) as f ("row" int, field text, fault text, params jsonb, cells jsonb)
    on conflict do nothing`.execute(db)
}

export const findByKey = (db: Db, source: string, requestKey: string) =>
  db
    .selectFrom('results.delivery')
    .select(['id', 'sha256'])
    .where('source', '=', source)
    .where('requestKey', '=', requestKey)
    .executeTakeFirst()

const problemOf = (code: string, params: Record<string, unknown>): Problem => {
  const kind = rowRefusals[code as RowRefusal]
  return {
    type: `/problems#${kind.code}`,
    title: fill(kind.text.en, params),
    status: kind.status,
    code: kind.code,
    params,
  }
}
type FaultRow = { rowNumber: number; field: string; code: string; params: Record<string, unknown>; cells: string[] }
export const findFaults = (db: Db, deliveryId: string, after: number, limit: number): Promise<FaultRow[]> =>
  db
    .selectFrom('results.fault')
    .select(['rowNumber', 'field', 'code', 'params', 'cells'])
    .where('deliveryId', '=', deliveryId)
    .where('rowNumber', '>', after)
    .orderBy('rowNumber')
    .limit(limit)
    .execute() as unknown as Promise<FaultRow[]>

/** A delivery with its faults, as problems a program can read. */
export const findDelivery = async (db: Db, id: string): Promise<Received | undefined> => {
  const delivery = await db.selectFrom('results.delivery').select(shown).where('id', '=', id).executeTakeFirst()
  if (!delivery) return undefined
  const faults = (await findFaults(db, id, 0, mostShown)).map(
    ({ rowNumber, field, code, params, cells }): RowFault => ({
      row: rowNumber,
      field,
      problem: problemOf(code, params),
      cells,
    }),
  )
  return { ...(delivery as Delivery), faults }
}

/** Newest first. */
export const listDeliveries = async (
  db: Db,
  { kind, after, limit }: { kind?: Kind | undefined; after?: string | undefined; limit: number },
) => {
  const [at, id] = after?.split('~') ?? []
  const { rows } = await sql<Delivery>`
    select id, kind, channel, mode, source, file_name, at, by_name, read, recorded, corrected, unchanged, refused, kept
    from results.delivery d where mode <> 'check' ${kind ? sql`and kind = ${kind}` : sql``}
      ${at && id ? sql`and (d.at, d.id) < (${at}::timestamptz, ${id}::uuid)` : sql``}
    order by d.at desc, d.id desc limit ${limit + 1}`.execute(db)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), next: last ? `${last.at}~${last.id}` : null, total: null }
}
