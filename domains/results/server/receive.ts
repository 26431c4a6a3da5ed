import { createHash } from 'node:crypto'
import { refuse } from '#contract/problem.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type Received, refusals } from '../contract.ts'
import { type Report, readReport } from '../read-report.ts'
import type { RowRefusal } from '../refusals.ts'
import type { Kind, Mode } from '../report.ts'
import { type BadRow, closeDelivery, findByKey, findDelivery, insertDelivery, type NewDelivery } from './deliveries.ts'
import { quartersOf, resultsChanged } from './events.ts'
import { type Said, saidBy, saysTheSame } from './record.ts'
import { type Known, lookUp, tiesOf } from './resolve.ts'
import {
  insertRecords,
  knownIds,
  lockStanding,
  type Standing,
  updateRecords,
  type Version,
  type Writing,
} from './store.ts'
import { wallClockOf } from './wall-clock.ts'

/** A row as it came, by the names of its fields; `cells` where it came in a file. */
export type GivenRow = { row: number; fields: Readonly<Record<string, unknown>>; cells: readonly string[] }
export type Given = {
  kind: Kind
  source: string
  mode: Mode
  channel: NewDelivery['channel']
  fileName?: string
  requestKey?: string | undefined
  rows: readonly GivenRow[]
}

type Good = { row: GivenRow; report: Report; said: Said }
type Sorted = { good: Good[]; bad: BadRow[] }
const badRow = ({ row, cells }: GivenRow, field: string, fault: RowRefusal, params?: BadRow['params']): BadRow => ({
  row,
  cells,
  field,
  fault,
  ...(params ? { params } : {}),
})

/** Reads every row by itself; the first thing wrong with one is told. */
const readAll = async (ctx: Context, { kind, rows }: Given): Promise<{ read: [GivenRow, Report][]; bad: BadRow[] }> => {
  const clock = wallClockOf(await timeZoneOf(ctx.db, ctx.actor.id))
  const now = ctx.now().getTime()
  const bad: BadRow[] = []
  const read: [GivenRow, Report][] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const reading = readReport(kind, row.fields, { clock, now })
    if ('faults' in reading) {
      const [first] = reading.faults
      if (first) bad.push(badRow(row, first.field, first.fault, first.params))
    } else if (seen.has(reading.report.externalId)) bad.push(badRow(row, 'externalId', 'toldTwice'))
    else {
      seen.add(reading.report.externalId)
      read.push([row, reading.report])
    }
  }
  return { read, bad }
}

/** A behaviour may be told by its code or by its name in either language. */
const withBehaviour = (report: Report, { behaviours }: Known): Report | undefined => {
  if (report.behaviour === null || report.behaviour === undefined) return report
  const code = behaviours.get(String(report.behaviour))
  return code === undefined ? undefined : { ...report, behaviour: code }
}

const sortRows = async (ctx: Context, given: Given): Promise<Sorted> => {
  const { read, bad } = await readAll(ctx, given)
  const known = await lookUp(
    ctx,
    given.kind,
    read.map(([, report]) => report),
  )
  const good: Good[] = []
  for (const [row, told] of read) {
    const report = withBehaviour(told, known)
    if (!report) bad.push(badRow(row, 'behaviour', 'noSuchBehaviour', { value: String(told.behaviour) }))
    else {
      const tied = tiesOf(report, known)
      if ('told' in tied) bad.push(badRow(row, tied.told.field, tied.told.fault, tied.told.params))
      else good.push({ row, report, said: saidBy(given.kind, report, tied.ties) })
    }
  }
  return { good, bad }
}

type Fate = 'new' | 'corrected' | 'unchanged' | RowRefusal
/** What becomes of a report of something that stands on record, or of something new. */
export const fateOf = ({ report, said }: Pick<Good, 'report' | 'said'>, standing: Standing | undefined): Fate => {
  if (!standing) return report.withdrawn ? 'nothingToWithdraw' : 'new'
  const isPast = report.revision !== null && standing.revision !== null && Number(report.revision) < standing.revision
  if (isPast) return 'unchanged'
  if (standing.state === 'withdrawn')
    return report.withdrawn || saysTheSame(said, standing) ? 'unchanged' : 'isWithdrawn'
  return report.withdrawn || !saysTheSame(said, standing) ? 'corrected' : 'unchanged'
}

const versionOf = ({ report, said }: Good): Version => ({
  ...said,
  externalId: report.externalId,
  revision: report.revision === null ? null : Number(report.revision),
  state: report.withdrawn ? 'withdrawn' : 'valid',
  reason: report.withdrawn ? 'source' : '',
})

type Sorting = { fresh: Good[]; corrected: Good[]; unchanged: number; bad: BadRow[] }
const sortByFate = (good: readonly Good[], standing: ReadonlyMap<string, Standing>, hidden: ReadonlySet<string>) => {
  const sorted: Sorting = { fresh: [], corrected: [], unchanged: 0, bad: [] }
  for (const one of good) {
    const id = one.report.externalId
    const fate = hidden.has(id) ? 'outOfReach' : fateOf(one, standing.get(id))
    if (fate === 'new') sorted.fresh.push(one)
    else if (fate === 'corrected') sorted.corrected.push(one)
    else if (fate === 'unchanged') sorted.unchanged += 1
    else sorted.bad.push(badRow(one.row, 'externalId', fate))
  }
  return sorted
}

const writeAll = async (tx: Context, writing: Writing, sorted: Sorting, before: ReadonlyMap<string, Standing>) => {
  const written = await insertRecords(tx.db, writing, sorted.fresh.map(versionOf))
  // Somebody told of the same at this very moment: asked again, theirs stands on record and is compared with.
  if (written.length < sorted.fresh.length) refuse(refusals.changedMeanwhile)
  await updateRecords(tx.db, writing, sorted.corrected.map(versionOf))
  const moments = [...sorted.fresh, ...sorted.corrected].flatMap(({ said, report }) => [
    said.at,
    before.get(report.externalId)?.at ?? said.at,
  ])
  if (moments.length > 0)
    await announce(tx, resultsChanged, writing.deliveryId ?? '', { kind: writing.kind, quarters: quartersOf(moments) })
}

/** Ids of that source that are on record beyond the reach of whoever reports. */
const hiddenOf = async (tx: Context, all: Context, given: Given, ids: readonly string[]): Promise<Set<string>> => {
  const [known, seen] = await Promise.all([knownIds(all.db, given, ids), knownIds(tx.db, given, ids)])
  const mine = new Set(seen)
  return new Set(known.filter((id) => !mine.has(id)))
}

const settle = async (tx: Context, all: Context, given: Given, deliveryId: string): Promise<void> => {
  const { good, bad } = await sortRows(tx, given)
  const ids = good.map(({ report }) => report.externalId)
  const hidden = await hiddenOf(tx, all, given, ids)
  const standing = await lockStanding(tx.db, given, ids)
  const sorted = sortByFate(good, standing, hidden)
  const refused = [...bad, ...sorted.bad]
  const kept = given.mode === 'good' || (given.mode === 'whole' && refused.length === 0)
  const writing = {
    ...{ kind: given.kind, source: given.source, deliveryId, at: tx.now() },
    ...{ byId: tx.actor.id, byName: tx.actor.name },
  }
  if (kept) await writeAll(tx, writing, sorted, standing)
  const counts = { recorded: sorted.fresh.length, corrected: sorted.corrected.length, unchanged: sorted.unchanged }
  await closeDelivery(tx.db, deliveryId, { ...counts, read: given.rows.length, refused: refused.length, kept }, refused)
}

const earlier = async ({ db }: Context, { source, requestKey = '' }: Given, sha256: string): Promise<Received> => {
  const before = await findByKey(db, source, requestKey)
  if (before?.sha256 !== sha256) refuse(refusals.keyUsed, { requestKey })
  return (before && (await findDelivery(db, before.id))) ?? refuse(refusals.noSuchDelivery)
}

/**
 * Takes in a batch of reports: every bad row is named; good ones are kept, or one bad row refuses all, as asked; what is
 * on record already changes nothing, what is told otherwise becomes the next version of it. Posts with one request key
 * are one delivery. `all` sees beyond the reach of whoever reports, to tell ids that are somebody else's.
 */
export const receive = (ctx: Context, all: Context, given: Given): Promise<Received> =>
  inTransaction(ctx, async (tx) => {
    const { kind, channel, mode, source, fileName = '', rows } = given
    const sha256 = createHash('sha256')
      .update(JSON.stringify([kind, mode, rows.map(({ fields }) => fields)]))
      .digest('hex')
    const requestKey = mode === 'check' ? null : (given.requestKey ?? null)
    const siteId = tx.actor.siteIds[0] ?? null
    const by = { at: tx.now(), byId: tx.actor.id, byName: tx.actor.name, siteId }
    const id = await insertDelivery(tx.db, { kind, channel, mode, source, fileName, requestKey, sha256, ...by })
    if (id === undefined) return earlier(tx, given, sha256)
    await settle(tx, all, given, id)
    return (await findDelivery(tx.db, id)) ?? refuse(refusals.noSuchDelivery)
  })
