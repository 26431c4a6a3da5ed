import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { PersonFound, SubjectRequest } from '../../subject-contract.ts'
import type { RequestKind, RequestState } from '../../subject-request.ts'

const shown = [
  ...(['id', 'number', 'kind', 'state', 'customerId', 'shownAs', 'channel', 'proof', 'newName'] as const),
  ...(['receivedOn', 'dueOn', 'requestedBy', 'requestedByName', 'requestedAt', 'decidedByName', 'decidedAt'] as const),
  ...(['decision', 'progress', 'changedRows', 'finishedAt', 'error', 'version'] as const),
] as const

export const findRequest = async (db: Db, id: string): Promise<SubjectRequest | undefined> =>
  (await db.selectFrom('oversight.subjectRequest').select(shown).where('id', '=', id).executeTakeFirst()) as
    | SubjectRequest
    | undefined

/** Nobody else decides on it, or works on it, until the transaction ends. */
export const lockRequest = async (db: Db, id: string): Promise<SubjectRequest | undefined> =>
  (await db.selectFrom('oversight.subjectRequest').select(shown).where('id', '=', id).forUpdate().executeTakeFirst()) as
    | SubjectRequest
    | undefined

type Filter = {
  state?: RequestState | undefined
  kind?: RequestKind | undefined
  limit: number
  after?: string | undefined
}
export const listRequests = async (db: Db, { state, kind, limit, after }: Filter) => {
  const before = /^\d{1,15}$/.test(after ?? '') ? Number(after) : undefined
  const rows = (await db
    .selectFrom('oversight.subjectRequest')
    .select(shown)
    .$if(state !== undefined, (q) => q.where('state', '=', state as string))
    .$if(kind !== undefined, (q) => q.where('kind', '=', kind as string))
    .$if(before !== undefined, (q) => q.where('number', '<', before as number))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()) as SubjectRequest[]
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? String(page.at(-1)?.number ?? '') : null, total: null }
}

export const readWorkingDays = async (db: Db): Promise<number> =>
  (await db.selectFrom('oversight.subjectRule').select('workingDays').executeTakeFirst())?.workingDays ?? 15

/** How much there is of a person under all ids they were ever known by. */
export const countOf = async (
  db: Db,
  ids: readonly string[],
): Promise<Pick<PersonFound, 'records' | 'calls' | 'complaints'>> => {
  const { rows } = await sql<Pick<PersonFound, 'records' | 'calls' | 'complaints'>>`
    select (select count(*) from lists.entry_fact where customer_id = any (${ids}::uuid[])) as records,
      (select count(*) from calls.call_fact where customer_id = any (${ids}::uuid[])) as calls,
      (select count(*) from complaints.complaint_fact where customer_id = any (${ids}::uuid[])) as complaints`.execute(
    db,
  )
  return rows[0] ?? { records: 0, calls: 0, complaints: 0 }
}

/** Notes under what the person is known; again adds what came since. */
export const gatherTraces = async (db: Db, requestId: string): Promise<void> => {
  await sql`select oversight.gather(${requestId}::uuid)`.execute(db)
}
export const tracedNumbers = async (db: Db, requestId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('oversight.trace')
      .select('value')
      .where('requestId', '=', requestId)
      .where('kind', '=', 'number')
      .execute()
  ).map(({ value }) => value)
export const forgetTraces = async (db: Db, requestId: string): Promise<void> => {
  await db.deleteFrom('oversight.trace').where('requestId', '=', requestId).execute()
}
export const callIsUp = async (db: Db, requestId: string, at: Date): Promise<boolean> => {
  const { rows } = await sql<{ up: boolean }>`select oversight.call_is_up(${requestId}::uuid, ${at}) as up`.execute(db)
  return rows[0]?.up ?? false
}

export const personTables = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`select t as name from oversight.person_tables() t`.execute(db)
  return rows.map(({ name }) => name)
}
export const eraseFrom = async (db: Db, requestId: string, table: string): Promise<number> => {
  const { rows } = await sql<{ touched: number }>`
    select oversight.erase_from(${requestId}::uuid, ${table}::regclass) as touched`.execute(db)
  return rows[0]?.touched ?? 0
}
export const toldIn = async (db: Db, requestId: string, table: string): Promise<Record<string, unknown>[]> => {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select t as row from oversight.told_in(${requestId}::uuid, ${table}::regclass) t`.execute(db)
  return rows.map(({ row }) => row)
}
export const correctName = async (
  db: Db,
  { id, newName, requestedBy, requestedByName }: SubjectRequest,
  at: Date,
): Promise<number> => {
  const { rows } = await sql<{ touched: number }>`
    select oversight.correct_name(${id}::uuid, ${newName}, ${requestedBy}::uuid, ${requestedByName}, ${at}) as touched`.execute(
    db,
  )
  return rows[0]?.touched ?? 0
}

/** Approved or begun, and nobody has worked on it for a while. */
export const listStuck = async (db: Db, seconds: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from oversight.subject_request where kind <> 'export' and state in ('approved', 'working')
      and coalesce(worked_at, decided_at) < clock_timestamp() - make_interval(secs => ${seconds})`.execute(db)
  return rows.map(({ id }) => id)
}
