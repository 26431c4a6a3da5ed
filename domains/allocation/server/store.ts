import { sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import { businessDayAt } from '#domains/people/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { Run, Share } from '../shapes.ts'
import type { Spec } from '../way.ts'

export type RunRow = Omit<Run, 'shares'> & { outcome: Share[]; seed: number; spec: Spec }
const runColumns = sql.raw(
  'id, campaign_id, method, state, contacts, left_over, outcome, spec, seed, created_by_name, created_at, applied_at, undone_at, undone_by_name',
)
export const asRun = ({ outcome, spec: _spec, seed: _seed, ...run }: RunRow): Run => ({ ...run, shares: outcome })

export const listRunRows = async (db: Db, campaignId: string): Promise<RunRow[]> =>
  (
    await sql<RunRow>`select ${runColumns} from allocation.run where campaign_id = ${campaignId} and state in ('applied', 'undone') order by created_at desc, id desc limit 200`.execute(
      db,
    )
  ).rows
export const lockRun = async (db: Db, campaignId: string, runId: string): Promise<RunRow | undefined> =>
  (
    await sql<RunRow>`select ${runColumns} from allocation.run where id = ${runId} and campaign_id = ${campaignId} for update`.execute(
      db,
    )
  ).rows[0]

export const findRunRow = async (db: Db, campaignId: string, runId: string): Promise<RunRow | undefined> =>
  (
    await sql<RunRow>`select ${runColumns} from allocation.run where id = ${runId} and campaign_id = ${campaignId}`.execute(
      db,
    )
  ).rows[0]

type NewAssignment = {
  entryId: string
  customerId: string
  agentId: string | null
  teamId: string | null
  siteId: string
  expected: number | null
  replaces: string | null
}
const chunk = 20_000
type Given = { campaignId: string; runId: string | null; changeId: string; at: Date }
/** Writes assignments, twenty thousand a statement. */
export const insertAssignments = async (
  db: Db,
  { campaignId, runId, changeId, at }: Given,
  rows: readonly NewAssignment[],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += chunk) {
    const some = rows.slice(from, from + chunk)
    await sql`
      insert into allocation.assignment (campaign_id, entry_id, customer_id, agent_id, team_id, site_id, run_id, expected_value, at, replaces, change_id)
      select ${campaignId}, n.entry_id, n.customer_id, n.agent_id, n.team_id, n.site_id, ${runId}, n.expected, ${at}, n.replaces, ${changeId}
      from unnest(${some.map(({ entryId }) => entryId)}::uuid[], ${some.map(({ customerId }) => customerId)}::uuid[],
        ${some.map(({ agentId }) => agentId)}::uuid[], ${some.map(({ teamId }) => teamId)}::uuid[], ${some.map(({ siteId }) => siteId)}::uuid[],
        ${some.map(({ expected }) => expected)}::real[], ${some.map(({ replaces }) => replaces)}::uuid[])
        as n(entry_id, customer_id, agent_id, team_id, site_id, expected, replaces)`.execute(db)
  }
}

export type Why = 'undone' | 'reassigned' | 'agentLeft' | 'agentMoved' | 'agentAbsent' | 'givenBack' | 'taken'
type Ended = { why: Why; changeId: string; at: Date }
/** Ends these assignments where they are still in force; answers how many. */
export const endAssignments = async (db: Db, ids: readonly string[], { why, changeId, at }: Ended): Promise<number> => {
  let ended = 0
  for (let from = 0; from < ids.length; from += chunk) {
    const { numAffectedRows } = await sql`
      update allocation.assignment set ended_at = ${at}, why = ${why}, change_id = ${changeId}
      where id = any (${ids.slice(from, from + chunk)}::uuid[]) and ended_at is null`.execute(db)
    ended += Number(numAffectedRows ?? 0)
  }
  return ended
}

/** Ends what is in force of a run, and puts back what it had replaced, given when it was given, but for agents who are gone; answers how many ended. */
export const undoAssignments = async (db: Db, runId: string, { changeId, at }: Omit<Ended, 'why'>): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    with ended as (
      update allocation.assignment set ended_at = ${at}, why = 'undone', change_id = ${changeId}
      where run_id = ${runId} and ended_at is null returning replaces)
    select count(*) as n from ended`.execute(db)
  await sql`
    insert into allocation.assignment (campaign_id, entry_id, customer_id, agent_id, team_id, site_id, run_id, expected_value, at, replaces, change_id)
    select b.campaign_id, b.entry_id, b.customer_id, b.agent_id, b.team_id, b.site_id, b.run_id, b.expected_value, b.at, b.replaces, ${changeId}
    from allocation.assignment u join allocation.assignment b on b.id = u.replaces
    where u.run_id = ${runId} and u.change_id = ${changeId} and u.why = 'undone'
      and (b.agent_id is null or exists (select from people.employee_fact p where p.id = b.agent_id and (p.left_on is null or p.left_on > ${at}::date)))
    on conflict do nothing`.execute(db)
  return rows[0]?.n ?? 0
}

/** How many contacts of a run are in force, as far as `db` sees. */
export const countInForce = async (db: Db, runId: string): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from allocation.assignment where run_id = ${runId} and ended_at is null`.execute(db)
  return rows[0]?.n ?? 0
}

type Book = { campaignId?: string; holderId: string }
/** Gives a whole book back: to the shared line, or to the team it belongs to. Answers the campaigns it concerned and how many. */
export const returnBook = async (
  db: Db,
  { campaignId, holderId }: Book,
  { why, changeId, at, to }: Ended & { to: 'shared' | 'team' },
): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ campaignId: string; n: number }>`
    with ended as (
      update allocation.assignment set ended_at = ${at}, why = ${why}, change_id = ${changeId}
      where ended_at is null and (agent_id = ${holderId} or (agent_id is null and team_id = ${holderId}))
        and (${campaignId ?? null}::uuid is null or campaign_id = ${campaignId ?? null})
      returning campaign_id)
    select campaign_id, count(*) as n from ended group by 1`.execute(db)
  if (to === 'team')
    await sql`
      insert into allocation.assignment (campaign_id, entry_id, customer_id, team_id, site_id, run_id, expected_value, at, change_id)
      select campaign_id, entry_id, customer_id, team_id, site_id, run_id, expected_value, ${at}, change_id from allocation.assignment
      where change_id = ${changeId} and ended_at = ${at} and agent_id = ${holderId} and team_id is not null
      on conflict do nothing`.execute(db)
  return new Map(rows.map((row) => [row.campaignId, row.n]))
}

/** How many contacts each holder was given on the running day of the campaign's site. */
export const countGivenSince = async (db: Db, campaign: Campaign, now: Date): Promise<ReadonlyMap<string, number>> => {
  const day = await businessDayAt(db, campaign.siteId, now)
  const { rows } = await sql<{ holder: string; n: number }>`
    select coalesce(agent_id, team_id) as holder, count(distinct entry_id) as n from allocation.assignment
    where campaign_id = ${campaign.id} and (why is null or why <> 'undone')
      and at >= ((${day}::date + ${campaign.dayStartsAt}::time) at time zone ${campaign.timeZone})
    group by 1`.execute(db)
  return new Map(rows.map(({ holder, n }) => [holder, n]))
}

/** How many contacts of a campaign are in anybody's book. */
export const countInBooks = async (db: Db, campaignId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from allocation.assignment where campaign_id = ${campaignId} and ended_at is null`.execute(db)
  return rows[0]?.n ?? 0
}

/** The books of a campaign, as far as the reader sees them. */
export const readBooks = async (db: Db, campaignId: string) => {
  const { rows } = await sql<{
    agentId: string | null
    teamId: string | null
    name: string
    teamName: string | null
    contacts: number
    expected: number | null
    called: number
  }>`
    select a.agent_id, a.team_id, coalesce(p.name, t.name, '') as name, t.name as team_name, count(*) as contacts,
      sum(a.expected_value) as expected,
      count(*) filter (where exists (select from calls.call_fact k where k.entry_id = a.entry_id and k.campaign_id = a.campaign_id)) as called
    from allocation.assignment a
    left join people.employee_fact p on p.id = a.agent_id left join people.team_fact t on t.id = a.team_id
    where a.campaign_id = ${campaignId} and a.ended_at is null
    group by a.agent_id, a.team_id, p.name, t.name order by t.name, p.name nulls first`.execute(db)
  return rows
}
