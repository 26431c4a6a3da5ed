import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { maskNumber, recordReading } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { DoNotCall } from '../../contract.ts'
import { permissions } from '../../contract.ts'
import type { Block, ConsentEvent } from '../../gate-contract.ts'
import { gateRefusals } from '../../gate-refusals.ts'

type Page<T> = { rows: T[]; next: string | null; total: number | null }
/** Where the next page begins: the moment of the last row seen, and its id. */
const cursorOf = (after: string | undefined): { at: string; id: string } | null => {
  const [at, id] = after?.split(' ') ?? []
  if (!at || !id || Number.isNaN(Date.parse(at)) || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    return null
  return { at, id }
}
const pageOf = <T extends { id: string }>(rows: T[], limit: number, at: (row: T) => string): Page<T> => {
  const last = rows.at(-1)
  return { rows, next: last && rows.length === limit ? `${at(last)} ${last.id}` : null, total: null }
}

export const listDoNotCall = async (
  { db, actor }: Context,
  { after, number, limit }: { after?: string | undefined; number: string | undefined; limit: number },
): Promise<{ rows: DoNotCall[]; next: string | null }> => {
  const from = Number(after ?? 0)
  const rows = (await db
    .selectFrom('compliance.doNotCall')
    .select([
      ...(['id', 'number', 'kind', 'campaignId', 'since', 'until', 'reason', 'proof', 'callId'] as const),
      ...(['saidToName', 'endedAt', 'endedByName', 'endedReason'] as const),
    ])
    .$if(number !== undefined, (q) => q.where('number', '=', number as string))
    .orderBy('since', 'desc')
    .orderBy('number')
    .offset(from)
    .limit(limit)
    .execute()) as DoNotCall[]
  // Proof is for whoever keeps the list; the others learn whether a number they know is on it.
  const keeps = actor.permissions.has(permissions.manageDoNotCall.code)
  return {
    rows: rows.map((row) => ({ ...row, number: maskNumber(row.number), ...(keeps ? {} : { proof: '' }) })),
    next: rows.length === limit ? String(from + limit) : null,
  }
}

export const listConsent = async (
  { db }: Context,
  query: { after?: string | undefined; customerId?: string | undefined; number: string | undefined; limit: number },
): Promise<Page<ConsentEvent>> => {
  const cursor = cursorOf(query.after)
  const rows = (await db
    .selectFrom('compliance.consentEvent')
    .select(['id', 'customerId', 'number', 'purpose', 'channel', 'act', 'evidence', 'callId', 'source', 'at'])
    .select(['notedAt', 'byName'])
    .$if(query.customerId !== undefined, (q) => q.where('customerId', '=', query.customerId as string))
    .$if(query.number !== undefined, (q) => q.where('number', '=', query.number as string))
    .$if(cursor !== null, (q) =>
      q.where(sql<boolean>`(noted_at, id) < (${cursor?.at}::timestamptz, ${cursor?.id}::uuid)`),
    )
    .orderBy('notedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()) as ConsentEvent[]
  const shown = rows.map((row) => ({ ...row, number: row.number && maskNumber(row.number) }))
  return pageOf(shown, query.limit, ({ notedAt }) => notedAt)
}

type BlockQuery = {
  after?: string | undefined
  limit: number
  campaignId?: string | undefined
  customerId?: string | undefined
  rule?: string | undefined
  number: string | undefined
  from?: string | undefined
  to?: string | undefined
}
export const listBlocks = async ({ db, actor }: Context, query: BlockQuery): Promise<Page<Block>> => {
  const cursor = cursorOf(query.after)
  // Only who sees everything may read the column at all; the others meet the customer.
  const seesAll = actor.scope === 'all'
  const rows = (await db
    .selectFrom('compliance.block')
    .select(['id', 'at', 'lastAt', 'count', 'customerId', 'campaignId', 'entryId', 'kind', 'rule', 'params', 'until'])
    .select('agentId')
    .$if(seesAll, (q) => q.select('number'))
    .$if(query.campaignId !== undefined, (q) => q.where('campaignId', '=', query.campaignId as string))
    .$if(query.customerId !== undefined, (q) => q.where('customerId', '=', query.customerId as string))
    .$if(query.rule !== undefined, (q) => q.where('rule', '=', query.rule as string))
    .$if(seesAll && query.number !== undefined, (q) => q.where('number', '=', query.number as string))
    .$if(query.from !== undefined, (q) => q.where('lastAt', '>=', query.from as string))
    .$if(query.to !== undefined, (q) => q.where('lastAt', '<', query.to as string))
    .$if(cursor !== null, (q) =>
      q.where(sql<boolean>`(last_at, id) < (${cursor?.at}::timestamptz, ${cursor?.id}::uuid)`),
    )
    .orderBy('lastAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()) as unknown as (Omit<Block, 'number'> & { number?: string })[]
  const shown = rows.map((row) => ({ ...row, number: row.number ? maskNumber(row.number) : '' }))
  return pageOf(shown, query.limit, ({ lastAt }) => lastAt)
}

export const countBlocks = async (
  { db }: Context,
  { from, to, campaignId }: { from?: string | undefined; to?: string | undefined; campaignId?: string | undefined },
): Promise<{ rule: string; contacts: number; times: number }[]> => {
  const { rows } = await sql<{ rule: string; contacts: number; times: number }>`
    select rule, count(distinct coalesce(entry_id, customer_id, campaign_id))::int as contacts, sum(count)::int as times
    from compliance.block_fact
    where (${from ?? null}::timestamptz is null or last_at >= ${from ?? null}) and (${to ?? null}::timestamptz is null or last_at < ${to ?? null})
      and (${campaignId ?? null}::uuid is null or campaign_id = ${campaignId ?? null})
    group by rule order by times desc, rule`.execute(db)
  return rows
}

const tables = { doNotCall: 'compliance.doNotCall', consent: 'compliance.consentEvent' } as const
/** The number of one entry in full, once it is on record who reads it and why. */
export const readListedNumber = async (
  ctx: Context,
  { kind, id }: { kind: keyof typeof tables; id: string },
  reason: string,
): Promise<{ number: string }> => {
  const row = await ctx.db.selectFrom(tables[kind]).select('number').where('id', '=', id).executeTakeFirst()
  const number = row?.number ?? refuse(gateRefusals.noSuchEntry)
  await recordReading(ctx, { customerId: null, number, reason })
  return { number }
}
