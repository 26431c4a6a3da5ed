import { type Selectable, sql } from 'kysely'
import type { ListsEntry } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import type { GivenRow, RefusedRow } from './file/row.ts'

export type EntryRow = Omit<Selectable<ListsEntry>, 'attributes'> & { attributes: Record<string, string> }
type Place = { listId: string; batchId: string }

const numberArray = (numbers: readonly string[]): string => `{${numbers.join(',')}}`

/** What rows say, as columns of a set. */
const said = (rows: readonly GivenRow[]) => sql`
  unnest(${rows.map(({ line }) => line)}::int[], ${rows.map(({ name }) => name)}::text[],
         ${rows.map(({ attributes }) => JSON.stringify(attributes))}::text[],
         ${rows.map(({ priority }) => priority)}::int[], ${rows.map(({ attemptLimit }) => attemptLimit)}::int[],
         ${rows.map(({ answerChance }) => answerChance)}::numeric[],
         ${rows.map(({ furtherNumbers }) => numberArray(furtherNumbers))}::text[],
         ${rows.map(({ number }) => number)}::text[]`

/**
 * Takes in rows whose number the list does not hold yet; the numbers must not repeat. Answers the lines of those taken
 * in. Lines come back and no ids: of a hundred thousand rows the answer alone would be felt.
 */
export const insertEntries = async (
  db: Db,
  { listId, batchId }: Place,
  rows: readonly (GivenRow & { customerId: string })[],
): Promise<Set<number>> => {
  const inserted = await sql<{ lineNumber: number }>`
    insert into lists.entry (list_id, batch_id, customer_id, number, name, attributes, priority, attempt_limit, answer_chance, further_numbers, line_number)
    select ${listId}::uuid, ${batchId}::uuid, customer_id, number, name, attributes::jsonb, coalesce(priority, 100), attempt_limit, answer_chance,
           further_numbers::text[], line
    from ${said(rows)}, ${rows.map(({ customerId }) => customerId)}::uuid[])
      as given (line, name, attributes, priority, attempt_limit, answer_chance, further_numbers, number, customer_id)
    on conflict (list_id, number) where reverted_at is null do nothing
    returning line_number`.execute(db)
  return new Set(inserted.rows.map(({ lineNumber }) => lineNumber))
}

const kept = sql`name, attributes, priority, attempt_limit, answer_chance, further_numbers`

/** Joins rows to entries in force of the same number; every word of each is kept, so that any batch can be taken back. */
export const mergeIntoEntries = async (
  db: Db,
  { listId, batchId }: Place,
  rows: readonly GivenRow[],
): Promise<void> => {
  const held = await sql<{ id: string; number: string }>`
    select id, number from lists.entry
    where list_id = ${listId} and number collate "C" = any (${rows.map(({ number }) => number)}::text[]) and reverted_at is null`.execute(
    db,
  )
  const ids = new Map(held.rows.map(({ id, number }) => [number, id]))
  const touched = [...ids.values()]
  await sql`
    insert into lists.contribution (batch_id, line_number, entry_id, ${kept})
    select batch_id, line_number, id, ${kept} from lists.entry where id = any (${touched}::uuid[])
    on conflict do nothing`.execute(db)
  await sql`
    insert into lists.contribution (batch_id, line_number, entry_id, ${kept})
    select ${batchId}::uuid, line, entry_id, name, attributes::jsonb, priority, attempt_limit, answer_chance, further_numbers::text[]
    from ${said(rows)}, ${rows.map(({ number }) => ids.get(number))}::uuid[])
      as given (line, name, attributes, priority, attempt_limit, answer_chance, further_numbers, number, entry_id)`.execute(
    db,
  )
  await retellEntries(db, touched)
}

/** Sets entries to what their contributions say together: of each word the newest that is not empty. */
const retellEntries = async (db: Db, ids: readonly string[]): Promise<void> => {
  await sql`
    update lists.entry e
    set name = told.name, priority = told.priority, attempt_limit = told.attempt_limit, answer_chance = told.answer_chance,
        attributes = told.attributes, further_numbers = told.further_numbers
    from (
      select c.entry_id,
             coalesce((array_agg(c.name order by c.place desc) filter (where c.name <> ''))[1], '') as name,
             coalesce((array_agg(c.priority order by c.place desc) filter (where c.priority is not null))[1], 100) as priority,
             (array_agg(c.attempt_limit order by c.place desc) filter (where c.attempt_limit is not null))[1] as attempt_limit,
             (array_agg(c.answer_chance order by c.place desc) filter (where c.answer_chance is not null))[1] as answer_chance,
             (select coalesce(jsonb_object_agg(said.key, said.value order by d.place), '{}')
                from lists.contribution d, jsonb_each(d.attributes) said where d.entry_id = c.entry_id) as attributes,
             (select coalesce(array_agg(distinct other), '{}')
                from lists.contribution d, unnest(d.further_numbers) other where d.entry_id = c.entry_id) as further_numbers
      from lists.contribution c where c.entry_id = any (${ids}::uuid[]) group by c.entry_id
    ) told
    where told.entry_id = e.id`.execute(db)
}

/**
 * Takes back what a batch said. Entries it alone brought are marked reverted; those another batch brought too pass on
 * to the oldest of these and forget what this one said. Answers how many were reverted.
 */
export const takeBackEntries = async (db: Db, batchId: string, at: Date): Promise<number> => {
  const gone = await sql<{ entryId: string }>`
    delete from lists.contribution where batch_id = ${batchId} returning entry_id`.execute(db)
  const shared = [...new Set(gone.rows.map(({ entryId }) => entryId))]
  if (shared.length > 0) {
    await sql`
      update lists.entry e set batch_id = heir.batch_id, line_number = heir.line_number
      from (select distinct on (entry_id) entry_id, batch_id, line_number from lists.contribution
            where entry_id = any (${shared}::uuid[]) order by entry_id, place) heir
      where heir.entry_id = e.id and e.batch_id = ${batchId}`.execute(db)
    await retellEntries(db, shared)
  }
  const reverted = await sql`
    update lists.entry set reverted_at = ${at} where batch_id = ${batchId} and reverted_at is null`.execute(db)
  return Number(reverted.numAffectedRows ?? 0)
}

export const insertRefused = async (db: Db, batchId: string, rows: readonly RefusedRow[]): Promise<void> => {
  await sql`
    insert into lists.refused_row (batch_id, line_number, reason, detail, raw)
    select ${batchId}::uuid, * from unnest(
      ${rows.map(({ line }) => line)}::int[], ${rows.map(({ reason }) => reason)}::text[],
      ${rows.map(({ detail }) => detail)}::text[], ${rows.map(({ raw }) => raw)}::text[])`.execute(db)
}

export type Tally = { read: number; accepted: number; merged: number; refused: number }
export const addTally = async (db: Db, batchId: string, tally: Tally, progress: number): Promise<void> => {
  await sql`
    update lists.batch set read = read + ${tally.read}, accepted = accepted + ${tally.accepted},
      merged = merged + ${tally.merged}, refused = refused + ${tally.refused},
      progress = ${progress}, starts = 0, worked_at = clock_timestamp()
    where id = ${batchId}`.execute(db)
}

export const addToList = async (db: Db, listId: string, entries: number): Promise<void> => {
  await sql`update lists.contact_list set active_entries = active_entries + ${entries} where id = ${listId}`.execute(db)
}

export type EntrySearch = {
  after?: string | undefined
  limit: number
  /** Ranges instead of LIKE: row security keeps LIKE from using an index. */
  from?: { column: 'number' | 'name'; text: string } | undefined
  batchId?: string | undefined
  reverted: boolean
}
/** In the order they came; what is searched by its beginning, in the order of what was searched. */
export const findEntries = async (
  db: Db,
  listId: string,
  { after, limit, from, batchId, reverted }: EntrySearch,
): Promise<EntryRow[]> => {
  const column = from?.column === 'name' ? sql`name collate "C"` : sql`number collate "C"`
  const order = from ? sql`${column}, id` : sql`id`
  const { rows } = await sql<EntryRow>`
    select id, batch_id, customer_id, list_id, number, name, attributes, priority, attempt_limit, answer_chance, further_numbers, line_number, reverted_at
    from lists.entry
    where list_id = ${listId} and reverted_at is ${reverted ? sql`not null` : sql`null`}
      ${from ? sql`and ${column} >= ${from.text} and ${column} < ${`${from.text}\u{10ffff}`}` : sql``}
      ${from?.column === 'name' ? sql`and name <> ''` : sql``}
      ${batchId ? sql`and batch_id = ${batchId}` : sql``}
      ${after ? sql`and (${order}) > (select ${order} from lists.entry where id = ${after})` : sql``}
    order by ${order} limit ${limit}`.execute(db)
  return rows
}

/** Entries follow a number that changed hands: a call to it is a call to whose it is now. Answers which they are. */
export const reassignEntries = async (db: Db, fromId: string, toId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    update lists.entry e set customer_id = ${toId}
    where e.customer_id in (select id from customers.customer_fact where golden_id = ${fromId})
      and e.number in (select number from customers.phone_fact where customer_id = ${toId})
    returning e.id`.execute(db)
  return rows.map(({ id }) => id)
}
