import { sql } from 'kysely'
import type { RoleCode } from '#contract/role.ts'
import { roles } from '#contract/role.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import { conversations } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Remark } from '../contract.ts'
import type { Level } from '../report.ts'
import type { ReportQuery } from '../shapes.ts'
import { callsWithin, clocksOf } from './calls-sql.ts'
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

/** The same conversations as sums. */
const heardFacts = ['talked_refusals', 'talked_undecided', 'complaints_heard'] as const
const isTold = (level: Level): level is 'outcome' | 'campaign' | 'team' | 'agent' =>
  ['outcome', 'campaign', 'team', 'agent'].includes(level)

/** Why conversations did not end in success: how often each reason was given, its share, and whose it is to act on. */
export const fromOutcomes = async (ctx: Context, { period, narrowing }: Setting, layout: Layout): Promise<Told> => {
  const { locale } = ctx.actor
  const by = layout.by.filter(isTold)
  const found = await conversations(ctx, { facts: heardFacts, ...period, ...narrowing, by })
  const groups = found.flatMap(({ keys, labels, sums }): Group[] => {
    const times = heardFacts.reduce((sum, fact) => sum + sums[fact], 0)
    if (times === 0) return []
    const outcome = by.indexOf('outcome') >= 0 ? keys[by.indexOf('outcome')] : undefined
    const post = outcome ? postOf[outcome] : undefined
    return [
      {
        keys,
        labels: by.map((level, at) => {
          const key = keys[at] ?? null
          const name = level === 'outcome' ? (outcomeWords(key)?.[locale] ?? null) : (labels[at] ?? null)
          return labelOf(level, key, name, locale)
        }),
        figures: new Map<string, Figure>([
          ['times', { value: times }],
          ...(post ? [['owner_post', { value: null, said: roles[post][locale] }] as const] : []),
        ]),
      },
    ]
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
