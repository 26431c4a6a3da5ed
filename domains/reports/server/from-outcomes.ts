import { sql } from 'kysely'
import type { RoleCode } from '#contract/role.ts'
import { roles } from '#contract/role.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import type { Context } from '#platform/context.ts'
import type { Remark } from '../contract.ts'
import type { Level } from '../report.ts'
import type { ReportQuery } from '../shapes.ts'
import { callsWithin, clocksOf, type Sql } from './calls-sql.ts'
import type { Layout } from './columns.ts'
import { labelOf } from './labels.ts'
import { type Setting, settingOf } from './place.ts'
import { tellShares } from './shares.ts'
import type { Figure, Group, Told } from './table.ts'

/** Conversations after which we know why somebody did not buy. */
const heard = sql`f.talk_ms > 0 and f.outcome_kind in ('refusal', 'noDecision', 'complaint')`

/** Who acts first on reasons of that kind: our own reading, the handbook names no posts. */
const postOf: Record<string, RoleCode> = {
  'refusal.noNeed': 'campaignManager',
  'refusal.tooExpensive': 'campaignManager',
  'refusal.alreadyHasOne': 'campaignManager',
  'refusal.noTime': 'planner',
  'refusal.distrust': 'trainer',
  'refusal.mustAskFamily': 'teamLeader',
  'refusal.other': 'teamLeader',
  noDecision: 'teamLeader',
  complaint: 'complianceOfficer',
}

type Named = { key: Sql; name: Sql }
const levelSql: Partial<Record<Level, Named>> = {
  outcome: { key: sql`f.outcome`, name: sql`null::text` },
  campaign: {
    key: sql`f.campaign_id::text`,
    name: sql`(select c.name from campaigns.campaign_fact c where c.id = f.campaign_id)`,
  },
  team: { key: sql`f.team_id::text`, name: sql`(select t.name from people.team_fact t where t.id = f.team_id)` },
  agent: { key: sql`f.agent_id::text`, name: sql`(select e.name from people.employee_fact e where e.id = f.agent_id)` },
}

/** Why conversations did not end in success: how often each reason was given, its share, and whose it is to act on. */
export const fromOutcomes = async (ctx: Context, setting: Setting, { by }: Layout): Promise<Told> => {
  const { locale } = ctx.actor
  const clocks = await clocksOf(ctx, setting.period)
  const keys = by.flatMap((level) => levelSql[level]?.key ?? [])
  const names = by.flatMap((level) => levelSql[level]?.name ?? [])
  const columns = keys.flatMap((key, at) => [
    sql`${key} as ${sql.id(`k${at}`)}`,
    sql`min(${names[at] ?? sql`null`}) as ${sql.id(`n${at}`)}`,
  ])
  const { rows } = await sql<Record<string, string | null> & { times: number }>`
    select ${sql.join(columns)}, count(*)::int as times ${callsWithin(clocks, setting.narrowing)} and ${heard}
    group by ${sql.join(keys)}`.execute(ctx.db)
  const groups = rows.map((row): Group => {
    const found = by.map((_, at) => row[`k${at}`] ?? null)
    const outcome = by.indexOf('outcome') >= 0 ? found[by.indexOf('outcome')] : undefined
    const post = outcome ? postOf[outcome] : undefined
    return {
      keys: found,
      labels: by.map((level, at) => {
        const name = level === 'outcome' ? (outcomeWords(found[at] ?? null)?.[locale] ?? null) : (row[`n${at}`] ?? null)
        return labelOf(level, found[at] ?? null, name, locale)
      }),
      figures: new Map<string, Figure>([
        ['times', { value: row.times }],
        ...(post ? [['owner_post', { value: null, said: roles[post][locale] }] as const] : []),
      ]),
    }
  })
  const whole = new Map<string, Figure>()
  tellShares(groups, whole)
  return { groups, whole, notes: [] }
}

/** What agents wrote of such conversations, newest first. */
export const listRemarks = async (
  ctx: Context,
  {
    after,
    limit,
    outcome,
    ...query
  }: ReportQuery & { after?: string | undefined; limit: number; outcome?: string | undefined },
) => {
  const { period, narrowing } = await settingOf(ctx, query)
  const clocks = await clocksOf(ctx, period)
  const { locale } = ctx.actor
  const { rows } = await sql<Remark>`
    select f.id as call_id, f.placed_at as at, f.outcome, coalesce(c.name, '') as campaign_name,
      coalesce(e.name, '') as agent_name, n.note
    from (select f.id, f.placed_at, f.outcome, f.campaign_id, f.agent_id ${callsWithin(clocks, narrowing)} and ${heard}
      and (${outcome ?? null}::text is null or f.outcome = ${outcome ?? null})) f
    join calls.call_note_fact n on n.id = f.id and n.placed_at = f.placed_at and n.note <> ''
    left join campaigns.campaign_fact c on c.id = f.campaign_id left join people.employee_fact e on e.id = f.agent_id
    where ${after ?? null}::uuid is null or f.id < ${after ?? null}::uuid
    order by f.id desc limit ${limit + 1}`.execute(ctx.db)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map((row) => ({ ...row, outcome: outcomeWords(row.outcome)?.[locale] ?? row.outcome })),
    next: rows.length > limit ? (shown.at(-1)?.callId ?? null) : null,
    total: null,
  }
}
