import { sql } from 'kysely'
import { type Behaviour, machine, person, refusesFor, unreached } from '#adapters/simulator/call-script.ts'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { type AttemptPolicy, retryCauses, usualAttemptPolicy } from '#domains/campaigns/attempt-policy.ts'
import { type Base, systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '../setup/found.ts'

/** Whoever was not reached is tried again within minutes, five times at most: a whole campaign passes in an hour. */
export const quickRetries: AttemptPolicy = {
  ...usualAttemptPolicy,
  byCause: Object.fromEntries(
    retryCauses.map((cause) => [cause, { retryAfterMinutes: 2, mostTries: 5 }]),
  ) as AttemptPolicy['byCause'],
}

/** Customers of every kind, who depend on their number and the attempt alone: however events reach us, they do the same. */
export const allKinds: Behaviour = (to, attempt) => {
  const chance = chanceOf('drill', to, attempt)
  const kind = chance()
  const talkMs = 15_000 + Math.round(chance() * 60_000)
  const answersAfterMs = 3000 + Math.round(chance() * 9000)
  if (kind < 0.6) return person({ talkMs, answersAfterMs, heard: refusesFor(chance() < 0.5 ? 'noNeed' : 'noTime') })
  if (kind < 0.7) return machine({ answersAfterMs })
  return unreached(kind < 0.85 ? 'busy' : 'noAnswer')
}

export type DrillOptions = { agents?: number; contacts?: number; mode?: 'progressive' | 'predictive' }

/** One site, one team, one campaign that runs. */
export const foundDrill = async (
  base: Base,
  { agents = 6, contacts = 60, mode = 'progressive' }: DrillOptions = {},
) => {
  const ctx = systemContext(base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n + 1}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const rows = Array.from({ length: contacts }, (_, n) => ({
    number: `139${String(10_000_000 + n)}`,
    name: `客户${n}`,
  }))
  const { listId, batch } = await foundList(ctx, { siteId, name: '名单', rows })
  const campaignId = await foundCampaign(ctx, {
    name: '三月外呼',
    siteId,
    listId,
    teamIds: [teamId],
    mode,
    attemptPolicy: quickRetries,
  })
  return { siteId, teamId, workers, listId, batchId: batch.id, campaignId }
}
export type Drill = Awaited<ReturnType<typeof foundDrill>>

/** Calls that count as tries: those we placed and that left our house. */
const isTry = (call: string): string =>
  `${call}.direction = 'out' and (${call}.cause, ${call}.ended_by) is distinct from ('networkFault', 'us')`

/** What must never be found in the books, as the rows that would be it. */
const wrongs: Record<string, string> = {
  'a call nobody ended': `select id from calls.call where state <> 'ended'`,
  'a call without an outcome': 'select id from calls.call where outcome is null',
  'two calls to one contact at once': `select a.id from calls.call a join calls.call b on a.entry_id = b.entry_id and a.id < b.id
    and a.placed_at < b.ended_at and b.placed_at < a.ended_at`,
  'an agent with two customers at once': `select a.id from calls.call a join calls.call b on a.agent_id = b.agent_id and a.id < b.id
    and a.bridged_at < b.ended_at and b.bridged_at < a.ended_at`,
  'one attempt twice': `select k.entry_id from calls.call k where ${isTry('k')}
    group by k.campaign_id, k.entry_id, k.attempt_number having count(*) > 1`,
  'a contact whose tries are not its calls': `select c.entry_id from dialer.contact c
    where c.attempts <> (select count(*) from calls.call k where k.entry_id = c.entry_id and k.campaign_id = c.campaign_id
      and ${isTry('k')})`,
  'a contact called after it was closed': `select c.entry_id from dialer.contact c join calls.call k using (campaign_id, entry_id)
    where k.placed_at > c.closed_at`,
  'an agent still signed in': 'select id from presence.session where signed_out_at is null',
  'a second of an agent nobody accounts for': `select id from presence.session s where signed_out_at - signed_in_at
    <> coalesce((select sum(ended_at - started_at) from presence.spell p where p.session_id = s.id), interval '0')`,
  'a state of an agent without a session': 'select employee_id from presence.current',
}

/** The wrongs found in the books, and how often; nothing when they are sound. */
export const findWrongs = async (query: <T>(text: string) => Promise<T[]>): Promise<Record<string, number>> => {
  const found: Record<string, number> = {}
  for (const [wrong, rows] of Object.entries(wrongs)) {
    const { length } = await query(rows)
    if (length > 0) found[wrong] = length
  }
  return found
}

/** Asks the books as the engine sees them: every row. */
export const questionsTo =
  ({ database }: Base) =>
  async <T>(text: string): Promise<T[]> =>
    (await sql.raw<T>(text).execute(database.engine)).rows
