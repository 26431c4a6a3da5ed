import { randomUUID } from 'node:crypto'
import { withClient } from '#platform/postgres/client.ts'
import { type Figures, percentile, round, type Urls } from '../ground.ts'
import type { Centre } from './centre.ts'
import { freshen, secondsOf } from './rollups.ts'

/** Calls of a working day come again a day later as new ones: the usual mixture of ends, agents, batches and regions. */
const newCalls = `insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, caller_id, mode, attempt_number,
    script_version, agent_id, team_id, site_id, state, ringing_at, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, hold_ms,
    wrap_up_ms, abandoned, outcome, outcome_kind, outcome_at, fencing, region)
  select gen_random_uuid(), placed_at + interval '1 day', campaign_id, gen_random_uuid(), customer_id, list_id, batch_id, number, caller_id, mode, attempt_number,
    script_version, agent_id, team_id, site_id, state, ringing_at + interval '1 day', answered_at + interval '1 day', answered_by, bridged_at + interval '1 day',
    ended_at + interval '1 day', cause, ended_by, talk_ms, hold_ms, wrap_up_ms, abandoned, outcome, outcome_kind, outcome_at + interval '1 day', fencing, region
  from calls.call where placed_at >= $1::timestamptz and placed_at < $1::timestamptz + interval '12 hours' order by placed_at offset $2 limit $3`

/** Some agents' day comes again two days later, in sessions of its own. */
const again = (id: string): string => `md5(${id}::text || $3::text)::uuid`
const someSessions = `select * from presence.session where signed_in_at >= $1::timestamptz and signed_in_at < $1::timestamptz + interval '1 day'
  order by employee_id limit $2`
const sessionsAgain = `insert into presence.session (id, employee_id, team_id, site_id, signed_in_at, signed_out_at, sign_out_reason)
  select ${again('id')}, employee_id, team_id, site_id, signed_in_at + interval '2 days', signed_out_at + interval '2 days', sign_out_reason
  from (${someSessions}) s`
const spellsAgain = `insert into presence.spell (session_id, started_at, ended_at, follows, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id)
  select ${again('p.session_id')}, p.started_at + interval '2 days', p.ended_at + interval '2 days', p.follows + interval '2 days', p.employee_id, p.team_id,
    p.site_id, p.state, p.reason_id, p.campaign_id, p.call_id
  from (${someSessions}) s join presence.spell p on p.session_id = s.id`

/** So many new calls at once, so often; what comes next in the day comes next. */
const waves = [
  { label: 'a_minute', calls: 50, times: 12 },
  { label: 'an_hour', calls: 3000, times: 4 },
] as const

const timesOf = async (times: number, work: (nth: number) => Promise<number>): Promise<number[]> => {
  const taken: number[] = []
  for (let nth = 0; nth < times; nth++) taken.push(await work(nth))
  return taken
}

const run = (urls: Urls, query: string, values: unknown[]) =>
  withClient(urls.ownerUrl, (client) => client.query(query, values))

/** What a changed call costs until every figure has it: the insert itself, then the sums made anew from the marks it left. */
export const upkeep = async (urls: Urls, { year }: Centre, share: number): Promise<Figures> => {
  const figures: Figures = {}
  const lastDay = `${year}-12-30 00:30:00+00`
  let offset = 0
  for (const { label, calls: whole, times } of waves) {
    const calls = Math.max(10, Math.round(whole * share))
    const inserted: number[] = []
    const drained = await timesOf(times, async () => {
      inserted.push(await secondsOf(() => run(urls, newCalls, [lastDay, offset, calls])))
      offset += calls
      return freshen(urls)
    })
    const perCall = (seconds: number): number => round((seconds * 1e6) / calls, 1)
    figures[`upkeep_calls_of_${label}`] = calls
    figures[`upkeep_ms_after_${label}`] = round(percentile(drained, 0.5) * 1000, 1)
    figures[`upkeep_us_per_call_after_${label}`] = perCall(percentile(drained, 0.5))
    figures[`insert_us_per_call_of_${label}`] = perCall(percentile(inserted, 0.5))
  }
  const late = await timesOf(10, async (nth) => {
    await run(
      urls,
      `update calls.call set outcome = 'success', outcome_kind = 'success' where (id, placed_at) in (
        select id, placed_at from calls.call where placed_at >= $1 and outcome_kind = 'noDecision' order by placed_at limit 1)`,
      [`${year}-0${(nth % 9) + 1}-${10 + nth} 02:00:00+00`],
    )
    return freshen(urls)
  })
  figures.upkeep_ms_late_correction_p50 = round(percentile(late, 0.5) * 1000, 1)
  figures.upkeep_ms_late_correction_worst = round(Math.max(...late) * 1000, 1)
  const people = Math.max(2, Math.round(20 * share))
  const days = [`${year}-12-30 00:00:00+00`, people, randomUUID()]
  await run(urls, sessionsAgain, days)
  const { rowCount } = await run(urls, spellsAgain, days)
  const seconds = await freshen(urls)
  figures.upkeep_stretches_of_a_team_day = rowCount ?? 0
  figures.upkeep_us_per_stretch = round((seconds * 1e6) / (rowCount ?? 1), 1)
  return figures
}
