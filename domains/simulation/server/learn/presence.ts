import { sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import { listMembersOf } from '#domains/people/server/public.ts'
import type { Db } from '#platform/db.ts'

/** Share of an agent's shift spent at work for calls where nothing is known yet. Our assumption. */
const usualPresence = 0.8
/** Days looked back over, and how many of them must show work before they are believed. */
const daysBack = 14
const leastDays = 3

const atWork = ['ready', 'dialing', 'talking', 'holding', 'wrapUp']

type HourRow = { hour: number; agents: number; days: number }

/** Agents at work for this campaign, on average, by hour of the site's clock over the days on which anybody was. */
const presenceByHour = async (db: Db, { id, timeZone }: Campaign, now: Date): Promise<HourRow[]> => {
  const from = new Date(now.getTime() - daysBack * 86_400_000)
  const { rows } = await sql<HourRow>`
    with part as (
      select extract(hour from slot at time zone ${timeZone})::int as hour, (slot at time zone ${timeZone})::date as day,
        extract(epoch from least(coalesce(t.ended_at, ${now}), slot + interval '1 hour') - greatest(t.started_at, slot)) as seconds
      from presence.agent_time_fact t,
        generate_series(date_trunc('hour', t.started_at), coalesce(t.ended_at, ${now}), interval '1 hour') as slot
      where t.campaign_id = ${id} and t.started_at > ${from} and t.state in (${sql.join(atWork.map((state) => sql.lit(state)))})
    )
    select hour, sum(seconds) / 3600.0 / max(all_days) as agents, max(all_days)::int as days
    from part, (select count(distinct day) as all_days from part) as counted group by hour`.execute(db)
  return rows
}

/** How many of these campaigns call with that team. */
const countWith = (campaigns: readonly Campaign[], teamId: string): number =>
  campaigns.filter(({ teamIds }) => teamIds.includes(teamId)).length

/**
 * Agents to be expected in each hour: as it was over the last days; before there are any, the agents of the campaign's
 * teams (shared with the other running campaigns of a team) at their usual presence.
 */
export const expectAgents = async (
  db: Db,
  campaign: Campaign,
  { running, now }: { running: readonly Campaign[]; now: Date },
): Promise<number[]> => {
  const known = await presenceByHour(db, campaign, now)
  if ((known[0]?.days ?? 0) >= leastDays)
    return Array.from({ length: 24 }, (_, hour) => known.find((row) => row.hour === hour)?.agents ?? 0)
  const others = running.filter(({ id }) => id !== campaign.id)
  let agents = 0
  for (const teamId of campaign.teamIds) {
    const members = (await listMembersOf(db, teamId)).filter(({ post }) => post === 'agent')
    agents += members.length / (1 + countWith(others, teamId))
  }
  return Array.from({ length: 24 }, () => agents * usualPresence)
}
