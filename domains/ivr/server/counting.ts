import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { RunFilter, Statistics, StepCount } from '../contract.ts'
import type { FlowBody } from '../flow.ts'
import { conditions, runTable, siteOfFlow } from './reading.ts'

type Counted = Omit<StepCount, 'values'>
type ValueCount = { stepId: string; value: string; count: number }

/** As a caller comes to them in the version asked for, else in the newest. */
const orderOf = async ({ db }: Context, { flowId, version }: Pick<RunFilter, 'flowId' | 'version'>) => {
  const { rows } = await sql<{ body: FlowBody }>`select body from ivr.flow_version where flow_id = ${flowId}
    and (${version ?? null}::int is null or version = ${version ?? null}::int) order by version desc limit 1`.execute(
    db,
  )
  return rows[0]?.body.steps ?? []
}
const none: Omit<Counted, 'stepId' | 'name' | 'kind'> = {
  ...{ reached: 0, answered: 0, passed: 0, nobody: 0, gaveUp: 0, hungUp: 0, cutShort: 0 },
  ...{ withWrongKey: 0, wrongKeys: 0, silences: 0, milliseconds: 0 },
}

const countPassages = async ({ db }: Context, filter: RunFilter): Promise<Counted[]> => {
  const { rows } = await sql<Counted>`
    select a.step_id, (array_agg(a.step_name order by a.entered_at desc))[1] as name, (array_agg(a.kind order by a.entered_at desc))[1] as kind,
      count(*)::int as reached, (count(*) filter (where a.result = 'answered'))::int as answered,
      (count(*) filter (where a.result = 'passed'))::int as passed, (count(*) filter (where a.result = 'nobody'))::int as nobody,
      (count(*) filter (where a.result = 'gaveUp'))::int as gave_up, (count(*) filter (where a.result = 'hungUp'))::int as hung_up,
      (count(*) filter (where a.result = 'cutShort'))::int as cut_short, (count(*) filter (where a.wrong_keys > 0))::int as with_wrong_key,
      coalesce(sum(a.wrong_keys), 0)::int as wrong_keys, coalesce(sum(a.silences), 0)::int as silences,
      coalesce(sum(extract(epoch from a.left_at - a.entered_at) * 1000), 0)::bigint as milliseconds
    from ${runTable} join ivr.answer a on a.run_id = r.id where ${conditions(filter)} group by a.step_id`.execute(db)
  return rows
}
const countValues = async ({ db }: Context, filter: RunFilter): Promise<ValueCount[]> => {
  const { rows } = await sql<ValueCount>`
    select a.step_id, v.value, count(*)::int as count from ${runTable} join ivr.answer a on a.run_id = r.id
      cross join lateral unnest(a.given) as v(value)
    where ${conditions(filter)} and a.result = 'answered' and a.kind in ('choose', 'chooseSeveral')
    group by a.step_id, v.value order by count(*) desc, v.value`.execute(db)
  return rows
}
const countRuns = async ({ db }: Context, filter: RunFilter) => {
  const { rows } = await sql<Pick<Statistics, 'runs' | 'completed' | 'handedOver' | 'hungUp' | 'gaveUp' | 'others'>>`
    select count(*)::int as runs, (count(*) filter (where r.ended = 'completed'))::int as completed,
      (count(*) filter (where r.ended = 'handedOver'))::int as handed_over, (count(*) filter (where r.ended = 'hungUp'))::int as hung_up,
      (count(*) filter (where r.ended = 'gaveUp'))::int as gave_up,
      (count(*) filter (where r.ended is null or r.ended in ('tooLong', 'lost')))::int as others
    from ${runTable} where ${conditions(filter)}`.execute(db)
  return rows[0] ?? { runs: 0, completed: 0, handedOver: 0, hungUp: 0, gaveUp: 0, others: 0 }
}

/** How callers do at each step: sums only, from which every ratio follows. */
export const countSteps = async (ctx: Context, filter: RunFilter): Promise<Statistics> => {
  const timeZone = await siteOfFlow(ctx, filter)
  const steps = await orderOf(ctx, filter)
  const passages = new Map((await countPassages(ctx, filter)).map((one) => [one.stepId, one]))
  const values = Map.groupBy(await countValues(ctx, filter), ({ stepId }) => stepId)
  const current = steps.map(({ id, name, kind }): Counted => ({ ...none, stepId: id, name, kind, ...passages.get(id) }))
  const past = [...passages.values()].filter(({ stepId }) => !steps.some(({ id }) => id === stepId))
  return {
    ...(await countRuns(ctx, filter)),
    steps: [...current, ...past].map((one) => ({
      ...one,
      values: (values.get(one.stepId) ?? []).map(({ value, count }) => ({ value, count })),
    })),
    timeZone,
  }
}
