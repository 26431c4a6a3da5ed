import { type RawBuilder, sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { maskNumber, readNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type NumberStory, refusals } from '../contract.ts'

const rowsOf = async <R>(db: Db, query: RawBuilder<R>): Promise<R[]> => (await query.execute(db)).rows

const readOwner = async (db: Db, number: string) => {
  const [owner] = await rowsOf(
    db,
    sql<{ id: string; name: string }>`select c.golden_id as id, g.name from customers.phone_fact p
      join customers.customer_fact c on c.id = p.customer_id join customers.customer_fact g on g.id = c.golden_id
      where p.number = ${number} limit 1`,
  )
  return owner
}

const readDoNotCall = (db: Db, number: string, now: Date) =>
  rowsOf(
    db,
    sql<NumberStory['doNotCall'][number]>`
      select f.kind, c.name as campaign_name, f.since, f.until, f.ended_at, f.reason, f.call_id,
        f.ended_at is null and (f.until is null or f.until > ${now}) as holds
      from compliance.do_not_call_fact f left join campaigns.campaign_fact c on c.id = f.campaign_id
      where f.number = ${number} order by f.since desc limit 50`,
  )

const readConsent = (db: Db, number: string, customerId: string | null) =>
  rowsOf(
    db,
    sql<NumberStory['consent'][number]>`
      select purpose, channel, act, at from compliance.consent_fact
      where number = ${number} or customer_id = ${customerId} order by at desc limit 50`,
  )

/** Where the number waits: asked list by list, since each list knows its numbers. */
const readContacts = (db: Db, number: string) =>
  rowsOf(
    db,
    sql<NumberStory['contacts'][number]>`
      select c.id as campaign_id, c.name as campaign_name, c.state as campaign_state, k.state, k.attempts, k.due_at, k.last_outcome,
        k.close_reason
      from campaigns.campaign_fact c
      join lists.entry_fact e on e.list_id = c.list_id and e.number = ${number} collate "C" and e.reverted_at is null
      join dialer.contact_fact k on k.campaign_id = c.id and k.entry_id = e.id
      order by c.state = 'running' desc, k.due_at limit 50`,
  )

const readBlocks = (db: Db, number: string, customerId: string | null) =>
  rowsOf(
    db,
    sql<NumberStory['blocks'][number]>`
      select b.id, c.name as campaign_name, b.last_at, b.count, b.rule, b.params, b.until
      from compliance.block_fact b left join campaigns.campaign_fact c on c.id = b.campaign_id
      where b.customer_id = ${customerId} or b.entry_id in (
        select e.id from campaigns.campaign_fact l join lists.entry_fact e on e.list_id = l.list_id and e.number = ${number} collate "C")
      order by b.last_at desc limit 50`,
  )

const readCalls = (db: Db, customerId: string | null, number: string) =>
  rowsOf(
    db,
    sql<NumberStory['calls'][number]>`
      select d.id, d.placed_at, c.name as campaign_name, d.caller_id, d.outcome
      from calls.call_fact f join calls.dial_fact d on d.id = f.id and d.placed_at = f.placed_at
        left join campaigns.campaign_fact c on c.id = d.campaign_id
      where f.customer_id = ${customerId} and f.number = ${number} order by f.placed_at desc limit 20`,
  )

/** Everything that explains why a number was dialled or not, within the reader's reach. Refuses what is no number. */
export const lookUpNumber = async (ctx: Context, written: string): Promise<NumberStory> => {
  const reading = readNumber(written)
  if (!reading.ok) return refuse(refusals.notANumber, { number: written })
  const { number } = reading
  const owner = await readOwner(ctx.db, number)
  const customerId = owner?.id ?? null
  return {
    number: maskNumber(number),
    customerId,
    customerName: owner?.name || null,
    doNotCall: await readDoNotCall(ctx.db, number, ctx.now()),
    consent: await readConsent(ctx.db, number, customerId),
    contacts: await readContacts(ctx.db, number),
    blocks: await readBlocks(ctx.db, number, customerId),
    calls: await readCalls(ctx.db, customerId, number),
  }
}
