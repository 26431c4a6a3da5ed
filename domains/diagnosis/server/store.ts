import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import type { Finding, FindingRow, KeptVerification, Look, OwnTask, Rule } from '../contract.ts'
import type { FindingState } from '../finding.ts'
import type { Evidence } from '../judge.ts'
import type { Action, RuleBody } from '../rule.ts'

/** The body of the version a finding rests on, and its branch there. */
const findings = sql.raw(`from diagnosis.finding f
  join diagnosis.former_rule r on r.rule_id = f.rule_id and r.version = f.rule_version
  cross join lateral (select b from jsonb_array_elements(r.body -> 'branches') b where b ->> 'code' = f.branch) branch
  left join campaigns.campaign_fact c on c.id = f.campaign_id
  left join people.employee_fact a on a.id = f.agent_id
  left join people.team_fact t on t.id = f.team_id`)
const said = `(branch.b -> case f.scope when 'project' then 'shared' else 'alone' end)`
const shown = sql.raw(`f.id, f.number, f.rule_id, r.body -> 'name' as rule_name, branch.b -> 'name' as branch_name,
  ${said} -> 'finding' as finding, f.scope, f.action, f.campaign_id, coalesce(c.name, '') as campaign_name, f.agent_id,
  coalesce(a.name, '') as agent_name, coalesce(t.name, '') as team_name, f.behaviour, f.window_from::text, f.window_to::text,
  f.times, f.state, f.owner_name, f.found_at, f.seen_at, f.done_on::text, f.verify_on::text, f.verdict, f.version`)

export type FindingFilter = {
  state?: FindingState | undefined
  unsettled?: 'true' | undefined
  action?: Action | undefined
  campaignId?: string | undefined
  agentId?: string | undefined
  teamId?: string | undefined
}
const unsettled = sql`(f.state in ('open', 'taken') or (f.state = 'done' and f.action <> 'note'))`
const conditions = (filter: FindingFilter): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`true`]
  if (filter.state) all.push(sql`f.state = ${filter.state}`)
  if (filter.unsettled) all.push(unsettled)
  if (filter.action) all.push(sql`f.action = ${filter.action}`)
  if (filter.campaignId) all.push(sql`f.campaign_id = ${filter.campaignId}`)
  if (filter.agentId) all.push(sql`f.agent_id = ${filter.agentId}`)
  if (filter.teamId) all.push(sql`f.team_id = ${filter.teamId}`)
  return sql.join(all, sql` and `)
}
const Place = z.tuple([z.iso.datetime({ offset: true }), z.guid()])
const beyond = (after: string | undefined): RawBuilder<unknown> => {
  const { data } = Place.safeParse(after?.split('~'))
  return data ? sql`and (f.found_at, f.id) < (${data[0]}::timestamptz, ${data[1]}::uuid)` : sql``
}

/** Newest first. The counts are of everything unsettled in the reader's reach, whatever the filter. */
export const listFindings = async (
  db: Db,
  { after, limit, ...filter }: FindingFilter & { after?: string | undefined; limit: number },
  today: string,
) => {
  const { rows } = await sql<FindingRow>`select ${shown} ${findings}
    where ${conditions(filter)} ${beyond(after)} order by f.found_at desc, f.id desc limit ${limit + 1}`.execute(db)
  const counted = await sql<{ tasks: number; tickets: number; toVerify: number }>`
    select count(*) filter (where f.action = 'task') as tasks, count(*) filter (where f.action = 'ticket') as tickets,
      count(*) filter (where f.state = 'done' and f.verify_on < ${today}::date) as to_verify
    from diagnosis.finding f where ${unsettled}`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const counts = counted.rows[0] ?? { tasks: 0, tickets: 0, toVerify: 0 }
  return {
    rows: page,
    next: rows.length > limit && last ? `${last.foundAt}~${last.id}` : null,
    total: null,
    ...counts,
  }
}

export const findFinding = async (db: Db, id: string): Promise<Finding | undefined> => {
  const { rows } = await sql<Omit<Finding, 'notes'>>`
    select ${shown}, ${sql.raw(said)} -> 'question' as question, f.evidence, f.verification, f.reason,
      (r.body -> 'verifyAfterDays')::int as verify_after_days, (r.body -> 'minimumSample')::int as minimum_sample
    ${findings} where f.id = ${id}`.execute(db)
  const [finding] = rows
  if (!finding) return undefined
  const notes = await db
    .selectFrom('diagnosis.note')
    .select(['at', 'kind', 'byName', 'words'])
    .where('findingId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return { ...finding, notes: notes as Finding['notes'] }
}

export const listOwnTasks = async (db: Db, agentId: string): Promise<OwnTask[]> => {
  const { rows } = await sql<OwnTask>`
    select f.id, coalesce(c.name, '') as campaign_name, f.behaviour, (f.evidence -> 'behaviour' -> 'value')::float8 as value,
      (f.evidence -> 'behaviour' -> 'peers')::float8 as peers, (f.verification -> 'after')::float8 as after, f.state,
      f.owner_name as leader_name, f.verify_on::text, f.verdict
    from diagnosis.finding f left join campaigns.campaign_fact c on c.id = f.campaign_id
    where f.agent_id = ${agentId} and f.action = 'task' and f.state in ('taken', 'done', 'verified')
    order by f.found_at desc limit 50`.execute(db)
  return rows
}

export const listRules = async (db: Db): Promise<Rule[]> => {
  const { rows } = await sql<Omit<Rule, 'looks'>>`
    select r.id, r.code, r.body, r.is_on, r.version, r.judged_on::text, r.changed_at, r.changed_by_name,
      (select count(*) from diagnosis.finding f where f.rule_id = r.id and ${unsettled}) as unsettled
    from diagnosis.rule r where r.removed_at is null order by r.code is null, r.id`.execute(db)
  const looks = await sql<Look & { ruleId: string }>`
    select l.rule_id, l.campaign_id, coalesce(c.name, '') as campaign_name, l.at, l.window_from::text, l.window_to::text, l.judged,
      l.too_few, l.without_peers, l.found
    from diagnosis.look l join campaigns.campaign_fact c on c.id = l.campaign_id order by c.name`.execute(db)
  const byRule = Map.groupBy(looks.rows, ({ ruleId }) => ruleId)
  return rows.map((rule) => ({ ...rule, looks: (byRule.get(rule.id) ?? []).map(({ ruleId: _, ...look }) => look) }))
}

export const listFormerRules = async (db: Db, ruleId: string) => {
  const { rows } = await sql<{ version: number; body: RuleBody; at: string; byName: string }>`
    select version, body, at, by_name from diagnosis.former_rule where rule_id = ${ruleId} order by version desc`.execute(
    db,
  )
  return rows
}

/** Two looks at a time find what the first of them wrote. */
export const lockRule = async (db: Db, ruleId: string): Promise<void> => {
  await sql`select from diagnosis.rule where id = ${ruleId} for update`.execute(db)
}

/** A finding of that rule on that subject that is not settled, or was dismissed or read after that day; locked. */
export const lockStanding = async (
  db: Db,
  { ruleId, campaignId, agentId }: { ruleId: string; campaignId: string; agentId: string | null },
  quietSince: string,
): Promise<{ id: string; state: FindingState } | undefined> => {
  const { rows } = await sql<{ id: string; state: FindingState }>`
    select f.id, f.state from diagnosis.finding f
    where f.rule_id = ${ruleId} and f.campaign_id = ${campaignId} and f.agent_id is not distinct from ${agentId}::uuid
      and (${unsettled} or (f.state = 'dismissed' and f.dismissed_at > ${quietSince}::date)
        or (f.state = 'done' and f.done_on > ${quietSince}::date))
    order by ${unsettled} desc, f.found_at desc limit 1 for update`.execute(db)
  return rows[0]
}

/** What a verification rests on. */
export type ToVerify = {
  id: string
  campaignId: string
  agentId: string | null
  teamId: string | null
  siteId: string | null
  scope: 'project' | 'person'
  action: Action
  ownerId: string | null
  behaviour: string
  windowFrom: string
  windowTo: string
  doneOn: string
  verifyOn: string
  state: FindingState
  version: number
}
const verifiable =
  sql.raw(`f.id, f.campaign_id, f.agent_id, f.team_id, f.site_id, f.scope, f.action, f.owner_id, f.behaviour,
  f.window_from::text, f.window_to::text, f.done_on::text, f.verify_on::text, f.state, f.version`)
export const lockFinding = async (db: Db, id: string): Promise<ToVerify | undefined> => {
  const { rows } =
    await sql<ToVerify>`select ${verifiable} from diagnosis.finding f where f.id = ${id} for update`.execute(db)
  return rows[0]
}
type Due = { id: string; siteId: string | null; verifyOn: string }
/** Those whose last day to look at is before that day. */
export const listDue = async (db: Db, today: string): Promise<Due[]> => {
  const { rows } = await sql<Due>`
    select id, site_id, verify_on::text from diagnosis.finding where state = 'done' and action <> 'note' and verify_on < ${today}::date order by verify_on, id`.execute(
    db,
  )
  return rows
}

export type NewFinding = {
  ruleId: string
  ruleVersion: number
  branch: string
  scope: 'project' | 'person'
  action: Action
  campaignId: string
  agentId: string | null
  teamId: string | null
  siteId: string | null
  behaviour: string
  windowFrom: string
  windowTo: string
  evidence: Evidence
  ownerId: string | null
  ownerName: string
}
export const insertFinding = async (db: Db, { evidence, ...finding }: NewFinding, now: Date): Promise<string> => {
  const { id } = await db
    .insertInto('diagnosis.finding')
    .values({ ...finding, evidence: JSON.stringify(evidence), foundAt: now, seenAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
export const keepVerification = async (db: Db, id: string, kept: KeptVerification, now: Date): Promise<void> => {
  await db
    .updateTable('diagnosis.finding')
    .set((e) => ({
      state: 'verified',
      verdict: kept.verdict,
      verification: JSON.stringify(kept),
      verifiedAt: now,
      version: e('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}
