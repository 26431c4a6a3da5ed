import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { implement } from '#platform/http/implement.ts'
import { type Followup, followupsContract, refusals } from '../contract.ts'

export const followupRoutes = implement(followupsContract, {
  listFollowups: async ({ db }, { query }) => {
    const { rows } = await sql<Followup>`
      select f.id, f.kind, f.campaign_id, k.name as campaign_name, f.entry_id, f.customer_id, c.name as customer_name, c.number, f.agent_id,
        e.name as agent_name, f.due_at, f.note, f.state, f.created_at
      from followups.followup f left join campaigns.campaign_fact k on k.id = f.campaign_id
        left join lists.entry_fact c on c.id = f.entry_id left join people.employee_fact e on e.id = f.agent_id
      where f.state = ${query.state} and (${query.agentId ?? null}::uuid is null or f.agent_id = ${query.agentId ?? null})
      order by f.due_at limit ${query.limit}`.execute(db)
    return rows.map((row) => ({ ...row, number: row.number === null ? null : maskNumber(row.number) }))
  },
  closeFollowup: async ({ db, now }, { params, body }) => {
    const closed = await db
      .updateTable('followups.followup')
      .set({ state: body.state, doneAt: now() })
      .where('id', '=', params.followupId)
      .where('state', '=', 'open')
      .returning('id')
      .executeTakeFirst()
    if (!closed) refuse(refusals.noSuchFollowup)
    return done
  },
})
