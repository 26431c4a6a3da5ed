import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { classOf, type Looked, passedRows, takenBy } from './evaluate.ts'

export type Changed = { added: number; released: number }

const forget = async (db: Db, campaignId: string): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from screening.exclusion x where campaign_id = ${campaignId}
      and not exists (select from screening_taken t where t.entry_id = x.entry_id)`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Makes the campaign's exclusions exactly what the rules took. What stays as it was is not written again. */
export const storeExclusions = async (
  db: Db,
  { campaignId, runId }: { campaignId: string; runId: string },
  looked: Looked,
): Promise<Changed> => {
  const rules = looked.rules.map(({ it }) => it)
  await sql`drop table if exists pg_temp.screening_taken`.execute(db)
  await sql`create temp table screening_taken (entry_id uuid primary key, place int) on commit drop`.execute(db)
  await sql`insert into screening_taken
    select entry_id, taken from (select entry_id, ${takenBy(looked)} as taken from screening_row) r
    where taken is not null order by entry_id`.execute(db)
  await sql`analyze screening_taken`.execute(db)
  const released = await forget(db, campaignId)
  const { rows } = await sql<{ added: number }>`
    with stored as (
      insert into screening.exclusion as x (campaign_id, entry_id, rule_id, level, run_id)
      select ${campaignId}, t.entry_id, (${rules.map(({ id }) => id)}::uuid[])[t.place],
        (${rules.map(({ level }) => level)}::text[])[t.place], ${runId}
      from screening_taken t
      on conflict (campaign_id, entry_id) do update
        set rule_id = excluded.rule_id, level = excluded.level, run_id = excluded.run_id
        where (x.rule_id, x.level) is distinct from (excluded.rule_id, excluded.level)
      returning (xmax = 0) as is_new)
    select count(*) filter (where is_new) as added from stored`.execute(db)
  return { added: rows[0]?.added ?? 0, released }
}

/** Makes the campaign's grades exactly what the classes say of those who passed. */
export const storeGrades = async (db: Db, campaignId: string, looked: Looked): Promise<void> => {
  const classes = looked.classes.map(({ it }) => it)
  await sql`drop table if exists pg_temp.screening_graded`.execute(db)
  await sql`create temp table screening_graded (entry_id uuid primary key, place int, score real) on commit drop`.execute(
    db,
  )
  await sql`insert into screening_graded
    select entry_id, place, score from (select entry_id, score, ${classOf(looked)} as place from ${passedRows(looked)} p) g
    where place is not null order by entry_id`.execute(db)
  await sql`analyze screening_graded`.execute(db)
  await sql`delete from screening.grade g where campaign_id = ${campaignId}
    and not exists (select from screening_graded n where n.entry_id = g.entry_id)`.execute(db)
  await sql`
    insert into screening.grade as g (campaign_id, entry_id, class_code, priority, attempt_limit, ring_seconds, score)
    select ${campaignId}, n.entry_id, (${classes.map(({ code }) => code)}::text[])[n.place],
      (${classes.map(({ treatment }) => treatment.priority)}::int[])[n.place],
      (${classes.map(({ treatment }) => treatment.attemptLimit)}::int[])[n.place],
      (${classes.map(({ treatment }) => treatment.ringSeconds)}::int[])[n.place], n.score
    from screening_graded n
    on conflict (campaign_id, entry_id) do update
      set class_code = excluded.class_code, priority = excluded.priority, attempt_limit = excluded.attempt_limit,
        ring_seconds = excluded.ring_seconds, score = excluded.score
      where (g.class_code, g.priority, g.attempt_limit, g.ring_seconds, g.score)
        is distinct from (excluded.class_code, excluded.priority, excluded.attempt_limit, excluded.ring_seconds, excluded.score)`.execute(
    db,
  )
}

export const liftAll = async (db: Db, campaignId: string): Promise<number> => {
  const { numAffectedRows } = await sql`delete from screening.exclusion where campaign_id = ${campaignId}`.execute(db)
  await sql`delete from screening.grade where campaign_id = ${campaignId}`.execute(db)
  return Number(numAffectedRows ?? 0)
}
