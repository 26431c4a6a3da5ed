import { sql } from 'kysely'
import type { TalkPattern } from '#domains/customers/contract.ts'
import { allIdsOf, findCustomer, maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type CallCard, Draft } from '../contract.ts'
import type { DeskFloor } from './live.ts'

type Card = {
  customerId: string
  customerName: string
  number: string
  customerAttributes: Record<string, unknown>
  talkPattern: TalkPattern | null
  tags: string[]
  entryName: string
  entryAttributes: Record<string, unknown>
}

/** The customer of the call or offer at hand, whoever owns the record: being on the line gives the agent that sight. */
export const readCard = async (
  { base, presence, calls, dialer }: DeskFloor,
  { actor, db: own }: Context,
): Promise<CallCard> => {
  const agent = presence.take(actor.id)
  const call = agent.callId ? calls.find(agent.callId) : undefined
  const offer = agent.campaignId ? dialer.runner(agent.campaignId)?.offers.get(agent.id) : undefined
  const entryId = call?.entryId || offer?.entryId
  if (!entryId) return { callId: null, entryId: null, customer: null, entry: null, earlier: [], draft: null }
  const db = base.database.engine
  const { rows } = await sql<Card>`
    select c.id as customer_id, c.name as customer_name, c.number, c.attributes as customer_attributes, c.talk_pattern,
      array(select t.tag from customers.tag_fact t where t.customer_id = c.id order by t.at, t.tag) as tags,
      e.name as entry_name, e.attributes as entry_attributes
    from lists.entry_fact e join customers.customer_fact was on was.id = e.customer_id
    join customers.customer_fact c on c.id = was.golden_id where e.id = ${entryId}`.execute(db)
  const card = rows[0]
  const ids = card ? await allIdsOf(db, card.customerId) : []
  const earlier = await sql<CallCard['earlier'][number]>`
    select f.id as call_id, f.placed_at, k.name as campaign_name, a.name as agent_name, f.outcome, f.talk_ms, f.note
    from calls.call_note_fact f left join campaigns.campaign_fact k on k.id = f.campaign_id left join people.employee_fact a on a.id = f.agent_id
    where f.customer_id = any (${ids}::uuid[]) and f.id <> ${call?.id ?? '00000000-0000-0000-0000-000000000000'}
    order by f.placed_at desc limit 10`.execute(db)
  const draft =
    call && (await db.selectFrom('desk.draft').select('draft').where('callId', '=', call.id).executeTakeFirst())
  return {
    callId: call?.id ?? null,
    entryId,
    customer: card
      ? {
          id: card.customerId,
          name: card.customerName,
          maskedNumber: maskNumber(card.number),
          attributes: card.customerAttributes,
          tags: card.tags,
          talkPattern: card.talkPattern,
          mayOpen: (await findCustomer(own, { id: card.customerId })) !== undefined,
        }
      : null,
    entry: card ? { name: card.entryName, attributes: card.entryAttributes } : null,
    earlier: earlier.rows,
    draft: draft ? Draft.parse(draft.draft) : null,
  }
}
