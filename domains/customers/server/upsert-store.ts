import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

/** What one row of an import says of a customer, ready for the database. */
export type GivenRow = {
  number: string
  numberKind: string
  extension: string
  name: string
  company: string
  attributes: string
  namespace: string
  externalId: string
  siteId: string | null
  source: string
}
export type Claim = { number: string; numberKind: string; extension: string; customerId: string; source: string }
export type ExternalClaim = { namespace: string; value: string; customerId: string; source: string }
export type Owned = { number: string; customerId: string }
export type Candidate = { at: number; byNumber: string | null; byExternalId: string | null; byWords: string | null }

const numbered = (rows: readonly GivenRow[]) => sql`
  unnest(${rows.map((_, at) => at)}::int[], ${rows.map(({ number }) => number)}::text[], ${rows.map(({ name }) => name)}::text[],
         ${rows.map(({ company }) => company)}::text[], ${rows.map(({ namespace }) => namespace)}::text[],
         ${rows.map(({ externalId }) => externalId)}::text[]) as given (at, number, name, company, namespace, external_id)`

/** By number, by external id, and by name and company where exactly one record bears them and no other id of the same namespace. */
export const findCandidates = async (db: Db, rows: readonly GivenRow[]): Promise<Candidate[]> =>
  (
    await sql<Candidate>`
      select given.at, p.customer_id as by_number, x.customer_id as by_external_id, words.id as by_words
      from ${numbered(rows)}
      left join customers.phone p on p.number = given.number
      left join customers.external_id x on x.namespace = given.namespace and x.value = given.external_id
      left join lateral (
        select (array_agg(c.id))[1] as id from (
          select c.id from customers.customer c
          where c.company = given.company and c.name = given.name and c.company <> '' and c.name <> ''
            and c.merged_into is null and c.erased_at is null
            and p.number is null and x.value is null
          limit 2) c
        having count(*) = 1) words
        on given.external_id = '' or not exists (
          select from customers.external_id o where o.customer_id = words.id and o.namespace = given.namespace)`.execute(
      db,
    )
  ).rows

/** Makes a customer of each number nobody has yet; the rest of the numbers are left as they are. Numbers must not repeat. */
export const insertUnknown = async (db: Db, rows: readonly GivenRow[]): Promise<Owned[]> =>
  (
    await sql<Owned>`
      with given as materialized (
        select * from unnest(${rows.map(({ number }) => number)}::text[], ${rows.map(({ numberKind }) => numberKind)}::text[],
          ${rows.map(({ extension }) => extension)}::text[], ${rows.map(({ name }) => name)}::text[],
          ${rows.map(({ company }) => company)}::text[], ${rows.map(({ attributes }) => attributes)}::jsonb[],
          ${rows.map(({ siteId }) => siteId)}::uuid[], ${rows.map(({ source }) => source)}::text[])
          as given (number, kind, extension, name, company, attributes, site_id, source)
      ), fresh as (
        insert into customers.phone (number, customer_id, kind, extension, source)
        select number, platform.new_id(), kind, extension, source from given order by number
        on conflict (number) do nothing returning number, customer_id
      ), made as (
        insert into customers.customer (id, number, name, company, attributes, site_id, origin)
        select fresh.customer_id, fresh.number, name, company, attributes, site_id, source from fresh join given on given.number = fresh.number
      ), queued as (
        insert into customers.to_index (customer_ids) select array_agg(customer_id) from fresh having count(*) > 0
      )
      select number, customer_id from fresh`.execute(db)
  ).rows

/** Records for ids that were already given numbers. */
export const insertCustomers = async (db: Db, rows: readonly (GivenRow & { customerId: string })[]): Promise<void> => {
  await sql`
    with made as (
      insert into customers.customer (id, number, name, company, attributes, site_id, origin)
      select * from unnest(${rows.map(({ customerId }) => customerId)}::uuid[], ${rows.map(({ number }) => number)}::text[],
        ${rows.map(({ name }) => name)}::text[], ${rows.map(({ company }) => company)}::text[],
        ${rows.map(({ attributes }) => attributes)}::jsonb[], ${rows.map(({ siteId }) => siteId)}::uuid[],
        ${rows.map(({ source }) => source)}::text[])
      returning id)
    insert into customers.to_index (customer_ids) select array_agg(id) from made having count(*) > 0`.execute(db)
}

/** Gives numbers to customers unless somebody has them; in order of number, so that two imports cannot lock each other out. */
export const claimNumbers = async (db: Db, claims: readonly Claim[]): Promise<void> => {
  await sql`
    with fresh as (
      insert into customers.phone (number, customer_id, kind, extension, source)
      select * from unnest(${claims.map(({ number }) => number)}::text[], ${claims.map(({ customerId }) => customerId)}::uuid[],
        ${claims.map(({ numberKind }) => numberKind)}::text[], ${claims.map(({ extension }) => extension)}::text[],
        ${claims.map(({ source }) => source)}::text[]) as given (number, customer_id, kind, extension, source) order by number
      on conflict (number) do nothing returning customer_id)
    insert into customers.to_index (customer_ids) select array_agg(distinct customer_id) from fresh having count(*) > 0`.execute(
    db,
  )
}

/** Whose these numbers are now. */
export const ownersOf = async (db: Db, numbers: readonly string[]): Promise<Owned[]> =>
  (
    await sql<Owned>`select number, customer_id from customers.phone where number = any (${numbers}::text[])`.execute(
      db,
    )
  ).rows

export const claimExternalIds = async (db: Db, claims: readonly ExternalClaim[]): Promise<void> => {
  await sql`
    insert into customers.external_id (namespace, value, customer_id, source)
    select * from unnest(${claims.map(({ namespace }) => namespace)}::text[], ${claims.map(({ value }) => value)}::text[],
      ${claims.map(({ customerId }) => customerId)}::uuid[], ${claims.map(({ source }) => source)}::text[])
      as given (namespace, value, customer_id, source) order by namespace, value
    on conflict (namespace, value) do nothing`.execute(db)
}

export const ownersOfExternalIds = async (
  db: Db,
  claims: readonly ExternalClaim[],
): Promise<{ namespace: string; value: string; customerId: string }[]> =>
  (
    await sql<{ namespace: string; value: string; customerId: string }>`
      select x.namespace, x.value, x.customer_id from customers.external_id x
      join unnest(${claims.map(({ namespace }) => namespace)}::text[], ${claims.map(({ value }) => value)}::text[]) as given (namespace, value)
        on x.namespace = given.namespace and x.value = given.value`.execute(db)
  ).rows

/** What was given to a record that came to nothing belongs to the one that stands in its place. */
export const repoint = async (db: Db, fromId: string, toId: string): Promise<void> => {
  await sql`update customers.phone set customer_id = ${toId} where customer_id = ${fromId}`.execute(db)
  await sql`update customers.external_id set customer_id = ${toId} where customer_id = ${fromId}`.execute(db)
}

/** Fills what is not known yet and notes where it came from; what is known stays. In order of id, as everybody locks. */
export const completeKnown = async (db: Db, rows: readonly (GivenRow & { customerId: string })[]): Promise<void> => {
  await sql`
    with given as materialized (
      select * from unnest(${rows.map(({ customerId }) => customerId)}::uuid[], ${rows.map(({ name }) => name)}::text[],
        ${rows.map(({ company }) => company)}::text[], ${rows.map(({ attributes }) => attributes)}::jsonb[],
        ${rows.map(({ source }) => source)}::text[]) as given (id, name, company, attributes, source)
    ), held as materialized (
      select c.id, given.name, given.company, given.attributes, given.source from customers.customer c join given on given.id = c.id
      where c.erased_at is null and ((c.name = '' and given.name <> '') or (c.company = '' and given.company <> '')
        or not given.attributes <@ (c.attributes || '{}'))
      order by c.id for no key update of c
    ), filled as (
      update customers.customer c
      set name = case when c.name = '' then held.name else c.name end,
          company = case when c.company = '' then held.company else c.company end,
          attributes = held.attributes || c.attributes,
          sources = c.sources || (
            select coalesce(jsonb_object_agg(field, jsonb_build_object('source', held.source, 'at', now())), '{}') from (
              select 'name' as field where c.name = '' and held.name <> ''
              union all select 'company' where c.company = '' and held.company <> ''
              union all select 'attributes.' || key from jsonb_object_keys(held.attributes) key where not c.attributes ? key
            ) gained),
          version = c.version + 1
      from held where held.id = c.id
        and ((c.name = '' and held.name <> '') or (c.company = '' and held.company <> '') or held.attributes || c.attributes <> c.attributes)
      returning c.id)
    insert into customers.to_index (customer_ids) select array_agg(id) from filled having count(*) > 0`.execute(db)
}

/** Pairs an import found to share a number or an id: people decide whether they are one person. */
export const suspect = async (
  db: Db,
  pairs: readonly { oneId: string; otherId: string; reason: string; evidence: string }[],
): Promise<void> => {
  await sql`
    insert into customers.duplicate (one_id, other_id, reasons, evidence)
    select distinct on (least(one, other), greatest(one, other)) least(one, other), greatest(one, other), array[reason], evidence
    from unnest(${pairs.map(({ oneId }) => oneId)}::uuid[], ${pairs.map(({ otherId }) => otherId)}::uuid[],
      ${pairs.map(({ reason }) => reason)}::text[], ${pairs.map(({ evidence }) => evidence)}::text[]) as pair (one, other, reason, evidence)
    where one <> other
    on conflict (one_id, other_id) do update
    set reasons = array(select distinct unnest(duplicate.reasons || excluded.reasons))
    where duplicate.state = 'open'`.execute(db)
}
