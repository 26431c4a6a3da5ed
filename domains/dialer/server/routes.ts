import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { type Live, offerTopic } from '#platform/live.ts'
import { dialerContract, dialling } from '../contract.ts'
import { describeDialling, type Explained } from './describe.ts'
import { exportAbandoned, readEvidence } from './evidence.ts'
import { exportIdleTime } from './idle-export.ts'
import { readIdleDays, readIdleQuarters } from './idle-store.ts'
import { readStock } from './store.ts'

/** `engine` is there only in the process that dials. */
export const dialerRoutes = (engine: () => Explained, base: Base) =>
  implement(dialerContract, {
    getDialling: async (ctx, { params }) => describeDialling(engine(), params.campaignId, ctx.now()),
    getStock: ({ db, now }, { params }) => readStock(db, params.campaignId, now()),
    listIdleTime: ({ db }, { params, query }) => readIdleDays(db, params.campaignId, query),
    readIdleDay: ({ db }, { params }) => readIdleQuarters(db, params.campaignId, params.day),
    exportIdleTime: (ctx, { params, query }) => exportIdleTime(ctx, params.campaignId, query),
    listAbandoned: (ctx, { params, query }) => readEvidence(ctx, base.database.engine, params.campaignId, query),
    exportAbandoned: (ctx, { params }) => exportAbandoned(ctx, params.campaignId),
  })

export const dialerTopics = (engine: () => Explained, now: () => Date) => [
  offerTopic(dialling, {
    mayListen: () => true,
    now: ({ campaignId }) => describeDialling(engine(), campaignId, now()),
    everyMs: 500,
  }),
]
/** What is explained changes with every agent, every call and every binding. */
export const tellDialling = ({ dialer, presence, calls }: Explained, live: Live): void => {
  const tell = (campaignId: string | null): void => {
    if (campaignId !== null) live.publish(dialling, { campaignId })
  }
  dialer.news.hear(({ campaignId }) => tell(campaignId))
  presence.news.hear(({ agent }) => tell(agent.campaignId))
  calls.news.hear(({ call }) => tell(call.campaignId))
}
