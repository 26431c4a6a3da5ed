import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Kind } from '../report.ts'
import type { Said } from './record.ts'

/** The latest version of a result as it stands. */
export type Standing = Said & {
  id: string
  kind: Kind
  source: string
  externalId: string
  version: number
  revision: number | null
  state: 'valid' | 'withdrawn'
}
/** A version to be written. */
export type Version = Said & {
  externalId: string
  revision: number | null
  state: 'valid' | 'withdrawn'
  reason: string
}
export type Writing = {
  kind: Kind
  source: string
  deliveryId: string | null
  at: Date
  byId: string
  byName: string
}

/** What a version is written by: each column with its type. */
const written = {
  at: 'timestamptz',
  call_id: 'uuid',
  agent_id: 'uuid',
  team_id: 'uuid',
  site_id: 'uuid',
  campaign_id: 'uuid',
  batch_id: 'uuid',
  customer_id: 'uuid',
  region: 'text',
  product: 'text',
  order_kind: 'text',
  units: 'int',
  amount: 'numeric',
  focus_model: 'boolean',
  channel: 'text',
  score: 'numeric',
  satisfied: 'boolean',
  excellent: 'boolean',
  reviewer: 'text',
  behaviour: 'text',
  done: 'int',
  opportunities: 'int',
  questionnaire: 'text',
  completed: 'boolean',
  revision: 'bigint',
  state: 'text',
  reason: 'text',
} as const
const names = Object.keys(written)
const columns = sql.raw(names.join(', '))
const columnsTold = sql.raw(names.map((name) => `told.${name}`).join(', '))
const shape = sql.raw(['external_id text', ...Object.entries(written).map((column) => column.join(' '))].join(', '))
const standing = sql.raw(
  ['id', 'kind', 'source', 'external_id', 'version', ...names].map((name) => `r.${name}`).join(', '),
)

/** Of these ids of a source those that are known, held until the transaction ends. */
export const lockStanding = async (
  db: Db,
  { kind, source }: Pick<Writing, 'kind' | 'source'>,
  externalIds: readonly string[],
): Promise<Map<string, Standing>> => {
  const { rows } = await sql<Standing>`select ${standing} from results.record r
    where r.source = ${source} and r.kind = ${kind} and r.external_id = any (${[...externalIds]}::text[])
    order by r.external_id for update`.execute(db)
  return new Map(rows.map((row) => [row.externalId, row]))
}
export const lockOne = async (db: Db, id: string): Promise<Standing | undefined> => {
  const { rows } = await sql<Standing>`select ${standing} from results.record r where r.id = ${id} for update`.execute(
    db,
  )
  return rows[0]
}

/** Of these ids of a source those that are known to `db`. */
export const knownIds = async (
  db: Db,
  { kind, source }: Pick<Writing, 'kind' | 'source'>,
  externalIds: readonly string[],
): Promise<string[]> => {
  const rows = await db
    .selectFrom('results.record')
    .select('externalId')
    .where('source', '=', source)
    .where('kind', '=', kind)
    .where('externalId', 'in', externalIds.length === 0 ? [''] : [...externalIds])
    .execute()
  return rows.map(({ externalId }) => externalId)
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const asJson = (rows: readonly object[]): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]))),
  )

/** Writes what was not known before; answers the ids that could be written, in case somebody else was quicker. */
export const insertRecords = async (
  db: Db,
  { kind, source, deliveryId, at, byId, byName }: Writing,
  versions: readonly Version[],
): Promise<string[]> => {
  const { rows } = await sql<{ externalId: string }>`
    insert into results.record (kind, source, external_id, ${columns}, delivery_id, changed_at, changed_by_id, changed_by_name)
    select ${kind}, ${source}, external_id, ${columns}, ${deliveryId}::uuid, ${at}::timestamptz, ${byId}::uuid, ${byName}
    from jsonb_to_recordset(${asJson(versions)}::jsonb) as told (${shape}) order by external_id
    on conflict (source, kind, external_id) do nothing returning external_id`.execute(db)
  return rows.map(({ externalId }) => externalId)
}

/** Writes the next version of what is known and locked; the version before goes into history by itself. */
export const updateRecords = async (
  db: Db,
  { kind, source, deliveryId, at, byId, byName }: Writing,
  versions: readonly Version[],
): Promise<void> => {
  if (versions.length === 0) return
  await sql`
    update results.record r set (${columns}) = (select ${columnsTold}),
      version = r.version + 1, delivery_id = ${deliveryId}::uuid, changed_at = ${at}::timestamptz,
      changed_by_id = ${byId}::uuid, changed_by_name = ${byName}
    from jsonb_to_recordset(${asJson(versions)}::jsonb) as told (${shape})
    where r.source = ${source} and r.kind = ${kind} and r.external_id = told.external_id`.execute(db)
}
