import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { askedOf, type Filter } from './filter.ts'
import { freshen } from './rollup.ts'

type Kept = { kind: 'all' | 'site' | 'team' | 'campaign'; key: string }
const whole: Kept = { kind: 'all', key: '00000000-0000-0000-0000-000000000000' }
const kindOf = { siteId: 'site', teamId: 'team', campaignId: 'campaign' } as const

const wantedOf = (filter: Filter): Kept | undefined => {
  const [name, ...more] = askedOf(filter)
  if (name === undefined) return whole
  if (more.length > 0 || !(name === 'siteId' || name === 'teamId' || name === 'campaignId')) return undefined
  return { kind: kindOf[name], key: filter[name] ?? '' }
}

/** Whoever sees one team or one site sees the sums of that one: of several a customer would count several times. */
const seenBy = ({ scope, teamIds, siteIds }: Context['actor']): Kept | undefined => {
  const [ids, kind] = scope === 'team' ? [teamIds, 'team' as const] : [siteIds, 'site' as const]
  const [key, ...more] = ids
  return scope === 'own' || key === undefined || more.length > 0 ? undefined : { kind, key }
}

const keptFor = ({ actor }: Context, filter: Filter): Kept | undefined => {
  const wanted = wantedOf(filter)
  if (actor.scope === 'all' || !wanted) return wanted
  const seen = seenBy(actor)
  return wanted === whole || (wanted.kind === seen?.kind && wanted.key === seen.key) ? seen : undefined
}

/**
 * How many customers were spoken to on these business days (both included), from sums kept ready under the reader's scope;
 * undefined where none are kept for that filter, and only the calls can tell.
 */
export const keptSpokenTo = async (
  ctx: Context,
  { from, to }: { from: string; to: string },
  filter: Filter,
): Promise<number | undefined> => {
  const kept = keptFor(ctx, filter)
  if (!kept) return undefined
  await freshen(ctx)
  // A customer counts on the first day of the period: the one before it lies before the period.
  const { rows } = await sql<{ customers: number }>`
    select coalesce(sum(s.customers), 0)::int as customers from metrics.spoken_sum s
    where s.kind = ${sql.lit(kept.kind)} and s.key = ${kept.key}::uuid
      and s.day between ${from}::date and ${to}::date and s.day_before < ${from}::date`.execute(ctx.db)
  return rows[0]?.customers ?? 0
}
