import pg from 'pg'
import { fastClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { silentLog } from '#platform/log.ts'
import { compose } from '#server/compose.ts'
import { readConfig } from '#server/config.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '#server/setup/found.ts'
import type { BenchGround, Figures, Urls } from './ground.ts'
import { round } from './ground.ts'
import { idleNetwork } from './idle-network.ts'

const startAt = new Date('2026-03-05T01:00:00.000Z')

/** A campaign with that many contacts in the database, and that many agents ready for it. */
const openFloor = async (urls: Urls, agents: number, contacts: number) => {
  const clock = fastClock({ startAt })
  const phones = idleNetwork(clock.now)
  const config = readConfig({ CARILLON_STATE_DIR: '/nonexistent', CARILLON_RECORDING: 'off' })
  const centre = await compose(config, { ...urls, clock, log: silentLog, phones })
  const ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const rows = Array.from({ length: contacts }, (_, n) => ({
    number: `139${String(10_000_000 + n)}`,
    name: `客户${n}`,
  }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  const campaignId = await foundCampaign(ctx, { name: '三月外呼', siteId, listId, teamIds: [teamId] })
  await centre.openTelephony()
  const { presence, dialer, journal } = centre.engine()
  for (const worker of workers) await presence.signIn(worker, { simulated: true })
  const runner = dialer.runner(campaignId)
  if (!runner) throw new Error('the campaign does not run')
  const close = async (): Promise<void> => {
    await centre.stop()
    clock.stop()
  }
  return { phones, presence, runner, journal, workers, campaignId, close }
}

const turn = (): Promise<void> => new Promise(setImmediate)

/**
 * Calls end one after the other; after each, the Runner settles its contact and chooses the next for the agent who is
 * free again. `decided` counts only that; `recorded` counts until those orders are in the ledger and out as well.
 */
const decideInMemory = async (urls: Urls, agents: number, rounds: number) => {
  const { phones, presence, runner, journal, workers, close } = await openFloor(
    urls,
    agents,
    agents * (rounds + 9) + 100,
  )
  for (const { id } of workers) presence.ask(id, { ready: true })
  let [decisions, deciding, recording] = [0, 0, 0]
  for (let n = 0; n <= rounds; n++) {
    while (phones.up.size < agents || runner.stock.size < agents) await turn()
    const up = [...phones.up]
    const began = performance.now()
    for (const callId of up) {
      phones.end(callId)
      // The decision is taken in the microtasks right after the event.
      await undefined
      await undefined
    }
    const decided = performance.now()
    if (runner.flights.size < agents) throw new Error('a decision was not taken at once')
    await journal.written()
    const recorded = performance.now()
    // The first round warms up.
    if (n === 0) continue
    decisions += up.length
    deciding += decided - began
    recording += recorded - began
  }
  await close()
  return { decided: (1000 * decisions) / deciding, recorded: (1000 * decisions) / recording }
}

/** The usual way: each decision asks Postgres for the next contact nobody else has, over as many connections as we use. */
const decideByPolling = async (urls: Urls, agents: number, decisions: number): Promise<number> => {
  const floor = await openFloor(urls, 1, decisions + 100)
  await floor.close()
  const pool = new pg.Pool({ connectionString: urls.url, max: 10, options: '-c role=carillon_engine' })
  let left = decisions
  const agent = async (): Promise<void> => {
    while (left-- > 0)
      await pool.query({
        name: 'next',
        text: `with next as (
            select campaign_id, entry_id from dialer.contact where campaign_id = $1 and state = 'waiting' and due_at <= $2
            order by priority, due_at, entry_id limit 1 for update skip locked)
          update dialer.contact c set state = 'reserved', reserved_by = 1 from next
          where c.campaign_id = next.campaign_id and c.entry_id = next.entry_id returning c.number`,
        values: [floor.campaignId, new Date(startAt.getTime() + 3_600_000)],
      })
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: agents }, agent))
  const seconds = (performance.now() - began) / 1000
  await pool.end()
  return decisions / seconds
}

/** Whom to call next, decided in memory, beside asking Postgres each time. */
export const dialDecisions = async ({ quick, freshDatabase, say }: BenchGround): Promise<Figures> => {
  const figures: Figures = {}
  for (const agents of [10, 100, 500]) {
    say(`dial decisions: ${agents} agents …`)
    const rounds = Math.ceil((quick ? 1500 : 10_000) / agents)
    const { decided, recorded } = await decideInMemory(await freshDatabase(), agents, rounds)
    const polled = await decideByPolling(await freshDatabase(), agents, quick ? 1000 : 5000)
    figures[`dial_decisions_per_second_${agents}_agents`] = round(decided)
    figures[`dial_decisions_on_record_per_second_${agents}_agents`] = round(recorded)
    figures[`polling_decisions_per_second_${agents}_agents`] = round(polled)
    figures[`memory_to_polling_ratio_${agents}_agents`] = round(decided / polled, 1)
    figures[`on_record_to_polling_ratio_${agents}_agents`] = round(recorded / polled, 1)
  }
  const costOf = (agents: number): number => 1e6 / (figures[`dial_decisions_per_second_${agents}_agents`] ?? Number.NaN)
  figures.dial_decision_microseconds_10_agents = round(costOf(10), 1)
  figures.dial_decision_microseconds_500_agents = round(costOf(500), 1)
  figures.dial_decision_cost_growth_ratio_10_to_500_agents = round(costOf(500) / costOf(10), 2)
  return figures
}
