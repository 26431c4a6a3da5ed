import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#platform/db.ts'
import type { Changes, Forecast, ForecastLine } from '../contract.ts'

type Reason = Forecast['reason']
type Kept = Pick<Forecast, 'inputs' | 'rates' | 'result'> & { startsAt: Date; costPerHour: number | null }

const columns = sql`f.id, f.campaign_id, f.reason, f.state, f.progress, f.changes, f.made_at, f.made_by_name, f.starts_at, f.inputs, f.rates,
  f.result, f.cost_per_hour`

export type NewForecast = {
  campaignId: string
  reason: Reason
  changes: Changes
  madeAt: Date
  by: { id: string; name: string } | null
  seed: number
  engineVersion: number
}
/** Nothing where one is under way for that campaign. */
export const insertForecast = async (db: Db, made: NewForecast): Promise<Forecast | undefined> => {
  const { rows } = await sql<Forecast>`
    insert into simulation.forecast as f (campaign_id, reason, changes, made_at, made_by, made_by_name, seed, engine_version, worked_at)
    values (${made.campaignId}, ${made.reason}, ${JSON.stringify(made.changes)}::jsonb, ${made.madeAt}, ${made.by?.id ?? null},
      ${made.by?.name ?? ''}, ${made.seed}, ${made.engineVersion}, clock_timestamp())
    on conflict do nothing returning ${columns}`.execute(db)
  return rows[0]
}

export const findForecast = async (db: Db, id: string): Promise<Forecast | undefined> =>
  (await sql<Forecast>`select ${columns} from simulation.forecast f where f.id = ${id}`.execute(db)).rows[0]

/** With the seed its runs are drawn from. */
export const findToWork = async (db: Db, id: string): Promise<(Forecast & { seed: number }) | undefined> =>
  (
    await sql<
      Forecast & { seed: number }
    >`select ${columns}, f.seed from simulation.forecast f where f.id = ${id}`.execute(db)
  ).rows[0]

/** The one under way for this campaign, if there is one. */
export const findAtWork = async (db: Db, campaignId: string): Promise<Forecast | undefined> =>
  (
    await sql<Forecast>`select ${columns} from simulation.forecast f
      where f.campaign_id = ${campaignId} and f.state in ('waiting', 'working') order by f.made_at desc limit 1`.execute(
      db,
    )
  ).rows[0]

export const listForecasts = async (db: Db, campaignId: string): Promise<z.output<typeof ForecastLine>[]> =>
  (
    await sql<z.output<typeof ForecastLine>>`
      select f.id, f.reason, f.state, f.made_at, f.made_by_name from simulation.forecast f
      where f.campaign_id = ${campaignId} and f.reason <> 'tried' and f.state = 'done' order by f.made_at desc limit 60`.execute(
      db,
    )
  ).rows

/** Whether one of that reason was made since then, so that what is told twice is done once. */
export const wasForecast = async (db: Db, campaignId: string, reason: Reason, since: Date): Promise<boolean> =>
  (
    await sql`select from simulation.forecast f
      where f.campaign_id = ${campaignId} and f.reason = ${reason} and f.made_at >= ${since} limit 1`.execute(db)
  ).rows.length > 0

/** Takes the work up; nothing if it is over or was begun too often. */
export const beginWork = async (db: Db, id: string, mostStarts: number): Promise<boolean> =>
  (
    await sql`update simulation.forecast set state = 'working', starts = starts + 1, worked_at = clock_timestamp()
      where id = ${id} and state in ('waiting', 'working') and starts < ${mostStarts} returning id`.execute(db)
  ).rows.length > 0

/** False once it was cancelled. */
export const tellProgress = async (db: Db, id: string, progress: number): Promise<boolean> =>
  (
    await sql`update simulation.forecast set progress = ${progress}, worked_at = clock_timestamp()
      where id = ${id} and state = 'working' returning id`.execute(db)
  ).rows.length > 0

export const keepResult = async (db: Db, id: string, kept: Kept, at: Date): Promise<void> => {
  const { inputs, rates, result, startsAt, costPerHour } = kept
  await sql`update simulation.forecast set state = 'done', progress = 100, inputs = ${JSON.stringify(inputs)}::jsonb,
      rates = ${JSON.stringify(rates)}::jsonb, result = ${JSON.stringify(result)}::jsonb, starts_at = ${startsAt},
      cost_per_hour = ${costPerHour}, done_at = ${at}
    where id = ${id} and state = 'working'`.execute(db)
}

export const endWork = async (
  db: Db,
  id: string,
  state: 'failed' | 'cancelled',
  error: string | null,
): Promise<boolean> =>
  (
    await sql`update simulation.forecast set state = ${state}, error = ${error}
      where id = ${id} and state in ('waiting', 'working') returning id`.execute(db)
  ).rows.length > 0

/** Forecasts whose process died: nothing has been heard of their work for so long. */
export const listStuck = async (db: Db, seconds: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`select id from simulation.forecast
      where state in ('waiting', 'working') and worked_at < clock_timestamp() - make_interval(secs => ${seconds})`.execute(
      db,
    )
  ).rows.map(({ id }) => id)

export const forgetTried = async (db: Db, before: Date): Promise<void> => {
  await sql`delete from simulation.forecast where reason = 'tried' and made_at < ${before}`.execute(db)
}
