import { listCallsBehind } from '#domains/metrics/server/drill.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db.ts'
import { contextOf } from './asking.ts'
import type { Centre } from './centre.ts'
import { daysOf } from './questions.ts'

type Behind = Parameters<typeof listCallsBehind>[1]
const perPage = 50
const depth = 20

const drillsOf = ({ year, campaigns, agents }: Centre, nth: number): Behind[] => {
  const month = daysOf.month(year, nth)
  const whole = daysOf.year(year, 0)
  const [campaign, agent] = [campaigns[nth % campaigns.length], agents[(nth * 7) % agents.length]]
  const usual = { part: 'numerator', limit: perPage } as const
  return [
    { code: 'dials', ...usual, ...month },
    { code: 'online_successes', ...usual, ...month },
    { code: 'connects', ...usual, ...month, campaignId: campaign?.id },
    { code: 'agent_calls', ...usual, ...whole, agentId: agent?.id },
    { code: 'online_successes', ...usual, ...whole, campaignId: campaign?.id, agentId: agent?.id },
    { code: 'online_successes', ...usual, ...whole, teamId: agent?.team.id },
  ]
}

export type DrillTimes = { first: number[]; deep: number[] }
/** Pages through one number and notes what its first and its last page took; the twentieth where there are as many. */
const pageThrough = async (ctx: Context, drill: Behind, taken: DrillTimes): Promise<void> => {
  let after: string | undefined
  for (let page = 1; page <= depth; page++) {
    const began = performance.now()
    const { next } = await listCallsBehind(ctx, { ...drill, after })
    const took = performance.now() - began
    if (page === 1) taken.first.push(took)
    else if (page === depth || next === null) taken.deep.push(took)
    if (next === null) return
    after = next
  }
}

/** The first page of calls behind a number and the twentieth, each page asked after the last one's end. */
export const drillTimes = async (database: Database, centre: Centre, now: Date, times: number): Promise<DrillTimes> => {
  const ctx = contextOf(database, { scope: 'all' }, now)
  const taken: DrillTimes = { first: [], deep: [] }
  for (let nth = 0; nth < times; nth++) for (const drill of drillsOf(centre, nth)) await pageThrough(ctx, drill, taken)
  return taken
}
