import { sql } from 'kysely'
import { setOwner } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { toPool } from './pool.ts'
import { customersOf, held, type Place } from './pool-store.ts'
import { readRules } from './rules.ts'
import { giveBackBook } from './runs.ts'

const nobody = { id: null, name: '' }

/** Customers that came into a book elsewhere are held from now on; whoever changed hands elsewhere is held anew. */
const adoptHoldings = async ({ db, now }: Context): Promise<void> => {
  const at = now()
  await sql`
    insert into allocation.holding (customer_id, agent_id, team_id, site_id, since, protected_until)
    select c.id, c.owner_id, p.team_id, p.site_id, ${at}, ${at}::timestamptz + make_interval(days => r.protected_days)
    from customers.customer_fact c join people.employee_fact p on p.id = c.owner_id cross join allocation.rules r
    where c.merged_into is null and not exists (select from allocation.holding h where h.customer_id = c.id and h.agent_id = c.owner_id)
    on conflict (customer_id) do update set agent_id = excluded.agent_id, team_id = excluded.team_id, site_id = excluded.site_id,
      since = excluded.since, protected_until = excluded.protected_until, warned_at = null`.execute(db)
  await sql`delete from allocation.holding h where not exists
    (select from customers.customer_fact c where c.id = h.customer_id and c.owner_id = h.agent_id and c.merged_into is null)`.execute(
    db,
  )
}

type Due = Place & { customerId: string; kind: 'noFollowup' | 'noDeal' }
const readDue = async ({ db, now }: Context): Promise<Due[]> => {
  const at = now()
  const { rows } = await sql<Due>`
    with ${held(sql`h.protected_until <= ${at}`)}
    select customer_id, agent_id, team_id, site_id, case when idle_until <= ${at} then 'noFollowup' else 'noDeal' end as kind
    from held where recycles and (idle_until <= ${at} or deal_until <= ${at}) order by customer_id`.execute(db)
  return rows
}
const warn = async ({ db, now }: Context): Promise<void> => {
  const at = now()
  await sql`
    with ${held(sql`true`)},
    near as (
      select customer_id, recycles and least(idle_until, deal_until) <= ${at}::timestamptz + make_interval(days => warn_days) as is_near from held)
    update allocation.holding h set warned_at = case when near.is_near then ${at}::timestamptz end
    from near where near.customer_id = h.customer_id and near.is_near <> (h.warned_at is not null)`.execute(db)
}

/** Each night: customers nobody follows up, or who came to nothing in time, go back to the pool; holders are warned before. */
export const recycleCustomers = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await adoptHoldings(tx)
    const due = await readDue(tx)
    const byHolder = Map.groupBy(due, ({ agentId, kind }) => `${agentId} ${kind}`)
    for (const theirs of byHolder.values()) {
      const [{ agentId, teamId, siteId, kind }] = theirs as [Due]
      const customerIds = theirs.map(({ customerId }) => customerId)
      await toPool(tx, { customerIds, from: { agentId, teamId, siteId }, kind, by: nobody, note: '' })
    }
    await warn(tx)
  })

/** Contacts of agents who have not signed in to work for days go back, as the rules say. */
export const returnBooksOfAbsent = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { absentDays, returnTo } = await readRules(tx.db)
    const since = new Date(tx.now().getTime() - absentDays * 86_400_000)
    const { rows } = await sql<{ agentId: string }>`
      select a.agent_id from allocation.assignment a where a.ended_at is null and a.agent_id is not null
      group by a.agent_id having min(a.at) < ${since} and not exists (
        select from presence.session_fact s where s.employee_id = a.agent_id
          and (s.signed_out_at is null or s.signed_out_at > ${since}))`.execute(tx.db)
    for (const { agentId } of rows) await giveBackBook(tx, { holderId: agentId, why: 'agentAbsent' }, returnTo)
  })

/** Whoever has left holds nobody: contacts go back as the rules say, customers to the pool. */
export const releaseAllOf = (ctx: Context, place: Place): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { returnTo } = await readRules(tx.db)
    await giveBackBook(tx, { holderId: place.agentId, why: 'agentLeft' }, returnTo)
    const customerIds = await customersOf(tx.db, place.agentId)
    await toPool(tx, { customerIds, from: place, kind: 'agentLeft', by: nobody, note: '' })
  })

/** Whoever's team a campaign no longer has would keep contacts that nobody calls: they go back to the shared line. */
export const returnStranded = (ctx: Context, campaignId: string, teamIds: readonly string[]): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ holderId: string }>`
      select distinct coalesce(agent_id, team_id) as holder_id from allocation.assignment
      where campaign_id = ${campaignId} and ended_at is null and coalesce(team_id <> all (${[...teamIds]}::uuid[]), true)`.execute(
      tx.db,
    )
    for (const { holderId } of rows) await giveBackBook(tx, { holderId, campaignId, why: 'givenBack' }, 'shared')
  })

type Moved = { agentId: string; from: { teamId: string | null }; to: { teamId: string | null; siteId: string } }
/**
 * Whoever works in another team now keeps the customers, which the new leader sees from now on, and the contacts of
 * campaigns the new team works for; the others go back.
 */
export const followMove = (
  ctx: Context,
  { agentId, to }: Moved,
  worksFor: (campaignId: string, teamId: string) => Promise<boolean>,
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { returnTo } = await readRules(tx.db)
    const { rows } = await sql<{ campaignId: string }>`
      select distinct campaign_id from allocation.assignment where agent_id = ${agentId} and ended_at is null`.execute(
      tx.db,
    )
    for (const { campaignId } of rows) {
      const stays = to.teamId !== null && (await worksFor(campaignId, to.teamId))
      if (!stays) await giveBackBook(tx, { holderId: agentId, campaignId, why: 'agentMoved' }, returnTo)
    }
    await sql`update allocation.assignment set team_id = ${to.teamId}, site_id = ${to.siteId} where agent_id = ${agentId} and ended_at is null`.execute(
      tx.db,
    )
    await sql`update allocation.holding set team_id = ${to.teamId}, site_id = ${to.siteId} where agent_id = ${agentId}`.execute(
      tx.db,
    )
    const customerIds = await customersOf(tx.db, agentId)
    await setOwner(tx.db, { customerIds, ownerId: agentId, teamId: to.teamId })
  })
