import { sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { Actual } from '../contract.ts'
import { successesOf } from './learn/inputs.ts'

type DayRow = Actual['days'][number] & { complaints: number; abandoned: number }

/**
 * What has happened in a campaign since that moment, day by day of its site. A contact is a conversation with a person:
 * voicemails are left out, as in forecasts. Calls under way are counted once they are over.
 */
export const readActual = async (
  db: Db,
  campaign: Campaign,
  { since, now }: { since: Date; now: Date },
): Promise<Actual> => {
  const { id, timeZone } = campaign
  const success = sql.join(successesOf(campaign).map((kind) => sql.lit(kind)))
  const { rows } = await sql<DayRow>`
    select to_char((f.placed_at at time zone ${timeZone})::date, 'YYYY-MM-DD') as day, count(*) as attempts,
      count(*) filter (where f.talk_ms > 0 and f.outcome_kind is distinct from 'voicemail') as contacts,
      count(*) filter (where f.talk_ms > 0 and f.outcome_kind in (${success})) as successes,
      count(*) filter (where f.outcome_kind = 'complaint') as complaints, count(*) filter (where f.abandoned) as abandoned
    from calls.call_fact f where f.campaign_id = ${id} and f.placed_at >= ${since} and f.state = 'ended' group by 1 order by 1`.execute(
    db,
  )
  const { rows: closed } = await sql<{ burned: number }>`
    select count(*) as burned from dialer.contact_fact f
    where f.campaign_id = ${id} and f.closed_at >= ${since} and f.close_reason not in (${success})`.execute(db)
  const { rows: worked } = await sql<{ hours: number | null }>`
    select sum(extract(epoch from coalesce(t.ended_at, t.started_at) - t.started_at)) / 3600.0 as hours from presence.agent_time_fact t
    where t.campaign_id = ${id} and t.started_at >= ${since} and t.state in ('ready', 'dialing', 'talking', 'holding', 'wrapUp')`.execute(
    db,
  )
  const sum = { attempts: 0, contacts: 0, successes: 0, complaints: 0, abandoned: 0 }
  const days = rows.map(({ day, ...counts }) => {
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += counts[name]
    const { attempts, contacts, successes } = sum
    return { day, attempts, contacts, successes }
  })
  return {
    ...sum,
    since: since.toISOString(),
    at: now.toISOString(),
    burned: closed[0]?.burned ?? 0,
    agentHours: worked[0]?.hours ?? 0,
    days,
  }
}
