import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { implement } from '#platform/http/implement.ts'
import type { Journal } from '#platform/journal.ts'
import { complianceContract, refusals } from '../contract.ts'
import type { DoNotCallGate } from './live.ts'

/** `engine` is there only in the process that dials; the others pass the request on. `normalise` gives E.164. */
export const complianceRoutes = (
  engine: () => { gate: DoNotCallGate; journal: Journal },
  normalise: (number: string) => string | undefined,
) =>
  implement(complianceContract, {
    listDoNotCall: async ({ db }, { query }) => {
      const rows = await db
        .selectFrom('compliance.doNotCall')
        .select(['number', 'since', 'reason', 'callId'])
        .$if(query.after !== undefined, (q) => q.where('number', '>', query.after as string))
        .$if(query.number !== undefined, (q) => q.where('number', '=', normalise(query.number as string) ?? ''))
        .orderBy('number')
        .limit(query.limit)
        .execute()
      return { rows, next: rows.length === query.limit ? (rows.at(-1)?.number ?? null) : null }
    },
    addDoNotCall: async ({ actor }, { body }) => {
      const number = normalise(body.number) ?? refuse(refusals.notANumber, { number: body.number })
      const { gate, journal } = engine()
      gate.forbid(number, body.reason, { saidTo: actor.id })
      await journal.writtenNow()
      return done
    },
  })
