import { isPause } from '#domains/presence/server/public.ts'
import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { type Live, offerTopic } from '#platform/live.ts'
import { type Dialling, dialerContract, dialling } from '../contract.ts'
import { exportAbandoned, readEvidence } from './evidence.ts'
import type { LiveDialer } from './live.ts'
import { readStock } from './store.ts'

/** A campaign without a runner is not running, which is an answer too. */
export const describeDialling = (dialer: LiveDialer, campaignId: string, at: Date): Dialling => {
  const runner = dialer.runner(campaignId)
  const states = runner?.agents().map(({ state }) => state) ?? []
  const count = (...of: string[]): number => states.filter((state) => of.includes(state)).length
  const binding = runner?.binding ?? { kind: 'stopping' as const }
  return {
    campaignId,
    at: at.toISOString(),
    binding: binding.kind,
    until: 'until' in binding ? binding.until : null,
    agents: {
      signedIn: states.length,
      ready: count('ready'),
      dialing: count('dialing'),
      talking: count('talking', 'holding'),
      wrapUp: count('wrapUp'),
      paused: states.filter(isPause).length,
    },
    callsInFlight: runner?.flights.size ?? 0,
    callsWaitingForAgent: runner?.waitingForAgent ?? 0,
    inMemory: runner?.stock.size ?? 0,
  }
}

export const dialerRoutes = (dialer: () => LiveDialer, base: Base) =>
  implement(dialerContract, {
    getDialling: async (ctx, { params }) => describeDialling(dialer(), params.campaignId, ctx.now()),
    getStock: ({ db, now }, { params }) => readStock(db, params.campaignId, now()),
    listAbandoned: (ctx, { params, query }) => readEvidence(ctx, base.database.engine, params.campaignId, query),
    exportAbandoned: (ctx, { params }) => exportAbandoned(ctx, params.campaignId),
  })

export const dialerTopics = (dialer: () => LiveDialer, now: () => Date) => [
  offerTopic(dialling, {
    mayListen: () => true,
    now: ({ campaignId }) => describeDialling(dialer(), campaignId, now()),
    everyMs: 500,
  }),
]
export const tellDialling = (dialer: LiveDialer, live: Live): void => {
  dialer.news.hear(({ campaignId }) => live.publish(dialling, { campaignId }))
}
