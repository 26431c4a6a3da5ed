import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { permissions, type Run, type RunFilter, refusals, type StepAnswer } from '../contract.ts'

type StoredAnswer = Omit<StepAnswer, 'values' | 'sound'> & {
  given: string[]
  reading: string | null
  recording: string | null
  spokenSeconds: number | null
}
type Stretch = {
  name: string
  state: 'awaited' | 'kept' | 'missing' | 'gone'
  fromMs: number | null
  milliseconds: number
}
type StoredRun = Omit<Run, 'answers'>
/** `all` reads where recordings stand, which nobody else may: whose they are was decided before. */
export type Reader = Context & { all: Db }

/** Days of the flow's site: calls after midnight may belong to the day before. */
const dayOf = sql`((r.began_at at time zone coalesce(s.time_zone, 'Asia/Shanghai')) - coalesce(s.day_starts_at, '00:00')::interval)::date`

const passing = ({ stepId, result, value }: RunFilter): RawBuilder<unknown> => {
  const of: RawBuilder<unknown>[] = [sql`a.run_id = r.id`]
  if (stepId) of.push(sql`a.step_id = ${stepId}`)
  if (result) of.push(sql`a.result = ${result}`)
  if (value) of.push(sql`a.result = 'answered' and ${value} = any (a.given)`)
  return sql`exists (select from ivr.answer a where ${sql.join(of, sql` and `)})`
}
export const conditions = (filter: RunFilter): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`r.flow_id = ${filter.flowId}`]
  if (filter.version) all.push(sql`r.version = ${filter.version}`)
  if (filter.from) all.push(sql`${dayOf} >= ${filter.from}::date`)
  if (filter.to) all.push(sql`${dayOf} <= ${filter.to}::date`)
  if (filter.end) all.push(sql`r.ended = ${filter.end}`)
  if (filter.campaignId) all.push(sql`r.campaign_id = ${filter.campaignId}`)
  if (filter.agentId) all.push(sql`r.agent_id = ${filter.agentId}`)
  if (filter.stepId || filter.result || filter.value) all.push(passing(filter))
  return sql.join(all, sql` and `)
}
/** What every reading of a flow asks first. */
export const siteOfFlow = async (ctx: Context, filter: Pick<RunFilter, 'flowId' | 'from' | 'to'>): Promise<string> => {
  if (filter.from && filter.to && filter.to < filter.from) refuse(refusals.periodBackwards)
  const { rows } = await sql<{ timeZone: string }>`select coalesce(s.time_zone, 'Asia/Shanghai') as time_zone
    from ivr.flow f left join people.site_fact s on s.id = f.site_id where f.id = ${filter.flowId}`.execute(ctx.db)
  return rows[0]?.timeZone ?? refuse(refusals.noSuchFlow)
}
export const runTable = sql`ivr.run r left join ivr.flow f on f.id = r.flow_id left join people.site_fact s on s.id = f.site_id`

/** Numbers somebody typed are as good as the number of a customer: in full only for who may take them out. */
const shown = ({ actor }: Context, { reading, given }: StoredAnswer): string[] =>
  reading === 'phone' && !actor.permissions.has(permissions.exportAnswers.code) ? given.map(maskNumber) : given

/** Until it is on its way out of the telephone system, a recording is awaited. */
const soundOf = ({ recording, spokenSeconds }: StoredAnswer, stretch: Stretch | undefined): StepAnswer['sound'] =>
  recording === null
    ? null
    : {
        state: stretch?.state ?? 'awaited',
        fromMs: stretch?.fromMs ?? null,
        milliseconds: stretch?.milliseconds || Math.round((spokenSeconds ?? 0) * 1000),
      }
const readStretches = async (all: Db, callIds: readonly string[]): Promise<Map<string, Stretch>> => {
  const { rows } = await sql<Stretch>`select name, state, from_ms::int, milliseconds from recordings.part_fact
    where call_id = any (${callIds}::uuid[])`.execute(all)
  return new Map(rows.map((stretch) => [stretch.name, stretch]))
}

const readAnswers = async (ctx: Reader, runs: readonly StoredRun[]): Promise<Map<string, StepAnswer[]>> => {
  const { rows } = await sql<StoredAnswer & { runId: string }>`
    select run_id, id, place, step_id, step_name, kind, entered_at, left_at, result, given, tries, wrong_keys, silences,
      reading, recording, spoken_seconds
    from ivr.answer where run_id = any (${runs.map(({ id }) => id)}::uuid[]) order by run_id, place`.execute(ctx.db)
  const spoken = new Set(rows.filter(({ recording }) => recording !== null).map(({ runId }) => runId))
  const calls = runs.filter(({ id }) => spoken.has(id)).map(({ callId }) => callId)
  const stretches = calls.length > 0 ? await readStretches(ctx.all, calls) : new Map<string, Stretch>()
  const byRun = new Map<string, StepAnswer[]>()
  for (const row of rows) {
    const { runId, given: _, reading, recording, spokenSeconds, ...answer } = row
    const known = byRun.get(runId) ?? []
    known.push({ ...answer, values: shown(ctx, row), sound: soundOf(row, stretches.get(recording ?? '')) })
    byRun.set(runId, known)
  }
  return byRun
}

const columns = sql`r.id, r.call_id, r.flow_id, coalesce(f.name, '') as flow_name, r.purpose, r.version, r.number, r.called_number, r.customer_id,
  coalesce(k.name, '') as campaign_name, coalesce(e.name, '') as agent_name, r.began_at, r.ended_at, r.ended as "end", r.resumptions`
const joined = sql`${runTable} left join campaigns.campaign_fact k on k.id = r.campaign_id left join people.employee_fact e on e.id = r.agent_id`
const withAnswers = async (ctx: Reader, rows: readonly StoredRun[]): Promise<Run[]> => {
  const answers = await readAnswers(ctx, rows)
  return rows.map((run) => ({
    ...run,
    number: run.number === '' ? '' : maskNumber(run.number),
    answers: answers.get(run.id) ?? [],
  }))
}

const Place = z.tuple([z.iso.datetime({ offset: true }), z.guid()])
const beyond = (after: string | undefined): RawBuilder<unknown> => {
  const { data } = Place.safeParse(after?.split('~'))
  return data ? sql`and (r.began_at, r.id) < (${data[0]}::timestamptz, ${data[1]}::uuid)` : sql``
}
const cursorOf = ({ beganAt, id }: Pick<Run, 'beganAt' | 'id'>): string => `${beganAt}~${id}`

const readPage = async (ctx: Reader, filter: RunFilter, paging: { after?: string | undefined; limit: number }) => {
  const { rows } = await sql<StoredRun>`select ${columns} from ${joined}
    where ${conditions(filter)} ${beyond(paging.after)} order by r.began_at desc, r.id desc limit ${paging.limit}`.execute(
    ctx.db,
  )
  return withAnswers(ctx, rows)
}

export const listRuns = async (
  ctx: Reader,
  { after, limit, ...filter }: RunFilter & { after?: string | undefined; limit: number },
) => {
  await siteOfFlow(ctx, filter)
  const rows = await readPage(ctx, filter, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from ${runTable}
    where ${conditions(filter)}`.execute(ctx.db)
  return { rows: page, next: rows.length > limit && last ? cursorOf(last) : null, total: counted[0]?.total ?? 0 }
}
/** All of the list, a page after the other. */
export const eachPage = async function* (ctx: Reader, filter: RunFilter): AsyncGenerator<Run[]> {
  for (let after: string | undefined; ; ) {
    const rows = await readPage(ctx, filter, { after, limit: 500 })
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < 500 || !last) return
    after = cursorOf(last)
  }
}
export const getRun = async (ctx: Reader, runId: string): Promise<Run> => {
  const { rows } = await sql<StoredRun>`select ${columns} from ${joined} where r.id = ${runId}`.execute(ctx.db)
  return (await withAnswers(ctx, rows))[0] ?? refuse(refusals.noSuchRun)
}
