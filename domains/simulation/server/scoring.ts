import { sql } from 'kysely'
import { addDays, daysBetween } from '#contract/days.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type Actual, type Forecast, type Quality, scoredMeasures } from '../contract.ts'
import { intervalScore, pinball } from '../score.ts'
import { readActual } from './actual.ts'

const dayMs = 86_400_000
const dayIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat('sv', { timeZone }).format(at)

/** By how many days the campaign began later (or earlier) than a forecast made before its start supposed. */
const delayOf = ({ madeAt, startsAt }: Forecast, { startedAt, timeZone }: Campaign): number => {
  if (!startedAt || !startsAt || startedAt <= madeAt) return 0
  return daysBetween(dayIn(timeZone, new Date(startsAt)), dayIn(timeZone, new Date(startedAt)))
}

/** From when on what happens is held against a forecast: its own start, or that of the campaign if it came later. */
export const countsFrom = ({ madeAt, startsAt }: Forecast, { startedAt }: Campaign): Date => {
  const from = new Date(startsAt ?? madeAt)
  return startedAt && startedAt > madeAt ? new Date(startedAt) : from
}

/** Cumulative counts by the end of that day; before the first day of calls, none. */
const countsBy = ({ days }: Actual, day: string): Actual['days'][number] =>
  days.findLast((known) => known.day <= day) ?? { day, attempts: 0, contacts: 0, successes: 0 }

/** Holds one forecast against each day that is over, until the campaign ended. */
export const scoreForecast = async (db: Db, forecast: Forecast, campaign: Campaign, now: Date): Promise<void> => {
  const { result } = forecast
  if (!result || !campaign.startedAt) return
  const actual = await readActual(db, campaign, { since: countsFrom(forecast, campaign), now })
  const delay = delayOf(forecast, campaign)
  const over = dayIn(campaign.timeZone, campaign.finishedAt ? new Date(campaign.finishedAt) : now)
  for (const said of result.days) {
    const day = addDays(said.day, delay)
    if (day >= over) break
    const happened = countsBy(actual, day)
    for (const measure of scoredMeasures) {
      const band = said[measure]
      await sql`insert into simulation.score (forecast_id, measure, day, low, median, high, actual, winkler, pinball)
        values (${forecast.id}, ${measure}, ${day}, ${band.low}, ${band.median}, ${band.high}, ${happened[measure]},
          ${intervalScore(band, happened[measure])}, ${pinball(band, happened[measure])})
        on conflict (forecast_id, measure, day) do update
          set actual = excluded.actual, winkler = excluded.winkler, pinball = excluded.pinball`.execute(db)
    }
  }
}

/** So long after it was made a forecast is still held against what happens. */
const scoredForDays = 120

/** Scores every forecast that counts: made for keeps, with nothing supposed otherwise. */
export const scoreForecasts = async (ctx: Context, onlyOf: string | null = null): Promise<void> => {
  const since = new Date(ctx.now().getTime() - scoredForDays * dayMs)
  const { rows } = await sql<Forecast>`
    select f.id, f.campaign_id, f.made_at, f.starts_at, f.result from simulation.forecast f
    where f.state = 'done' and f.reason <> 'tried' and f.made_at > ${since}
      and (${onlyOf}::uuid is null or f.campaign_id = ${onlyOf})`.execute(ctx.db)
  for (const forecast of rows) {
    const campaign = await findCampaign(ctx.db, forecast.campaignId)
    if (campaign) await scoreForecast(ctx.db, forecast, campaign, ctx.now())
  }
}

/** How good the forecasts were, each counted once, at the last day it was held against; of one campaign or of all. */
export const qualityOf = async (db: Db, campaignId: string | null): Promise<Quality[]> => {
  const { rows } = await sql<Quality>`
    select s.measure, count(*) as forecasts, count(*) filter (where s.inside) as inside,
      avg(s.winkler / nullif(s.actual, 0)) as winkler, avg(s.pinball / nullif(s.actual, 0)) as pinball
    from (select distinct on (s.forecast_id, s.measure) s.* from simulation.score s
          join simulation.forecast f on f.id = s.forecast_id
          where ${campaignId}::uuid is null or f.campaign_id = ${campaignId}
          order by s.forecast_id, s.measure, s.day desc) s group by s.measure`.execute(db)
  return scoredMeasures.map(
    (measure) =>
      rows.find((row) => row.measure === measure) ?? {
        measure,
        forecasts: 0,
        inside: 0,
        winkler: null,
        pinball: null,
      },
  )
}
