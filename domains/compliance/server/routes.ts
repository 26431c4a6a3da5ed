import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { implement } from '#platform/http/implement.ts'
import type { Journal } from '#platform/journal.ts'
import { complianceContract, permissions, refusals } from '../contract.ts'
import type { DoNotCallGate } from './live.ts'
import { addSeller, changeJurisdiction, changeSeller, removeSeller } from './service.ts'
import { listJurisdictions, listSellers } from './store.ts'

/** `engine` is there only in the process that dials; the others pass the request on. `normalise` gives E.164. */
export const complianceRoutes = (
  engine: () => { gate: DoNotCallGate; journal: Journal },
  normalise: (number: string) => string | undefined,
) =>
  implement(complianceContract, {
    listDoNotCall: async ({ db, actor }, { query }) => {
      const from = Number(query.after ?? 0)
      const rows = await db
        .selectFrom('compliance.doNotCall')
        .select(['number', 'since', 'reason', 'callId'])
        .$if(query.number !== undefined, (q) => q.where('number', '=', normalise(query.number as string) ?? ''))
        .orderBy('since', 'desc')
        .orderBy('number')
        .offset(from)
        .limit(query.limit)
        .execute()
      // Whoever keeps the list reads it in full; the others learn whether a number they know is on it.
      const inFull = actor.permissions.has(permissions.manageDoNotCall.code)
      return {
        rows: inFull ? rows : rows.map((row) => ({ ...row, number: maskNumber(row.number) })),
        next: rows.length === query.limit ? String(from + query.limit) : null,
      }
    },
    addDoNotCall: async ({ actor }, { body }) => {
      const number = normalise(body.number) ?? refuse(refusals.notANumber, { number: body.number })
      const { gate, journal } = engine()
      gate.forbid(number, body.reason, { saidTo: actor.id })
      await journal.writtenNow(number)
      return done
    },
    listJurisdictions: ({ db }) => listJurisdictions(db),
    changeJurisdiction: (ctx, { params, body }) => changeJurisdiction(ctx, params.code, body),
    listSellers: ({ db }) => listSellers(db),
    addSeller: (ctx, { body }) => addSeller(ctx, body),
    changeSeller: (ctx, { params, body }) => changeSeller(ctx, params.sellerId, body),
    removeSeller: (ctx, { params }) => removeSeller(ctx, params.sellerId),
  })
