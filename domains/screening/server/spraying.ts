import { sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { SprayFigures } from '../contract.ts'
import { type Judged, judgeSpraying, type SprayPolicy, type Worked } from '../spraying.ts'
import { findDefault, findPlan } from './store.ts'

type Row = Worked & { name: string; teamId: string | null; teamName: string }
const dayMs = 86_400_000

const readWork = async (
  db: Db,
  campaign: Campaign,
  { now, windowDays, premium }: { now: Date; windowDays: number; premium: string | null },
): Promise<Row[]> => {
  const zone = campaign.timeZone
  const today = sql`placed_at >= (date_trunc('day', ${now}::timestamptz at time zone ${zone}) at time zone ${zone})`
  const { rows } = await sql<Row>`
    select c.agent_id as id, coalesce(p.name, '') as name, p.team_id, coalesce(t.name, '') as team_name,
      count(*)::int as calls, count(*) filter (where talk_ms > 0)::int as talks,
      count(*) filter (where outcome_kind = 'success')::int as successes,
      count(*) filter (where g.entry_id is not null)::int as premium,
      count(*) filter (where ${today})::int as calls_today,
      count(*) filter (where g.entry_id is not null and ${today})::int as premium_today
    from calls.call_fact c
      left join people.employee_fact p on p.id = c.agent_id left join people.team_fact t on t.id = p.team_id
      left join screening.grade g on g.campaign_id = c.campaign_id and g.entry_id = c.entry_id and g.class_code = ${premium}
    where c.campaign_id = ${campaign.id} and c.agent_id is not null and placed_at >= ${new Date(now.getTime() - windowDays * dayMs)}
    group by c.agent_id, p.name, p.team_id, t.name order by calls desc, id`.execute(db)
  return rows
}

const keys = ['calls', 'talks', 'successes', 'premium', 'callsToday', 'premiumToday'] as const
const byTeam = (rows: readonly Row[]): Row[] => {
  const teams = new Map<string, Row>()
  for (const row of rows) {
    if (!row.teamId) continue
    const team = teams.get(row.teamId)
    if (!team) teams.set(row.teamId, { ...row, id: row.teamId, name: row.teamName })
    else for (const key of keys) team[key] += row[key]
  }
  return [...teams.values()]
}

type Told = Judged & { name: string; teamName: string }
const told = (rows: readonly Row[], policy: SprayPolicy): Told[] => {
  const judged = judgeSpraying(rows, policy)
  return rows.map((row, place) => ({ ...row, ...(judged[place] as Judged) }))
}

/** Who dials much and achieves little in a campaign, and how many of the best contacts each may still have today. */
export const readSpraying = async (db: Db, campaign: Campaign, now: Date): Promise<SprayFigures> => {
  const { classes, spraying: policy } = (await findPlan(db, campaign.id)) ?? (await findDefault(db))
  const premium = classes[0]?.code ?? null
  const rows = await readWork(db, campaign, { now, windowDays: policy.windowDays, premium })
  return { policy, premiumClass: premium, agents: told(rows, policy), teams: told(byTeam(rows), policy) }
}
