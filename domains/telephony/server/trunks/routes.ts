import { done } from '#contract/route.ts'
import { implement } from '#platform/http/implement.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { type TelephoneHealth, trunkContract } from '../../trunk-contract.ts'
import type { LiveTrunks } from './live.ts'
import { addTrunk, changeTrunk, removeTrunk, switchTrunk, trunkChanged } from './service.ts'
import { listTrunks } from './store.ts'

/** What sound and records are kept on; recordings lie above us and tell the rest of it. */
export type Storage = Pick<TelephoneHealth, 'disks' | 'recordingBrokeOffAt'>

/** `engine` is there only in the process that dials; the others pass the request on. */
export const trunkRoutes = (engine: () => { trunks: LiveTrunks }, storage: () => Promise<Storage>) =>
  implement(trunkContract, {
    listTrunks: ({ db }) => listTrunks(db),
    addTrunk: (ctx, { body }) => addTrunk(ctx, body),
    changeTrunk: (ctx, { params, body }) => changeTrunk(ctx, params.trunkId, body),
    switchTrunk: (ctx, { params, body }) => switchTrunk(ctx, params.trunkId, body),
    removeTrunk: async (ctx, { params }) => {
      const { trunks } = engine()
      await removeTrunk(ctx, params.trunkId, trunks.callsOn)
      return done
    },
    checkTrunk: (ctx, { params }) => engine().trunks.check(ctx, params.trunkId),
    getTelephoneHealth: async () => ({ ...(await engine().trunks.health()), ...(await storage()) }),
  })

/** The telephone system follows what is decided about trunks, within a second. */
export const trunkReactions = (trunks: LiveTrunks): Reaction[] => [when(trunkChanged, () => trunks.follow())]
