import { sql } from 'kysely'
import type { PageQuery } from '#contract/paging.ts'
import type { Words } from '#contract/words.ts'
import type { Db } from '#platform/db.ts'
import type {
  CallerId,
  CallerIdFlag,
  CallerIdForm,
  CallerIdSettings,
  FlagForm,
  RestRule,
} from '../../caller-id-contract.ts'
import { type CallerIdRule, type CallerIdState, callerIdKey } from '../../caller-ids.ts'

const shown = sql`c.id, c.number, c.kind, c.purpose, c.owner_name, c.licence, c.region, c.concurrent_limit, c.hour_limit,
  c.day_limit, c.state, c.state_since, c.state_by_name, c.state_note, c.state_words, c.rest_until, c.version,
  (select count(*)::int from compliance.caller_id_flag f where f.caller_id_id = c.id and f.cleared_at is null) as open_flags`

export const findCallerId = async (db: Db, id: string): Promise<CallerId | undefined> =>
  (await sql<CallerId>`select ${shown} from compliance.caller_id c where c.id = ${id}`.execute(db)).rows[0]

export const listCallerIds = async (
  db: Db,
  { page, pageSize, search, state }: PageQuery & { search?: string | undefined; state?: CallerIdState | undefined },
): Promise<{ rows: CallerId[]; total: number }> => {
  const key = search ? callerIdKey(search) : ''
  const fits = sql`(${search ?? null}::text is null or position(lower(${search ?? ''}) in lower(c.owner_name || ' ' || c.region)) > 0
      or (${key} <> '' and position(${key} in c.number) > 0))
    and (${state ?? null}::text is null or c.state = ${state ?? null})`
  const { rows } = await sql<CallerId>`select ${shown} from compliance.caller_id c where ${fits}
    order by c.state, c.number limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  const counted = await sql<{
    total: number
  }>`select count(*) as total from compliance.caller_id c where ${fits}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** Undefined where the number is there already. */
export const insertCallerId = async (
  db: Db,
  form: CallerIdForm,
  by: { at: Date; name: string },
): Promise<string | undefined> =>
  (
    await db
      .insertInto('compliance.callerId')
      .values({ ...form, stateSince: by.at, stateByName: by.name, createdAt: by.at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id

/** False where somebody saved another version meanwhile. */
export const saveCallerId = async (
  db: Db,
  id: string,
  { version, ...change }: CallerIdSettings & { version: number },
): Promise<boolean> =>
  (await db
    .updateTable('compliance.callerId')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()) !== undefined

export type StateChange = {
  state: CallerIdState
  stateNote: string
  stateWords: Words | null
  restUntil: string | null
  stateSince: Date
  stateByName: string
  version: number
}
export const saveCallerIdState = async (
  db: Db,
  id: string,
  { version, stateWords, ...change }: StateChange,
): Promise<boolean> =>
  (await db
    .updateTable('compliance.callerId')
    .set((e) => ({
      ...change,
      stateWords: stateWords && JSON.stringify(stateWords),
      wokeAt: sql<
        string | null
      >`case when state = 'resting' and ${change.state} = 'inUse' then ${change.stateSince}::timestamptz else woke_at end`,
      version: e('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()) !== undefined

const flag = [
  'id',
  'label',
  'source',
  'seenAt',
  'note',
  'notedAt',
  'notedByName',
  'clearedAt',
  'clearedByName',
  'clearedNote',
] as const

export const listFlags = async (db: Db, callerIdId: string): Promise<CallerIdFlag[]> =>
  (await db
    .selectFrom('compliance.callerIdFlag')
    .select(flag)
    .where('callerIdId', '=', callerIdId)
    .orderBy('seenAt', 'desc')
    .orderBy('id', 'desc')
    .execute()) as CallerIdFlag[]

export const findFlag = async (db: Db, callerIdId: string, flagId: string): Promise<CallerIdFlag | undefined> =>
  (await db
    .selectFrom('compliance.callerIdFlag')
    .select(flag)
    .where('callerIdId', '=', callerIdId)
    .where('id', '=', flagId)
    .executeTakeFirst()) as CallerIdFlag | undefined

export const insertFlag = async (
  db: Db,
  callerIdId: string,
  form: FlagForm & { seenAt: string; notedAt: Date; notedByName: string },
): Promise<CallerIdFlag> =>
  (await db
    .insertInto('compliance.callerIdFlag')
    .values({ ...form, callerIdId })
    .returning(flag)
    .executeTakeFirstOrThrow()) as CallerIdFlag

/** Undefined where somebody cleared it meanwhile. */
export const clearFlag = async (
  db: Db,
  flagId: string,
  by: { clearedAt: Date; clearedByName: string; clearedNote: string },
): Promise<CallerIdFlag | undefined> =>
  (await db
    .updateTable('compliance.callerIdFlag')
    .set(by)
    .where('id', '=', flagId)
    .where('clearedAt', 'is', null)
    .returning(flag)
    .executeTakeFirst()) as CallerIdFlag | undefined

/** Rests whose end has come. */
export const listRestedEnough = async (db: Db, now: Date): Promise<{ id: string; version: number }[]> =>
  db
    .selectFrom('compliance.callerId')
    .select(['id', 'version'])
    .where('state', '=', 'resting')
    .where('restUntil', '<=', now.toISOString())
    .execute()

export const readRestRule = (db: Db): Promise<RestRule> =>
  db
    .selectFrom('compliance.callerIdRule')
    .select(['restsByRule', 'restDays', 'changedAt', 'changedByName', 'version'])
    .executeTakeFirstOrThrow()
/** False where somebody saved another version meanwhile. */
export const saveRestRule = async (
  db: Db,
  {
    version,
    ...change
  }: { restsByRule: boolean; restDays: number; changedAt: Date; changedByName: string; version: number },
): Promise<boolean> =>
  (await db
    .updateTable('compliance.callerIdRule')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()) !== undefined

export type Registered = { number: string; region: string; rule: CallerIdRule }
/** What the register in memory asks of each number. */
export const readRegister = async (db: Db): Promise<Registered[]> => {
  const { rows } = await sql<
    Omit<CallerIdRule, 'restUntilMs'> & { number: string; region: string; restUntil: string | null }
  >`
    select c.number, c.region, c.purpose, c.state, c.rest_until, c.concurrent_limit, c.hour_limit, c.day_limit,
      (select count(*)::int from compliance.caller_id_flag f where f.caller_id_id = c.id and f.cleared_at is null) as open_flags
    from compliance.caller_id c`.execute(db)
  return rows.map(({ number, region, restUntil, ...rule }) => ({
    ...{ number, region },
    rule: { ...rule, restUntilMs: restUntil === null ? null : Date.parse(restUntil) },
  }))
}
