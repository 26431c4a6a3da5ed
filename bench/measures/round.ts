import type { MeasuredGroup } from '#domains/metrics/server/public.ts'
import type { Database } from '#platform/db.ts'
import { asked, compareDuck, compareGroups, contextOf } from './asking.ts'
import type { Centre } from './centre.ts'
import type { Duck } from './duck.ts'
import { askDuck, duckQueries } from './duck-question.ts'
import { type Kind, kinds, type Posed, poseOf, type SpanName, spans } from './questions.ts'

/** What was measured of one kind of question over one span; milliseconds. */
export type Measured = {
  kind: string
  span: SpanName
  /** The very first time, before Postgres has read anything. */
  cold: number
  times: number[]
  /** The product's own sums over the rows on record; null where the time for scans was used up. */
  scan: number | null
  duck: number[]
  groups: number
  /** Figures found equal to the scan of the rows, and to DuckDB. */
  equalToScan: number
  equalToDuck: number
}
export type Told = Measured & { worst: { ms: number; posed: Posed } }
type Ground = {
  database: Database
  duck: Duck | undefined
  centre: Centre
  now: Date
  quick: boolean
  scanSeconds: number
}

/** How many different questions of each span. */
const variants: Record<SpanName, number> = { day: 10, month: 12, year: 6 }

export const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const began = performance.now()
  const result = await work()
  return { ms: performance.now() - began, result }
}

const askOurs = ({ database, now }: Ground, posed: Posed, fromRows = false) => {
  const ctx = contextOf(database, posed.reader, now)
  return timed(() => asked(ctx, posed.question, fromRows))
}

/** Each question once so that the cold ones come first, then all of them again, and again. */
const askOne = async (
  ground: Ground,
  kind: Kind,
  span: SpanName,
): Promise<{ told: Told; answers: MeasuredGroup[][] }> => {
  const times: number[] = []
  const answers: MeasuredGroup[][] = []
  let worst: Told['worst'] | undefined
  const rounds = ground.quick ? 2 : 3
  for (let turn = 0; turn < rounds; turn++)
    for (let nth = 0; nth < variants[span]; nth++) {
      const posed = poseOf(ground.centre, kind, span, nth)
      const { ms, result } = await askOurs(ground, posed)
      if (turn === 0) answers.push(result)
      // The first turn warms up: what is measured is a centre at work.
      if (turn === 0) continue
      times.push(ms)
      if (!worst || ms > worst.ms) worst = { ms, posed }
    }
  const groups = Math.max(...answers.map(({ length }) => length))
  const first = { ms: 0, posed: poseOf(ground.centre, kind, span, 0) }
  const none = { cold: 0, scan: null, duck: [], equalToScan: 0, equalToDuck: 0 }
  return { told: { kind: kind.name, span, times, worst: worst ?? first, groups, ...none }, answers }
}

const besideDuck = async (
  ground: Ground,
  told: Told,
  kind: Kind,
  answers: readonly MeasuredGroup[][],
): Promise<void> => {
  if (!ground.duck) return
  for (const [nth, answer] of answers.slice(0, ground.quick ? 2 : 4).entries()) {
    const posed = poseOf(ground.centre, kind, told.span, nth)
    const queries = duckQueries(posed.question)
    if (queries.length === 0) return
    const duck = ground.duck
    const { ms, result } = await timed(() => askDuck(duck, queries))
    told.duck.push(ms)
    told.equalToDuck += compareDuck(posed, answer, result)
  }
}

/** Where the product was asked everything, everything again over the rows: days first, years as long as there is time. */
const besideScan = async (
  ground: Ground,
  all: readonly { told: Told; kind: Kind; answers: MeasuredGroup[][] }[],
): Promise<void> => {
  let spent = 0
  for (const { told, kind, answers } of all) {
    if (spent > ground.scanSeconds * 1000) return
    const posed = poseOf(ground.centre, kind, told.span, 0)
    const { ms, result } = await askOurs(ground, posed, true)
    spent += ms
    told.scan = ms
    told.equalToScan = compareGroups(posed, answers[0] ?? [], result)
  }
}

/** Every kind of question over every span: ours cold and warm, then beside DuckDB, then beside the scan; all figures equal. */
export const askEverything = async (ground: Ground): Promise<Told[]> => {
  const cold = new Map<string, number>()
  for (const span of spans)
    for (const kind of kinds) {
      const { ms } = await askOurs(ground, poseOf(ground.centre, kind, span, 3))
      cold.set(`${kind.name} ${span}`, ms)
    }
  const all: { told: Told; kind: Kind; answers: MeasuredGroup[][] }[] = []
  for (const span of spans)
    for (const kind of kinds) {
      const { told, answers } = await askOne(ground, kind, span)
      told.cold = cold.get(`${kind.name} ${span}`) ?? 0
      all.push({ told, kind, answers })
    }
  for (const { told, kind, answers } of all) await besideDuck(ground, told, kind, answers)
  await besideScan(ground, all)
  return all.map(({ told }) => told)
}
