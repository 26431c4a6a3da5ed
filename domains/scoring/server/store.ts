import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Model, ModelReport, Plan } from '../contract.ts'
import type { Reason } from '../learn/lesson.ts'
import type { Scorer } from '../learn/scorer.ts'

export type PlanRow = Plan & { campaignId: string; startsLeft: boolean }
export type ModelRow = Omit<Model, 'alarms' | 'auc' | 'calibrationError'>
export type Scorers = { success: Scorer | null; answer: Scorer | null }

const planColumns = sql`p.campaign_id, p.is_on, p.kept_out, p.state, p.progress, p.version`
export const unplanned: Plan = { isOn: true, keptOut: [], state: 'idle', progress: 0, version: 0 }

export const findPlan = async (db: Db, campaignId: string): Promise<Plan> =>
  (await sql<PlanRow>`select ${planColumns} from scoring.plan p where p.campaign_id = ${campaignId}`.execute(db))
    .rows[0] ?? unplanned

/** False where somebody else changed it since that version. */
export const savePlan = async (
  db: Db,
  campaignId: string,
  { isOn, keptOut, version }: { isOn: boolean; keptOut: readonly string[]; version: number },
  by: { name: string; at: Date },
): Promise<boolean> =>
  (
    await sql`insert into scoring.plan as p (campaign_id, is_on, kept_out, updated_at, updated_by_name)
      values (${campaignId}, ${isOn}, ${[...keptOut]}::text[], ${by.at}, ${by.name})
      on conflict (campaign_id) do update set is_on = excluded.is_on, kept_out = excluded.kept_out, updated_at = excluded.updated_at,
        updated_by_name = excluded.updated_by_name, version = p.version + 1
      where p.version = ${version} or (${version} = 0 and p.version = 1 and p.updated_by_name = '') returning p.campaign_id`.execute(
      db,
    )
  ).rows.length > 0

/** Nothing where training is under way already, or scoring is off. */
export const askForTraining = async (db: Db, campaignId: string, at: Date): Promise<boolean> =>
  (
    await sql`insert into scoring.plan as p (campaign_id, state, asked_at, worked_at, updated_at)
      values (${campaignId}, 'waiting', ${at}, clock_timestamp(), ${at})
      on conflict (campaign_id) do update set state = 'waiting', progress = 0, starts = 0, error = null, asked_at = excluded.asked_at,
        worked_at = clock_timestamp()
      where p.is_on and p.state not in ('waiting', 'working') returning p.campaign_id`.execute(db)
  ).rows.length > 0

export const beginTraining = async (db: Db, campaignId: string, mostStarts: number): Promise<boolean> =>
  (
    await sql`update scoring.plan set state = 'working', starts = starts + 1, progress = 0, worked_at = clock_timestamp()
      where campaign_id = ${campaignId} and is_on and state in ('waiting', 'working') and starts < ${mostStarts}
      returning campaign_id`.execute(db)
  ).rows.length > 0

export const tellProgress = async (db: Db, campaignId: string, progress: number): Promise<void> => {
  await sql`update scoring.plan set progress = ${progress}, worked_at = clock_timestamp()
    where campaign_id = ${campaignId} and state = 'working'`.execute(db)
}

export const endTraining = async (
  db: Db,
  campaignId: string,
  state: 'idle' | 'failed',
  error: string | null,
): Promise<void> => {
  await sql`update scoring.plan set state = ${state}, error = ${error}, starts = 0
    where campaign_id = ${campaignId} and state in ('waiting', 'working')`.execute(db)
}

/** Whether scoring is still on, held until the transaction ends: what is off must not be scored by a training that began before. */
export const lockOn = async (db: Db, campaignId: string): Promise<boolean> =>
  (await sql`select from scoring.plan where campaign_id = ${campaignId} and is_on for update`.execute(db)).rows.length >
  0

/** Trainings whose process died: nothing has been heard of them for so long. */
export const listStuck = async (db: Db, seconds: number): Promise<string[]> =>
  (
    await sql<{ campaignId: string }>`select campaign_id from scoring.plan
      where state in ('waiting', 'working') and worked_at < clock_timestamp() - make_interval(secs => ${seconds})`.execute(
      db,
    )
  ).rows.map(({ campaignId }) => campaignId)

const modelColumns = sql`m.id, m.campaign_id, m.version, m.kind, m.reason, m.trained_at, m.actor_name, m.rows, m.hits, m.attempts, m.answered,
  m.window_from, m.window_to, m.scored, m.switched_off, m.took_ms, m.report`

export const listModels = async (db: Db, campaignId: string, limit = 20): Promise<ModelRow[]> =>
  (
    await sql<ModelRow>`select ${modelColumns} from scoring.model m where m.campaign_id = ${campaignId}
      order by m.version desc limit ${limit}`.execute(db)
  ).rows

/** The newest model of every campaign the reader sees. */
export const listNewest = async (db: Db): Promise<(ModelRow & { campaignName: string; isOn: boolean })[]> =>
  (
    await sql<ModelRow & { campaignName: string; isOn: boolean }>`
      select * from (
        select distinct on (m.campaign_id) ${modelColumns}, c.name as campaign_name, coalesce(p.is_on, true) as is_on
        from scoring.model m join campaigns.campaign_fact c on c.id = m.campaign_id
          left join scoring.plan p on p.campaign_id = m.campaign_id
        order by m.campaign_id, m.version desc) newest
      order by trained_at desc limit 200`.execute(db)
  ).rows

export const findScorers = async (
  db: Db,
  campaignId: string,
): Promise<(Scorers & { version: number; windowTo: string | null }) | undefined> => {
  const { rows } = await sql<{ version: number; windowTo: string | null; scorers: Scorers | null }>`
    select version, window_to, scorers from scoring.model where campaign_id = ${campaignId} order by version desc limit 1`.execute(
    db,
  )
  const [newest] = rows
  return (
    newest && {
      version: newest.version,
      windowTo: newest.windowTo,
      success: newest.scorers?.success ?? null,
      answer: newest.scorers?.answer ?? null,
    }
  )
}

export type NewModel = Pick<
  ModelRow,
  | 'campaignId'
  | 'version'
  | 'kind'
  | 'reason'
  | 'actorName'
  | 'rows'
  | 'hits'
  | 'attempts'
  | 'answered'
  | 'scored'
  | 'switchedOff'
  | 'tookMs'
> & { trainedAt: Date; windowFrom: Date | null; windowTo: Date | null; report: ModelReport; scorers: Scorers }

export const insertModel = async (db: Db, m: NewModel): Promise<void> => {
  await sql`update scoring.model set scorers = null where campaign_id = ${m.campaignId} and scorers is not null`.execute(
    db,
  )
  await sql`insert into scoring.model (campaign_id, version, kind, trained_at, reason, actor_name, rows, hits, attempts, answered,
      window_from, window_to, scored, switched_off, took_ms, report, scorers)
    values (${m.campaignId}, ${m.version}, ${m.kind}, ${m.trainedAt}, ${m.reason}, ${m.actorName}, ${m.rows}, ${m.hits}, ${m.attempts},
      ${m.answered}, ${m.windowFrom}, ${m.windowTo}, ${m.scored}, ${m.switchedOff}, ${m.tookMs}, ${JSON.stringify(m.report)}::jsonb,
      ${JSON.stringify(m.scorers)}::jsonb)`.execute(db)
}

export type NewScores = { ids: string[]; success: number[]; answer: (number | null)[]; reasons: Reason[][] }
export const upsertScores = async (
  db: Db,
  { campaignId, version, at }: { campaignId: string; version: number; at: Date },
  { ids, success, answer, reasons }: NewScores,
): Promise<void> => {
  await sql`insert into scoring.score as s (campaign_id, entry_id, success, answer, version, scored_at, place, reasons)
    select ${campaignId}::uuid, n.entry_id, n.success, n.answer, ${version}, ${at}, 0.5, n.reasons
    from unnest(${ids}::uuid[], ${success}::real[], ${answer}::real[], ${reasons.map((one) => JSON.stringify(one))}::jsonb[])
      as n(entry_id, success, answer, reasons)
    on conflict (campaign_id, entry_id) do update set success = excluded.success, answer = excluded.answer,
      version = excluded.version, scored_at = excluded.scored_at, reasons = excluded.reasons`.execute(db)
}

/** Scores of another version speak of contacts that are no longer to be scored. */
export const deleteOtherVersions = async (db: Db, campaignId: string, version: number): Promise<void> => {
  await sql`delete from scoring.score where campaign_id = ${campaignId} and version <> ${version}`.execute(db)
}

/** The best score stands at 0, the worst at 1; equals stand together. */
export const placeScores = async (db: Db, campaignId: string): Promise<void> => {
  await sql`update scoring.score s set place = p.place
    from (select entry_id, round(percent_rank() over (order by success desc)::numeric, 3)::real as place
          from scoring.score where campaign_id = ${campaignId}) p
    where s.campaign_id = ${campaignId} and s.entry_id = p.entry_id and s.place <> p.place`.execute(db)
}

/** Up to so many of the scores that stand, for comparing. */
export const sampleScores = async (db: Db, campaignId: string, limit: number): Promise<number[]> =>
  (
    await sql<{
      success: number
    }>`select success from scoring.score where campaign_id = ${campaignId} order by entry_id limit ${limit}`.execute(db)
  ).rows.map(({ success }) => success)

export type Range = { from: string; to: string }
/** Deletes every score of a campaign; answers between which entries they lay. */
export const deleteScores = async (db: Db, campaignId: string): Promise<Range | undefined> => {
  const { rows } = await sql<{ from: string | null; to: string | null }>`
    with gone as (delete from scoring.score where campaign_id = ${campaignId} returning entry_id)
    select min(entry_id::text) as from, max(entry_id::text) as to from gone`.execute(db)
  const [range] = rows
  return range?.from && range.to ? { from: range.from, to: range.to } : undefined
}

/** Deletes scores of people who want none, by whatever record of theirs a list names them; answers which, by campaign. */
export const deleteUnwanted = async (db: Db): Promise<{ campaignId: string; entryId: string }[]> =>
  (
    await sql<{ campaignId: string; entryId: string }>`
      with said as (select id from customers.customer_fact where scoring_off),
      unwanted as (
        select id from said
        union select k.id from customers.customer_fact k where k.merged_into is not null and k.golden_id in (select id from said)),
      named as (select e.id from lists.entry_fact e where e.customer_id in (select id from unwanted))
      delete from scoring.score s using scoring.plan p cross join named n
      where s.campaign_id = p.campaign_id and s.entry_id = n.id returning s.campaign_id, s.entry_id`.execute(db)
  ).rows

export type ScoreRow = {
  entryId: string
  name: string
  number: string
  success: number
  answer: number | null
  place: number
  version: number
  scoredAt: string
  reasons: Reason[]
}
const scoreColumns = sql`s.entry_id, e.name, e.number, s.success, s.answer, s.place, s.version, s.scored_at, s.reasons`

export type ScorePage = { from: 'best' | 'worst'; after: { success: number; entryId: string } | null; limit: number }
export const listScores = async (
  db: Db,
  campaignId: string,
  { from, after, limit }: ScorePage,
): Promise<ScoreRow[]> => {
  const best = from === 'best'
  const beyond =
    after === null
      ? sql`true`
      : best
        ? sql`(s.success < ${after.success}::real or (s.success = ${after.success}::real and s.entry_id > ${after.entryId}::uuid))`
        : sql`(s.success > ${after.success}::real or (s.success = ${after.success}::real and s.entry_id > ${after.entryId}::uuid))`
  const { rows } =
    await sql<ScoreRow>`select ${scoreColumns} from scoring.score s join lists.entry_fact e on e.id = s.entry_id
    where s.campaign_id = ${campaignId} and ${beyond}
    order by s.success ${best ? sql`desc` : sql`asc`}, s.entry_id limit ${limit}`.execute(db)
  return rows
}
export const findScore = async (db: Db, campaignId: string, entryId: string): Promise<ScoreRow | undefined> =>
  (
    await sql<ScoreRow>`select ${scoreColumns} from scoring.score s join lists.entry_fact e on e.id = s.entry_id
      where s.campaign_id = ${campaignId} and s.entry_id = ${entryId}`.execute(db)
  ).rows[0]
