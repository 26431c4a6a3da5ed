import { getFunnel } from '#domains/metrics/server/campaign-figures.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db.ts'
import { contextOf } from './asking.ts'
import type { Agent, Campaign, Centre } from './centre.ts'
import type { Duck } from './duck.ts'
import type { Reader } from './questions.ts'
import { type Measured, timed } from './round.ts'

type Ground = { database: Database; duck: Duck | undefined; centre: Centre; now: Date; quick: boolean }

const readers: readonly { name: string; reader: (agent: Agent) => Reader; sees: (agent: Agent) => string }[] = [
  { name: 'funnel', reader: () => ({ scope: 'all' }), sees: () => 'true' },
  {
    name: 'manager: funnel',
    reader: (agent) => ({ scope: 'site', agent }),
    sees: ({ team }) => `site_id = '${team.site.id}'`,
  },
  {
    name: 'leader: funnel',
    reader: (agent) => ({ scope: 'team', agent }),
    sees: ({ team }) => `team_id = '${team.id}'`,
  },
  { name: 'agent: funnel', reader: (agent) => ({ scope: 'own', agent }), sees: ({ id }) => `agent_id = '${id}'` },
]

/** How far records came, in DuckDB's words. */
const duckFunnel = (campaign: Campaign, sees: string): string => `
  select count(*) as dialled, count(*) filter (where stage > 1) as answered, count(*) filter (where stage > 2) as connected,
    count(*) filter (where stage > 3) as effective, count(*) filter (where stage > 4) as succeeded
  from (select entry_id, max(case when talk_ms > 0 and outcome_kind = 'success' then 5
      when talk_ms > 0 and outcome_kind in ('refusal', 'callback', 'noDecision') then 4
      when talk_ms > 0 then 3 when answered_at is not null then 2 else 1 end) as stage
    from call where campaign_id = '${campaign.id}' and ${sees} group by entry_id)`

const stages = ['dialled', 'answered', 'connected', 'effective', 'succeeded'] as const
type Stages = Record<(typeof stages)[number], number>

/** The nth campaign and somebody who calls for it. */
const about = ({ campaigns, agents }: Centre, nth: number): { campaign: Campaign; agent: Agent } => {
  const campaign = campaigns[(nth * 5) % campaigns.length] as Campaign
  const near = campaigns.length === 1 ? agents : agents.filter(({ team }) => team.site === campaign.site)
  return { campaign, agent: near[(nth * 7) % near.length] as Agent }
}

const besideDuck = async (told: Measured, duck: Duck, query: string, ours: Stages): Promise<void> => {
  const { ms, result } = await timed(() => duck.rows(query))
  told.duck.push(ms)
  for (const stage of stages)
    if (ours[stage] !== Number(result[0]?.[stage]))
      throw new Error(`${told.kind}, ${stage}: ${ours[stage]} of ours, ${result[0]?.[stage]} of DuckDB`)
  told.equalToDuck += stages.length
}
const besideScan = async (told: Measured, ctx: Context, { id }: Campaign, ours: Stages): Promise<void> => {
  const { ms, result } = await timed(() => getFunnel(ctx, id, { fromRows: true }))
  told.scan = ms
  if (JSON.stringify(result) !== JSON.stringify(ours))
    throw new Error(`${told.kind}: ${JSON.stringify(ours)} kept ready, ${JSON.stringify(result)} on record`)
  told.equalToScan += stages.length
}

type Who = (typeof readers)[number]
/** The first turn warms up, and is set beside the others: once beside the scan, which takes long. */
const firstTurn = async ({ database, duck, centre, now }: Ground, { name, reader, sees }: Who): Promise<Measured> => {
  const none = { cold: 0, times: [], scan: null, duck: [], groups: 1, equalToScan: 0, equalToDuck: 0 }
  const told: Measured = { kind: name, span: 'year', ...none }
  for (let nth = 0; nth < different; nth++) {
    const { campaign, agent } = about(centre, nth)
    const ctx = contextOf(database, reader(agent), now)
    const { ms, result } = await timed(() => getFunnel(ctx, campaign.id))
    if (nth === 0) {
      told.cold = ms
      await besideScan(told, ctx, campaign, result)
    }
    if (duck) await besideDuck(told, duck, duckFunnel(campaign, sees(agent)), result)
  }
  return told
}

const different = 4
const askOne = async (ground: Ground, who: Who): Promise<Measured> => {
  const told = await firstTurn(ground, who)
  for (let nth = 0; nth < different * (ground.quick ? 3 : 7); nth++) {
    const { campaign, agent } = about(ground.centre, nth % different)
    const ctx = contextOf(ground.database, who.reader(agent), ground.now)
    told.times.push((await timed(() => getFunnel(ctx, campaign.id))).ms)
  }
  return told
}

/** The funnel of campaigns as each reader opens it: cold and warm, beside the scan of the calls and beside DuckDB; all equal. */
export const askFunnels = async (ground: Ground): Promise<Measured[]> => {
  const told: Measured[] = []
  for (const one of readers) told.push(await askOne(ground, one))
  return told
}
