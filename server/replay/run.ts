import { chanceOf } from '#adapters/simulator/chance.ts'
import { type PastContact, scriptedBehaviour } from '#adapters/simulator/scripted-behaviour.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { type AttemptPolicy, retryCauses, usualHours, usualPolicy } from '#domains/campaigns/server/public.ts'
import type { Worker } from '#domains/presence/server/public.ts'
import { hireStaff, type Staff } from '#domains/simulation/server/public.ts'
import { type Clock, fastClock, scaledClock } from '#platform/clock.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { logger } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { withClient } from '#platform/postgres/client.ts'
import { createDatabase, dropDatabase } from '#platform/postgres/databases.ts'
import { compose } from '../compose.ts'
import type { Config } from '../config.ts'
import type { Engine } from '../engine.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '../setup/found.ts'
import { measureReplay, type ReplayFigures } from './figures.ts'
import type { PastCampaign } from './past-campaign.ts'
import type { Progress } from './progress.ts'

export const replayDatabase = 'carillon_replay'

type Options = {
  ownerUrl: string
  urlOf: (database: string) => { url: string; ownerUrl: string }
  past: PastCampaign
  agents: number
  seed: number
  speed: number | 'max'
  onProgress: (progress: Progress) => void
}

/** A Monday morning in Shanghai, five minutes before calling begins. */
const firstMorning = new Date('2026-03-02T00:55:00.000Z')
const day = 86_400_000
const teamSize = 12

/** Patient enough to reach everybody as often as it took then; how long each cause rests is ours. */
export const patientPolicy: AttemptPolicy = {
  ...usualPolicy,
  maxAttempts: 100,
  byCause: Object.fromEntries(
    retryCauses.map((cause) => [cause, { retryAfterMinutes: cause === 'busy' ? 15 : 60, mostTries: 100 }]),
  ) as AttemptPolicy['byCause'],
}

/** Works a finished campaign through the whole product in a database of its own, which stays until the next replay. */
export const replayCampaign = async (config: Config, options: Options): Promise<ReplayFigures> => {
  const { urlOf, past, seed, speed } = options
  await dropDatabase(options.ownerUrl, replayDatabase)
  await createDatabase(options.ownerUrl, replayDatabase)
  // Should the machine die, the replay is simply run again.
  await withClient(options.ownerUrl, (client) =>
    client.query(`alter database ${replayDatabase} set synchronous_commit = off`),
  )
  const urls = urlOf(replayDatabase)
  await migrate(urls.ownerUrl)

  const clock = speed === 'max' ? fastClock({ startAt: firstMorning }) : scaledClock({ speed, startAt: firstMorning })
  const phones = simulator({ clock, seed, behaviour: scriptedBehaviour(past.behaviour) })
  const silent = { ...config, recordings: { ...config.recordings, isOn: false } }
  const centre = await compose(silent, { ...urls, clock, log: logger('warn'), phones })
  try {
    const ctx = systemContext(centre.base)
    const { campaignId, workers } = await setUp(ctx, past, options.agents)
    await centre.openTelephony()
    const engine = centre.engine()
    const staff = hireStaff({
      ...engine,
      hear: phones.heard,
      chance: chanceOf(seed, 'staff'),
      wrapUp: { mean: 25, sd: 12.5 },
    })
    await work(clock, engine, staff, { workers, total: past.rows.length, onProgress: options.onProgress })
    await engine.journal.written()
    const today = (at: Date): string => at.toISOString().slice(0, 10)
    return await measureReplay(ctx, campaignId, today(firstMorning), today(clock.now()))
  } finally {
    await centre.stop()
    clock.stop()
  }
}

const hasSucceeded = ({ conversation }: PastContact): boolean => conversation?.heard.verdict === 'success'

const setUp = async (
  ctx: Context,
  past: PastCampaign,
  agents: number,
): Promise<{ campaignId: string; workers: Worker[] }> => {
  const siteId = await foundSite(ctx, '回放职场')
  const teams = []
  for (let made = 0; made < agents; made += teamSize) {
    const size = Math.min(teamSize, agents - made)
    const number = made / teamSize + 1
    teams.push(
      await foundTeam(ctx, {
        siteId,
        name: `${number} 班`,
        prefix: `R${number}`,
        agents: Array.from({ length: size }, (_, n) => `坐席 ${number}-${n + 1}`),
      }),
    )
  }
  const { listId } = await foundList(ctx, { siteId, name: '回放名单', rows: past.rows })
  const campaignId = await foundCampaign(ctx, {
    name: '回放',
    siteId,
    listId,
    teamIds: teams.map(({ teamId }) => teamId),
    // As many as the campaign of the past reached.
    targetSuccesses: Math.max(1, [...past.behaviour.values()].filter(hasSucceeded).length),
    attemptPolicy: patientPolicy,
    callingHours: usualHours,
  })
  return { campaignId, workers: teams.flatMap((team) => team.workers) }
}

/** Shift after shift until nobody is left to call. */
const work = async (
  clock: Clock,
  engine: Engine,
  staff: Staff,
  { workers, total, onProgress }: { workers: Worker[]; total: number; onProgress: Options['onProgress'] },
): Promise<void> => {
  let attempts = 0
  engine.calls.news.hear(({ kind }) => {
    if (kind === 'ended') attempts++
  })
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>()
  const guarded = (deed: () => unknown) => (): void => {
    const release = clock.hold()
    Promise.resolve().then(deed).catch(reject).finally(release)
  }
  const daily = (atMs: number, deed: () => unknown): void => {
    clock.after(atMs, () => {
      guarded(deed)()
      daily(day, deed)
    })
  }
  daily(0, () => staff.comeIn(workers))
  // The last calls of the day may take a while beyond closing at 20:30.
  daily((11 * 60 + 45) * 60_000, () => staff.goHome())

  const look = (): void => {
    const closed = engine.dialer.running().reduce((sum, runner) => sum + runner.stock.closed, 0)
    onProgress({ closed, attempts, at: clock.now() })
    if (closed >= total) {
      staff.goHome()
      // Agents still in wrap-up give their last outcome before they leave.
      clock.after(600_000, resolve)
    } else clock.after(60_000, look)
  }
  look()
  if ('run' in clock) {
    const running = (clock as ReturnType<typeof fastClock>).run()
    running.catch(reject)
    await finished
    clock.stop()
    await running
  } else await finished
}
