import { sql } from 'kysely'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { Outcome, Row, RowFilter, Run, Settings } from '../contract.ts'
import { usualClasses } from '../grading.ts'
import { usualRules } from '../rules.ts'
import { usualSprayPolicy } from '../spraying.ts'

/** Under this id stand the rules of the centre. */
const centre = '00000000-0000-0000-0000-000000000000'
export const usualSettings: Settings = {
  rules: [...usualRules],
  classes: [...usualClasses],
  spraying: usualSprayPolicy,
}

export type Plan = Settings & {
  campaignId: string
  automatic: boolean
  inForce: boolean
  screenedList: string | null
  updatedAt: string
  updatedByName: string
  version: number
}
export const findPlan = async (db: Db, campaignId: string): Promise<Plan | undefined> =>
  (await db
    .selectFrom('screening.plan')
    .select([
      'campaignId',
      'rules',
      'classes',
      'spraying',
      'automatic',
      'inForce',
      'screenedList',
      'updatedAt',
      'updatedByName',
      'version',
    ])
    .where('campaignId', '=', campaignId)
    .executeTakeFirst()) as Plan | undefined

/** The rules of the centre, those of the product where it has set none. */
export const findDefault = async (db: Db): Promise<Settings> => {
  const own = await findPlan(db, centre)
  return own ? { rules: own.rules, classes: own.classes, spraying: own.spraying } : usualSettings
}
export const saveDefault = (db: Db, settings: Settings, by: { at: Date; name: string }): Promise<void> =>
  savePlan(db, centre, { ...settings, automatic: true }, by)

const asJson = ({ rules, classes, spraying }: Settings) => ({
  rules: JSON.stringify(rules),
  classes: JSON.stringify(classes),
  spraying: JSON.stringify(spraying),
})
export const savePlan = async (
  db: Db,
  campaignId: string,
  { automatic, ...settings }: Settings & { automatic: boolean },
  { at, name }: { at: Date; name: string },
): Promise<void> => {
  const words = { ...asJson(settings), automatic, updatedAt: at, updatedByName: name }
  await db
    .insertInto('screening.plan')
    .values({ campaignId, ...words })
    .onConflict((conflict) =>
      conflict.column('campaignId').doUpdateSet((e) => ({ ...words, version: e('screening.plan.version', '+', 1) })),
    )
    .execute()
}

/**
 * The campaign's plan, held until the transaction ends, so that of two runs the second begins when the first is done.
 * A campaign without one gets the centre's.
 */
export const lockPlan = async (db: Db, campaignId: string, at: Date): Promise<Plan & { isNew: boolean }> => {
  const usual = asJson(await findDefault(db))
  const made = await db
    .insertInto('screening.plan')
    .values({ campaignId, ...usual, updatedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('campaignId')
    .execute()
  await sql`select from screening.plan where campaign_id = ${campaignId} for update`.execute(db)
  return { ...((await findPlan(db, campaignId)) as Plan), isNew: made.length > 0 }
}

/** What the run just made of the list holds from now on; or nothing, where it was lifted. */
export const putInForce = async (db: Db, campaignId: string, listId: string): Promise<void> => {
  await sql`update screening.plan set in_force = true, screened_list = ${listId},
      screened_up_to = coalesce((select entry_id from screening_row order by entry_id desc limit 1), platform.new_id())
    where campaign_id = ${campaignId}`.execute(db)
}
export const putOutOfForce = async (db: Db, campaignId: string): Promise<void> => {
  await sql`update screening.plan set in_force = false, screened_up_to = null where campaign_id = ${campaignId}`.execute(
    db,
  )
}

/** Campaigns screened by themselves: all, or those that call from one list. */
export const listAutomatic = async (db: Db, listId?: string): Promise<string[]> => {
  const { rows } = await sql<{ campaignId: string }>`
    select p.campaign_id from screening.plan p join campaigns.campaign_fact c on c.id = p.campaign_id
    where p.in_force and p.automatic and c.list_id is not null and c.state not in ('finished', 'reviewed')
      and (${listId ?? null}::uuid is null or c.list_id = ${listId ?? null}::uuid) order by 1`.execute(db)
  return rows.map(({ campaignId }) => campaignId)
}

/** Whether the campaign calls from another list than the one that was screened for it. */
export const callsFromAnotherList = async (db: Db, campaignId: string): Promise<boolean> => {
  const { rows } = await sql<{ other: boolean }>`
    select c.list_id is distinct from p.screened_list as other
    from screening.plan p join campaigns.campaign_fact c on c.id = p.campaign_id
    where p.campaign_id = ${campaignId} and p.in_force and p.automatic and c.list_id is not null`.execute(db)
  return rows[0]?.other ?? false
}

/** Ids of runs tell their order, whatever the clock of the centre does. */
export const newRunId = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select platform.new_id() as id`.execute(db)
  return rows[0]?.id as string
}

type NewRun = Omit<Run, 'id' | 'at'> & { id: string; at: Date; campaignId: string; listId: string | null }
export const saveRun = async (db: Db, { result, ...run }: NewRun): Promise<void> => {
  await db
    .insertInto('screening.run')
    .values({ ...run, result: JSON.stringify(result) })
    .execute()
}
export const listRuns = async (db: Db, campaignId: string, limit = 50): Promise<Run[]> =>
  (await db
    .selectFrom('screening.run')
    .select(['id', 'at', 'reason', 'actorName', 'total', 'passed', 'added', 'released', 'tookMs', 'result'])
    .where('campaignId', '=', campaignId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()) as unknown as Run[]
export const emptyOutcome = (total: number): Outcome => ({
  total,
  passed: total,
  ungraded: total,
  rules: [],
  classes: [],
  byScore: false,
})

export const countExcluded = async (db: Db, campaignId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from screening.exclusion where campaign_id = ${campaignId}`.execute(db)
  return rows[0]?.n ?? 0
}
/** Names of attributes among the newest rows of a list. */
export const sampleAttributes = async (db: Db, listId: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select distinct jsonb_object_keys(attributes) as name
    from (select attributes from lists.entry_fact where list_id = ${listId} and reverted_at is null limit 500) e
    order by 1 limit 200`.execute(db)
  return rows.map(({ name }) => name)
}

/** The contacts behind a rule, a level or a class, within the reader's reach. */
export const listRows = async (
  db: Db,
  campaignId: string,
  { page, pageSize, ...filter }: RowFilter & { page: number; pageSize: number },
): Promise<{ rows: Row[]; total: number }> => {
  const { ruleId = null, level = null, classCode = null } = filter
  const place = sql`limit ${pageSize} offset ${(page - 1) * pageSize}`
  const chosen =
    classCode === null
      ? sql`select entry_id, rule_id, level, null::text as class_code, null::real as score from screening.exclusion
          where campaign_id = ${campaignId} and (${ruleId}::uuid is null or rule_id = ${ruleId}::uuid)
            and (${level}::text is null or level = ${level}::text)`
      : sql`select entry_id, null::uuid as rule_id, null::text as level, class_code, score from screening.grade
          where campaign_id = ${campaignId} and class_code = ${classCode}`
  const [found, counted] = await Promise.all([
    sql<Row>`select x.*, e.name, e.number from (${chosen} order by entry_id ${place}) x
      join lists.entry_fact e on e.id = x.entry_id order by x.entry_id`.execute(db),
    sql<{ n: number }>`select count(*) as n from (${chosen}) x`.execute(db),
  ])
  return {
    rows: found.rows.map((row) => ({ ...row, number: maskNumber(row.number) })),
    total: counted.rows[0]?.n ?? 0,
  }
}
