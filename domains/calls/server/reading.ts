import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { maskNumber, recordReading } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type CallDetail, type CallFilter, type CallRow, type OutcomeCount, refusals } from '../contract.ts'

type Filter = z.output<typeof CallFilter>

const conditions = (filter: Filter): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`true`]
  if (filter.campaignId) all.push(sql`c.campaign_id = ${filter.campaignId}`)
  if (filter.agentId) all.push(sql`c.agent_id = ${filter.agentId}`)
  if (filter.customerId) all.push(sql`c.customer_id = ${filter.customerId}`)
  if (filter.batchId) all.push(sql`c.batch_id = ${filter.batchId}`)
  if (filter.teamId) all.push(sql`c.team_id = ${filter.teamId}`)
  if (filter.outcome) all.push(sql`c.outcome = ${filter.outcome}`)
  if (filter.outcomeKind) all.push(sql`c.outcome_kind = ${filter.outcomeKind}`)
  if (filter.connected) all.push(filter.connected === 'true' ? sql`c.talk_ms > 0` : sql`c.talk_ms = 0`)
  if (filter.from) all.push(sql`c.placed_at >= ${filter.from}`)
  if (filter.to) all.push(sql`c.placed_at < ${filter.to}`)
  return sql.join(all, sql` and `)
}
const named =
  sql.raw(`c.id, c.placed_at, c.direction, c.campaign_id, k.name as campaign_name, c.customer_id, e.name as customer_name, c.number, c.mode, c.attempt_number,
  c.agent_id, a.name as agent_name, c.state, c.answered_at, c.bridged_at, c.ended_at, c.cause, c.talk_ms, c.wrap_up_ms, c.abandoned, c.outcome, c.outcome_kind`)
const joins =
  sql.raw(`left join campaigns.campaign_fact k on k.id = c.campaign_id left join people.employee_fact a on a.id = c.agent_id
  left join lists.entry_fact e on e.id = c.entry_id`)

const Place = z.tuple([z.iso.datetime({ offset: true }), z.guid()])
/** Newest first; the cursor is the moment and id of the last row seen. Anything else begins anew. */
export const beyond = (after: string | undefined): RawBuilder<unknown> => {
  const { data } = Place.safeParse(after?.split('~'))
  return data ? sql`and (c.placed_at, c.id) < (${data[0]}::timestamptz, ${data[1]}::uuid)` : sql``
}
const cursorOf = (row: CallRow): string => `${row.placedAt}~${row.id}`

/** No list, page or file shows a number whole: whoever needs one reads it by itself, for a reason. */
export const masked = <R extends { number: string }>(row: R): R => ({ ...row, number: maskNumber(row.number) })

/** The number of one call in full, once it is on record who reads it and why. */
export const readCallNumber = async (ctx: Context, callId: string, reason: string): Promise<{ number: string }> => {
  const { rows } = await sql<{ number: string; customerId: string | null }>`
    select number, customer_id from calls.call where id = ${callId}`.execute(ctx.db)
  const { number, customerId } = rows[0] ?? refuse(refusals.noSuchCall)
  await recordReading(ctx, { customerId, number, reason })
  return { number }
}

const readPage = async (db: Db, filter: Filter, after: string | undefined, limit: number): Promise<CallRow[]> => {
  const { rows } =
    await sql<CallRow>`select ${named} from calls.call c ${joins} where ${conditions(filter)} ${beyond(after)}
    order by c.placed_at desc, c.id desc limit ${limit}`.execute(db)
  return rows
}

export const listCalls = async (
  ctx: Context,
  { after, limit, ...filter }: Filter & { after?: string | undefined; limit: number },
) => {
  const rows = await readPage(ctx.db, filter, after, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown.map(masked), next: rows.length > limit && last ? cursorOf(last) : null, total: null }
}

/** Calls in reach by how they ended, the most frequent first; those still running have no outcome yet. */
export const countOutcomes = async (db: Db, filter: Filter): Promise<OutcomeCount[]> => {
  const { rows } = await sql<OutcomeCount>`select c.outcome, count(*)::int as count from calls.call c
    where ${conditions(filter)} and c.outcome is not null group by 1 order by 2 desc, 1`.execute(db)
  return rows
}

export const findCall = async (ctx: Context, callId: string): Promise<CallDetail | undefined> => {
  const { rows } = await sql<CallDetail>`
    select ${named}, c.list_id, c.batch_id, c.caller_id, c.script_version, c.ringing_at, c.answered_by, c.ended_by, c.hold_ms, c.outcome_at, c.note, c.recording,
      coalesce((select jsonb_agg(jsonb_build_object('at', to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', s.kind, 'detail', s.detail - 'digit' - 'from') order by s.at)
        from calls.signal s where s.call_id = c.id), '[]') as signals
    from calls.call c ${joins} where c.id = ${callId}`.execute(ctx.db)
  return rows.map(masked)[0]
}

/** Every call of the filter, page by page, so that millions of rows never stand in memory. */
export async function* eachPage(ctx: Context, filter: Filter): AsyncGenerator<CallRow[]> {
  const pageSize = 2000
  for (let after: string | undefined; ; ) {
    const rows = await readPage(ctx.db, filter, after, pageSize)
    yield rows.map(masked)
    const last = rows.at(-1)
    if (rows.length < pageSize || !last) return
    after = cursorOf(last)
  }
}
