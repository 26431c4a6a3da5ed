import { type Selectable, sql } from 'kysely'
import type { CustomersCustomer } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import type { NumberKind } from '../number-kind.ts'
import type { NumberState } from '../number-state.ts'

type Words = Record<string, unknown>
export type FieldSource = { source: string; at: string }
export type CustomerRow = Omit<Selectable<CustomersCustomer>, 'attributes' | 'sources'> & {
  attributes: Words
  /** Field to where it came from, for fields that did not come with the record. */
  sources: Record<string, FieldSource>
}

export const findById = async (db: Db, id: string): Promise<CustomerRow | undefined> =>
  (await db.selectFrom('customers.customer').selectAll().where('id', '=', id).executeTakeFirst()) as
    | CustomerRow
    | undefined

export const lockCustomers = async (db: Db, ids: readonly string[]): Promise<CustomerRow[]> =>
  (await db
    .selectFrom('customers.customer')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()) as CustomerRow[]

export type PhoneRow = {
  number: string
  customerId: string
  kind: NumberKind
  extension: string
  source: string
  state: NumberState
  stateSince: string | null
  stateSource: string | null
  firstSeen: string
}

export const findPhone = async (db: Db, number: string): Promise<PhoneRow | undefined> =>
  (await db.selectFrom('customers.phone').selectAll().where('number', '=', number).executeTakeFirst()) as
    | PhoneRow
    | undefined

export const listPhones = async (db: Db, customerIds: readonly string[]): Promise<PhoneRow[]> =>
  (await db
    .selectFrom('customers.phone')
    .selectAll()
    .where('customerId', 'in', customerIds.length > 0 ? [...customerIds] : [null as never])
    .orderBy('firstSeen')
    .orderBy('number')
    .execute()) as PhoneRow[]

/** The record that stands for each of these now, for those that were merged away. */
export const findGolden = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; goldenId: string }>`
    select id, golden_id from customers.customer where id = any (${ids}::uuid[]) and golden_id is not null`.execute(db)
  return new Map(rows.map(({ id, goldenId }) => [id, goldenId]))
}

/** Every id that means this person: its own and those merged into it. */
export const listIdsOf = async (db: Db, goldenId: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from customers.customer where golden_id = ${goldenId} union all select ${goldenId}::uuid`.execute(db)
  ).rows.map(({ id }) => id)

export const saveOwner = async (
  db: Db,
  ids: readonly string[],
  { ownerId, teamId }: { ownerId: string | null; teamId?: string | null | undefined },
): Promise<number> => {
  const { rows } = await sql<{ id: string }>`
    with held as materialized (select id from customers.customer where id = any (${ids}::uuid[]) order by id for no key update)
    update customers.customer c
    set owner_id = ${ownerId}, team_id = ${teamId === undefined ? sql`c.team_id` : sql`${teamId}::uuid`}, version = version + 1
    from held where held.id = c.id returning c.id`.execute(db)
  return rows.length
}

export const saveNumberState = async (
  db: Db,
  number: string,
  { state, source, at }: { state: NumberState; source: string; at: Date },
): Promise<boolean> => {
  const { rows } = await sql<{ number: string }>`
    update customers.phone set state = ${state}, state_since = ${at}, state_source = ${source}
    where number = ${number} and state <> ${state} and (state_since is null or state_since <= ${at}) returning number`.execute(
    db,
  )
  return rows.length > 0
}
