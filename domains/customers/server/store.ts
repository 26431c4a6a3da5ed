import { type Selectable, sql } from 'kysely'
import type { CustomersCustomer } from '#database/types.ts'
import type { Db } from '#platform/db.ts'

export type CustomerRow = Omit<Selectable<CustomersCustomer>, 'attributes'> & { attributes: Record<string, unknown> }

export const findById = async (db: Db, id: string): Promise<CustomerRow | undefined> =>
  (await db.selectFrom('customers.customer').selectAll().where('id', '=', id).executeTakeFirst()) as
    | CustomerRow
    | undefined

export const findByNumber = async (db: Db, number: string): Promise<CustomerRow | undefined> =>
  (await db.selectFrom('customers.customer').selectAll().where('number', '=', number).executeTakeFirst()) as
    | CustomerRow
    | undefined

export type Known = { id: string; number: string }
export type NewCustomer = { number: string; name: string; attributes: string; siteId: string | null }

const columns = (rows: readonly NewCustomer[]) => sql`
  unnest(${rows.map(({ number }) => number)}::text[], ${rows.map(({ name }) => name)}::text[],
         ${rows.map(({ attributes }) => attributes)}::jsonb[], ${rows.map(({ siteId }) => siteId)}::uuid[])
  as given (number, name, attributes, site_id)`

/** Adds those not known yet; numbers must not repeat. In order of number, so that two imports cannot lock each other out. */
export const insertMissing = async (db: Db, rows: readonly NewCustomer[]): Promise<Known[]> => {
  const inserted = await sql<Known>`
    insert into customers.customer (number, name, attributes, site_id)
    select number, name, attributes, site_id from ${columns(rows)} order by number
    on conflict (number) do nothing
    returning id, number`.execute(db)
  return inserted.rows
}

/** Fills what is not known yet about customers that are; what is known stays. */
export const completeKnown = async (db: Db, rows: readonly NewCustomer[]): Promise<Known[]> => {
  await sql`
    with held as materialized (
      select c.id, given.name, given.attributes from customers.customer c
      join ${columns(rows)} on given.number = c.number
      where (c.name = '' and given.name <> '') or not given.attributes <@ (c.attributes || '{}')
      order by c.number for no key update of c
    )
    update customers.customer c
    set name = case when c.name = '' then held.name else c.name end,
        attributes = held.attributes || c.attributes,
        version = c.version + 1
    from held where held.id = c.id
      and ((c.name = '' and held.name <> '') or held.attributes || c.attributes <> c.attributes)`.execute(db)
  const known = await sql<Known>`
    select id, number from customers.customer where number = any (${rows.map(({ number }) => number)}::text[])`.execute(
    db,
  )
  return known.rows
}
