import type { LiveCalls } from '#domains/calls/server/public.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { LiveAgent, LivePresence } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import { causeOf } from '../binding-cause.ts'
import { IdleAccount, type IdleMs } from '../idle-causes.ts'
import { quarterAround } from '../quarter.ts'
import { type IdleRow, idled, readLately, readReadyTime, rowsOf } from './idle-store.ts'
import type { LiveDialer } from './live.ts'

/** Idle time not yet on record when the engine dies is no more than this, and is then told by presence. */
const writeEveryMs = 60_000

export type IdleNow = {
  day: string
  agents: number
  ms: IdleMs
}
export type IdleWatch = ReturnType<typeof openIdleWatch>

/** Ready, and no customer is being joined to them. */
const isIdle = ({ state, spokenFor }: LiveAgent): boolean => state === 'ready' && !spokenFor

/**
 * Keeps the account of idle agents of every campaign: told of each agent, call and binding as it changes, it never looks
 * through all agents. It must hear the news after the dialer has acted on it.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the accounts its small functions share.
export const openIdleWatch = (ground: {
  base: Base
  clock: Clock
  journal: Journal
  presence: LivePresence
  calls: LiveCalls
  dialer: LiveDialer
}) => {
  const { base, clock, journal, presence, calls, dialer } = ground
  const accounts = new Map<string, IdleAccount>()
  /** For whose campaign each idle agent waits. */
  const waitsFor = new Map<string, string>()
  let cancelWriting = (): void => {}

  const open = (campaign: Campaign): IdleAccount => {
    const clockOf = () => dialer.runner(campaign.id)?.campaign ?? campaign
    const account = new IdleAccount((at) => quarterAround(clockOf(), at), clock.nowMs())
    accounts.set(campaign.id, account)
    return account
  }
  /** Agents wait only for campaigns that have a runner; the account begins with it. */
  const accountOf = (campaignId: string): IdleAccount | undefined => {
    const known = accounts.get(campaignId)
    if (known) return known
    const runner = dialer.runner(campaignId)
    if (!runner) return undefined
    const account = open(runner.campaign)
    account.change(clock.nowMs(), { cause: causeOf(runner.binding.kind) })
    return account
  }
  const count = (campaignId: string | undefined, by: number): void => {
    const account = campaignId === undefined ? undefined : accountOf(campaignId)
    account?.change(clock.nowMs(), { agents: Math.max(0, account.agents + by) })
  }
  const look = (agent: LiveAgent, isHere = true): void => {
    const waitedFor = waitsFor.get(agent.id)
    const idleFor =
      isHere && isIdle(agent) && agent.campaignId && accountOf(agent.campaignId) ? agent.campaignId : undefined
    if (waitedFor === idleFor) return
    count(waitedFor, -1)
    count(idleFor, 1)
    if (idleFor) waitsFor.set(agent.id, idleFor)
    else waitsFor.delete(agent.id)
  }

  const write = (campaignId: string, account: IdleAccount): void => {
    const now = clock.nowMs()
    account.settle(now)
    for (const quarter of account.takeGrown(now))
      for (const row of rowsOf(campaignId, quarter, now)) journal.append(idled, row)
  }
  const writeAll = (): void => {
    for (const [campaignId, account] of accounts) write(campaignId, account)
  }
  const writeFromNowOn = (): void => {
    cancelWriting = clock.after(writeEveryMs, () => {
      writeAll()
      writeFromNowOn()
    })
  }

  const silence = [
    presence.news.hear(({ agent, now }) => look(agent, now !== null)),
    calls.news.hear(({ call }) => {
      const agent = call.agentId ? presence.find(call.agentId) : undefined
      if (agent) look(agent)
    }),
    dialer.news.hear(({ campaignId }) => {
      const isNew = !accounts.has(campaignId)
      const account = accountOf(campaignId)
      const kind = dialer.runner(campaignId)?.binding.kind ?? 'stopping'
      account?.change(clock.nowMs(), { cause: causeOf(kind) })
      // What begins is noted too: a count that was never begun could not be taken up after a kill.
      if (account && (isNew || kind === 'stopping')) write(campaignId, account)
    }),
  ]

  /** Takes up a campaign where the last engine left it: time nobody counted is told by presence, and has no cause. */
  const recall = async (campaignId: string, rows: readonly IdleRow[]): Promise<void> => {
    const campaign = await findCampaign(base.database.engine, campaignId)
    if (!campaign) return
    const account = accounts.get(campaignId) ?? open(campaign)
    const now = clock.now()
    for (const agent of presence.all()) look(agent)
    // What agents did up to now must be on record before it is read there.
    await journal.written()
    const from = new Date(rows[0]?.countedUntil ?? now)
    const uncounted = await readReadyTime(base.database.engine, campaignId, { from, to: now })
    for (const { startsAt, cause, ms } of rows) account.recall(startsAt, { [cause]: ms })
    for (const spell of uncounted) account.spread(spell.from, spell.to, 1, 'other')
    write(campaignId, account)
  }

  return {
    /** Before any campaign is resumed. */
    load: async (): Promise<void> => {
      const rows = Map.groupBy(await readLately(base.database.engine, clock.now()), ({ campaignId }) => campaignId)
      for (const [campaignId, ofCampaign] of rows) await recall(campaignId, ofCampaign)
      writeFromNowOn()
    },
    /** Who waits now, and what the business day comes to so far; undefined for a campaign never dialled here. */
    read: (campaignId: string): IdleNow | undefined => {
      const account = accounts.get(campaignId)
      if (!account) return undefined
      const now = clock.nowMs()
      account.settle(now)
      return { ...account.dayOf(now), agents: account.agents }
    },
    stop: (): void => {
      cancelWriting()
      for (const end of silence) end()
      writeAll()
    },
  }
}
