import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { RunFilter } from '../contract.ts'
import { conditions, runTable } from './reading.ts'

/** The steps that asked something of the callers of a list, in the order they first came, under their newest name. */
export const stepsOf = async ({ db }: Context, filter: RunFilter): Promise<{ id: string; name: string }[]> => {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.step_id as id, (array_agg(a.step_name order by a.entered_at desc))[1] as name
    from ${runTable} join ivr.answer a on a.run_id = r.id
    where ${conditions(filter)} and a.kind in ('choose', 'chooseSeveral', 'number', 'speak')
    group by a.step_id order by min(a.place), a.step_id`.execute(db)
  return rows
}
