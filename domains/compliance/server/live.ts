import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { defineLane, type Journal } from '#platform/journal.ts'

type Said = { number: string; since: number; reason: string; callId: string | null; saidTo: string | null }

const forbidden = defineLane<Said>({
  name: 'compliance.forbidden',
  order: 60,
  statement: `insert into compliance.do_not_call (number, since, reason, call_id, said_to)
    select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::uuid[], $5::uuid[]) on conflict do nothing`,
  columns: [(s) => s.number, (s) => new Date(s.since), (s) => s.reason, (s) => s.callId, (s) => s.saidTo],
})

export type DoNotCallGate = ReturnType<typeof openDoNotCallGate>

/** The numbers nobody may dial, in memory: asked before every dial, true from the moment the customer said so. */
export const openDoNotCallGate = (base: Base, clock: Clock, journal: Journal) => {
  const numbers = new Set<string>()
  return {
    load: async (): Promise<void> => {
      const rows = await base.database.engine.selectFrom('compliance.doNotCall').select('number').execute()
      for (const { number } of rows) numbers.add(number)
    },
    mayDial: (number: string): boolean => !numbers.has(number),
    /** Holds at once; a number once forbidden is not freed by a later outcome. */
    forbid: (
      number: string,
      reason: string,
      { callId = null, saidTo = null }: { callId?: string | null; saidTo?: string | null } = {},
    ): void => {
      numbers.add(number)
      journal.append(forbidden, { number, since: clock.nowMs(), reason, callId, saidTo })
    },
  }
}
