import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { FieldChange, FieldSource, MergeFields } from '../../merge.ts'

/** What a merge wrote and moved: all that undoing it needs. */
export type MergeChanges = {
  fields: FieldChange[]
  numbers: string[]
  externalIds: { namespace: string; value: string }[]
  tags: { tag: string; at: string }[]
  holdings: string[]
  relations: { id: string; end: 'from' | 'to' }[]
  /** Suspected pairs this merge answered. */
  duplicates: string[]
}
export type MergeRow = {
  id: string
  keptId: string
  mergedId: string
  changes: MergeChanges
  undoneAt: string | null
}

/** Merging is rare and quick, and chains of records have no order to lock in: one at a time. */
export const takeTurns = async (db: Db): Promise<void> => {
  await sql`lock table customers.merge in share row exclusive mode`.execute(db)
}

export const saveFields = async (
  db: Db,
  id: string,
  { fields, sources }: { fields: MergeFields; sources: Record<string, FieldSource> },
): Promise<void> => {
  await db
    .updateTable('customers.customer')
    .set((e) => ({
      ...(fields as object),
      attributes: JSON.stringify(fields.attributes),
      sources: JSON.stringify(sources),
      version: e('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Puts a record under another, or with null back on its own feet, whoever may see what was merged into it before. */
export const standUnder = async (db: Db, id: string, target: string | null): Promise<void> => {
  await sql`select customers.stand_under(${id}, ${target})`.execute(db)
}

const idsOf = <T>(result: { rows: T[] }): T[] => result.rows

/** Moves what hangs on a record to another; answers what was moved. What the other has already stays where it is. */
export const moveAll = async (
  db: Db,
  fromId: string,
  toId: string,
): Promise<Omit<MergeChanges, 'fields' | 'duplicates'>> => {
  const numbers = await sql<{ number: string }>`
    update customers.phone set customer_id = ${toId} where customer_id = ${fromId} returning number`.execute(db)
  const externalIds = await sql<{ namespace: string; value: string }>`
    update customers.external_id set customer_id = ${toId} where customer_id = ${fromId} returning namespace, value`.execute(
    db,
  )
  const tags = await sql<{ tag: string; at: string }>`
    update customers.tag t set customer_id = ${toId} where t.customer_id = ${fromId}
      and not exists (select from customers.tag o where o.customer_id = ${toId} and o.tag = t.tag) returning t.tag, t.at`.execute(
    db,
  )
  const holdings = await sql<{ id: string }>`
    update customers.holding set customer_id = ${toId} where customer_id = ${fromId} returning id`.execute(db)
  const outward = await sql<{ id: string }>`
    update customers.relation r set from_id = ${toId} where r.from_id = ${fromId} and r.to_id is distinct from ${toId}::uuid
      and not exists (select from customers.relation o where o.from_id = ${toId} and o.kind = r.kind
        and o.to_id is not distinct from r.to_id and o.company = r.company) returning r.id`.execute(db)
  const inward = await sql<{ id: string }>`
    update customers.relation r set to_id = ${toId} where r.to_id = ${fromId} and r.from_id <> ${toId}
      and not exists (select from customers.relation o where o.to_id = ${toId} and o.from_id = r.from_id and o.kind = r.kind)
    returning r.id`.execute(db)
  return {
    numbers: idsOf(numbers).map(({ number }) => number),
    externalIds: idsOf(externalIds),
    tags: idsOf(tags),
    holdings: idsOf(holdings).map(({ id }) => id),
    relations: [
      ...idsOf(outward).map(({ id }) => ({ id, end: 'from' as const })),
      ...idsOf(inward).map(({ id }) => ({ id, end: 'to' as const })),
    ],
  }
}

/** Moves back what is still where the merge put it; what went elsewhere since stays there. */
export const moveBack = async (
  db: Db,
  { keptId, mergedId }: { keptId: string; mergedId: string },
  { numbers, externalIds, tags, holdings, relations }: MergeChanges,
): Promise<void> => {
  await sql`update customers.phone set customer_id = ${mergedId} where customer_id = ${keptId} and number = any (${numbers}::text[])`.execute(
    db,
  )
  await sql`update customers.external_id x set customer_id = ${mergedId}
    from unnest(${externalIds.map(({ namespace }) => namespace)}::text[], ${externalIds.map(({ value }) => value)}::text[]) as moved (namespace, value)
    where x.customer_id = ${keptId} and x.namespace = moved.namespace and x.value = moved.value`.execute(db)
  // The same moment: a tag taken away and set anew since is somebody's later word.
  await sql`update customers.tag t set customer_id = ${mergedId}
    from unnest(${tags.map(({ tag }) => tag)}::text[], ${tags.map(({ at }) => at)}::timestamptz[]) as moved (tag, at)
    where t.customer_id = ${keptId} and t.tag = moved.tag and date_trunc('milliseconds', t.at) = moved.at
      and not exists (select from customers.tag o where o.customer_id = ${mergedId} and o.tag = t.tag)`.execute(db)
  await sql`update customers.holding set customer_id = ${mergedId} where customer_id = ${keptId} and id = any (${holdings}::uuid[])`.execute(
    db,
  )
  const ends = (end: 'from' | 'to') => relations.filter((moved) => moved.end === end).map(({ id }) => id)
  await sql`update customers.relation r set from_id = ${mergedId} where r.from_id = ${keptId} and r.id = any (${ends('from')}::uuid[])
    and r.to_id is distinct from ${mergedId}::uuid
    and not exists (select from customers.relation o where o.from_id = ${mergedId} and o.kind = r.kind
      and o.to_id is not distinct from r.to_id and o.company = r.company)`.execute(db)
  await sql`update customers.relation r set to_id = ${mergedId} where r.to_id = ${keptId} and r.id = any (${ends('to')}::uuid[])
    and r.from_id <> ${mergedId}
    and not exists (select from customers.relation o where o.to_id = ${mergedId} and o.from_id = r.from_id and o.kind = r.kind)`.execute(
    db,
  )
}

/** Who wants no scoring by any record that stays merged into this one wants none. */
export const keepWish = async (db: Db, keptId: string): Promise<void> => {
  await sql`update customers.customer c set scoring_off = true, sources = c.sources || jsonb_build_object('scoringOff', said.source)
    from (select coalesce(m.sources -> 'scoringOff', jsonb_build_object('source', m.origin, 'at', m.created_at)) as source
      from customers.customer m where m.golden_id = ${keptId} and m.scoring_off limit 1) said
    where c.id = ${keptId}`.execute(db)
}

/** The number to call first is one of the person's own; the oldest where it no longer is. */
export const mendFirstNumber = async (db: Db, ids: readonly string[]): Promise<void> => {
  await sql`update customers.customer c
    set number = (select p.number from customers.phone p where p.customer_id = c.id order by p.first_seen, p.number limit 1)
    where c.id = any (${ids}::uuid[]) and c.merged_into is null
      and not exists (select from customers.phone p where p.customer_id = c.id and p.number = c.number)`.execute(db)
}
