import { sql } from 'kysely'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { LiveGate } from '#domains/compliance/server/public.ts'
import { allIdsOf, numbersOfCustomers } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import { dialOf } from './asking.ts'

/** Under which names contacts are closed by rules that others may follow: who is held back so is not lost. */
const mayEnd = ['consentMissing', 'consentWithdrawn', 'doNotCall', 'onNationalRegistry', 'refusedForEver'] as const
const pageSize = 5000

type Closed = { campaignId: string; entryId: string; customerId: string; number: string }

/** Those of a page the gate would no longer hold back for good wait again; answers how many. */
const reopenAllowed = async (
  db: Db,
  { gate, at }: { gate: LiveGate; at: Date },
  campaign: Campaign,
  page: readonly Closed[],
): Promise<number> => {
  const isHeld = (contact: Closed): boolean => {
    const asked = { ...contact, ownerId: null }
    const answer = gate.wouldAllow(dialOf(campaign, asked, { agentId: null }))
    return !answer.allowed && answer.until === null
  }
  const free = page.filter((contact) => !isHeld(contact)).map(({ entryId }) => entryId)
  if (free.length === 0) return 0
  const { numAffectedRows } = await sql`
    update dialer.contact set state = 'waiting', close_reason = null, closed_at = null, due_at = greatest(due_at, ${at})
    where campaign_id = ${campaign.id} and entry_id = any (${free}::uuid[]) and close_reason = any (${[...mayEnd]}::text[])`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}

/** Goes through everybody of a campaign whom a rule held back for good; answers how many of them wait again. */
export const reopenHeldBack = async (db: Db, gate: LiveGate, campaign: Campaign, at: Date): Promise<number> => {
  let reopened = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<Closed>`
      select c.campaign_id, c.entry_id, c.customer_id, c.number from dialer.contact c
      join lists.entry_fact e on e.id = c.entry_id and e.reverted_at is null
      where c.campaign_id = ${campaign.id} and c.entry_id > ${after} and c.close_reason = any (${[...mayEnd]}::text[])
      order by c.entry_id limit ${pageSize}`.execute(db)
    reopened += await reopenAllowed(db, { gate, at }, campaign, rows)
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return reopened
    after = last.entryId
  }
}

/** Somebody agreed, or an officer ended an entry: where they were closed for it they wait again. Answers the campaigns. */
export const reopenFreed = async (
  db: Db,
  gate: LiveGate,
  freed: { number: string | null; customerId: string | null },
  at: Date,
): Promise<string[]> => {
  const theirs = freed.customerId ? await numbersOfCustomers(db, await allIdsOf(db, freed.customerId)) : []
  const numbers = [...theirs.map(({ number }) => number), ...(freed.number === null ? [] : [freed.number])]
  const { rows } = await sql<Closed>`
    select c.campaign_id, c.entry_id, c.customer_id, c.number from campaigns.campaign_fact k
    join lists.entry_fact e on e.list_id = k.list_id and e.reverted_at is null and e.number collate "C" = any (${numbers}::text[])
    join dialer.contact c on c.campaign_id = k.id and c.entry_id = e.id
    where k.state not in ('finished', 'reviewed') and c.close_reason = any (${[...mayEnd]}::text[])`.execute(db)
  const changed: string[] = []
  for (const [campaignId, contacts] of Map.groupBy(rows, (row) => row.campaignId)) {
    const campaign = await findCampaign(db, campaignId)
    if (campaign && (await reopenAllowed(db, { gate, at }, campaign, contacts)) > 0) changed.push(campaignId)
  }
  return changed
}
