import { sql } from 'kysely'
import { timeZoneOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { BlockCount, BlockGroup, BlockSpan } from '../contract.ts'

/** A block stands in the span it was last met in. */
export const within = ({ from, to, campaignId, rule }: BlockSpan) => sql<boolean>`
  (${from ?? null}::timestamptz is null or b.last_at >= ${from ?? null}::timestamptz)
  and (${to ?? null}::timestamptz is null or b.last_at < ${to ?? null}::timestamptz)
  and (${campaignId ?? null}::uuid is null or b.campaign_id = ${campaignId ?? null}::uuid)
  and (${rule ?? null}::text is null or b.rule = ${rule ?? null})`

const keyOf = (by: BlockGroup, zone: string) => {
  if (by === 'rule') return sql`b.rule`
  if (by === 'campaign') return sql`b.campaign_id::text`
  return sql`to_char(b.last_at at time zone ${zone}, 'YYYY-MM-DD')`
}

/** Blocks by rule, by campaign or by the reader's day: most first, days newest first. At most two hundred groups. */
export const groupBlocks = async (
  ctx: Context,
  { by, ...span }: BlockSpan & { by: BlockGroup },
): Promise<BlockCount[]> => {
  const zone = await timeZoneOf(ctx.db, ctx.actor.id)
  const { rows } = await sql<BlockCount>`
    select g.key, c.name, g.contacts, g.times from (
      select ${keyOf(by, zone)} as key, count(distinct coalesce(b.entry_id, b.id))::int as contacts, sum(b.count)::int as times
      from compliance.block_fact b where ${within(span)} group by 1) g
    left join campaigns.campaign_fact c on ${by === 'campaign'} and c.id::text = g.key
    order by case when ${by === 'day'} then g.key end desc nulls last, g.times desc, g.key limit 200`.execute(ctx.db)
  return rows
}
