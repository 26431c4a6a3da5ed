import { sql } from 'kysely'
import { expect } from 'vitest'
import { check } from '#domains/diagnosis/server/public.ts'
import { seedEmployee } from '#domains/people/server/public.ts'
import { type JourneyCentre, password } from './centre.ts'

const days = 10
const callsADay = 20
const dayMs = 86_400_000

/** Ten days of calls up to yesterday: all are effective, and half of them succeed; of the first agent a fifth. */
const workUntilYesterday = async (
  { base, ctx, siteId, teamId }: JourneyCentre,
  campaignId: string,
  agents: readonly string[],
): Promise<void> => {
  const db = base.database.engine
  const now = ctx.now().getTime()
  await sql`call platform.ensure_months('calls.call', ${new Date(now - days * dayMs)}, ${new Date(now)})`.execute(db)
  for (const [place, agentId] of agents.entries())
    await sql`insert into calls.call (id, placed_at, campaign_id, number, caller_id, mode, attempt_number, script_version,
        fencing, state, cause, agent_id, team_id, site_id, entry_id, ringing_at, answered_at, bridged_at, ended_at, talk_ms,
        wrap_up_ms, outcome_kind)
      select platform.new_id(), p.at, ${campaignId}, '+8613812345678', '02160000000', 'progressive', 1, 1, 1, 'ended',
        'normal', ${agentId}, ${teamId}, ${siteId}, platform.new_id(), p.at, p.at, p.at, p.at + interval '1 minute', 60000,
        10000, case when p.n <= ${place === 0 ? 4 : 10} then 'success' else 'refusal' end
      from (select n, ${new Date(now)}::timestamptz - d * interval '1 day' + n * interval '1 minute' as at
        from generate_series(1, ${days}) d, generate_series(1, ${callsADay}) n) p`.execute(db)
}

/** Asks the centre as that account does with a browser. */
const askAs = async ({ address }: JourneyCentre, loginName: string) => {
  const send = (path: string, body: object, cookie = '') =>
    fetch(`${address}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const session = await send('/session', { loginName, password })
  expect(session.status).toBe(200)
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return (path: string, body: object) => send(path, body, cookie)
}

/**
 * A campaign with a past, in which the diagnosis finds that this agent closes less than the colleagues; the leader took
 * it up, so that the agent reads it too.
 */
export const diagnoseThePast = async (
  centre: JourneyCentre,
  { campaignId, agentId, leader }: { campaignId: string; agentId: string; leader: string },
): Promise<{ findingId: string; ruleId: string }> => {
  const { ctx, siteId, teamId, locale } = centre
  const agents = [agentId]
  for (let place = 1; place < 8; place++)
    agents.push(
      await seedEmployee(ctx.db, {
        staffNumber: `P${place}`,
        name: `${{ zh: '老同事', en: 'Senior ' }[locale]}${place}`,
        siteId,
        teamId,
      }),
    )
  await workUntilYesterday(centre, campaignId, agents)
  await check(ctx, { onlyDue: false })
  await ctx.db.updateTable('diagnosis.rule').set({ isOn: true }).where('code', '=', 'closing').execute()
  await check(ctx, { onlyDue: false })
  const { id, ruleId, version } = await ctx.db
    .selectFrom('diagnosis.finding')
    .select(['id', 'ruleId', 'version'])
    .where('agentId', '=', agentId)
    .executeTakeFirstOrThrow()
  const ask = await askAs(centre, leader)
  expect((await ask(`/findings/${id}/move`, { version, move: 'take', words: '' })).status).toBe(200)
  return { findingId: id, ruleId }
}
