import { implement } from '#platform/http/implement.ts'
import type { Journal } from '#platform/journal.ts'
import { complianceContract } from '../contract.ts'
import { addDoNotCall, endDoNotCall, type Normalise } from './gate/officer.ts'
import { listDoNotCall } from './gate/reads.ts'
import { gateRoutes as routesOfGate } from './gate/routes.ts'
import type { LiveGate } from './live.ts'
import { addSeller, changeJurisdiction, changeSeller, removeSeller } from './service.ts'
import { listJurisdictions, listSellers } from './store.ts'

/** Rules, holidays, registries, consent and blocks. */
export const gateRoutes = routesOfGate

/** `engine` is there only in the process that dials; the others pass the request on. `normalise` gives E.164. */
export const complianceRoutes = (engine: () => { gate: LiveGate; journal: Journal }, normalise: Normalise) =>
  implement(complianceContract, {
    listDoNotCall: (ctx, { query }) => {
      const number = query.number === undefined ? undefined : (normalise(query.number) ?? '')
      return listDoNotCall(ctx, { ...query, number })
    },
    addDoNotCall: (ctx, { body }) => addDoNotCall(engine(), ctx, body, normalise),
    endDoNotCall: (ctx, { params, body }) => endDoNotCall(engine(), ctx, params.entryId, body.reason),
    listJurisdictions: ({ db }) => listJurisdictions(db),
    changeJurisdiction: (ctx, { params, body }) => changeJurisdiction(ctx, params.code, body),
    listSellers: ({ db }) => listSellers(db),
    addSeller: (ctx, { body }) => addSeller(ctx, body),
    changeSeller: (ctx, { params, body }) => changeSeller(ctx, params.sellerId, body),
    removeSeller: (ctx, { params }) => removeSeller(ctx, params.sellerId),
  })
