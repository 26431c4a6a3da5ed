import type { Upload } from '#contract/route.ts'
import type { Words } from '#contract/words.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { type ImportResult, refusals } from '../contract.ts'
import { type RosterRow, readRosterRow, rowFaults } from '../roster-columns.ts'
import { type PlannedShift, planShift } from '../shift.ts'
import { type FileRow, readRosterFile, refusedFile } from './roster-file.ts'
import {
  deleteShifts,
  insertShift,
  isTaken,
  listLeaves,
  listPeople,
  listShifts,
  type Person,
  type ShiftRow,
  takeTurns,
  writeLeave,
} from './store.ts'

type Given = FileRow & { says: RosterRow; person: Person; plan: PlannedShift | undefined }
type Counts = Pick<ImportResult, 'shifts' | 'leaves' | 'unchanged' | 'replaced'>
type Run = Counts & { refused: ImportResult['refused'] }

const turnDown = (run: Run, { row, raw }: FileRow, why: Words): void => {
  run.refused.push({ row, why, cells: raw })
}

/** Rows that can be planned at all, of people within the planner's reach. */
const understand = async (ctx: Context, rows: readonly FileRow[], run: Run): Promise<Given[]> => {
  const read = rows.map((row) => ({ ...row, says: readRosterRow(row.cells) }))
  const numbers = [...new Set(rows.map(({ cells }) => cells.staffNumber))]
  const people = await listPeople(ctx.db, { staffNumbers: numbers, presentOn: '0001-01-01' })
  const byNumber = new Map(people.map((person) => [person.staffNumber, person]))
  return read.flatMap((row): Given[] => {
    const { says } = row
    if (typeof says === 'string') return turnDown(run, row, rowFaults[says]) ?? []
    const person = byNumber.get(says.staffNumber)
    if (!person) return turnDown(run, row, refusals.noSuchPerson.text) ?? []
    const plan = says.times && planShift(person, { day: says.day, ...says.times })
    if (typeof plan === 'string') return turnDown(run, row, refusals[plan].text) ?? []
    return [{ ...row, says, person, plan }]
  })
}

const sameShift = (there: ShiftRow, { plan, says }: Given): boolean =>
  plan !== undefined &&
  there.note === says.note &&
  JSON.stringify(there.activities.map(({ kind, isPaid, startsAt, endsAt }) => [kind, isPaid, startsAt, endsAt])) ===
    JSON.stringify(plan.activities.map(({ kind, isPaid, startsAt, endsAt }) => [kind, isPaid, startsAt, endsAt]))

type PersonDay = { person: Person; day: string; rows: readonly Given[] }
const writeShifts = async (ctx: Context, { person, day, rows }: PersonDay, run: Run): Promise<void> => {
  const wanted = rows.filter(({ plan }) => plan !== undefined)
  if (wanted.length === 0) return
  const there = await listShifts(ctx.db, { from: day, to: day, employeeIds: [person.id] })
  if (there.length === wanted.length && wanted.every((row) => there.some((shift) => sameShift(shift, row)))) {
    run.unchanged += wanted.length
    return
  }
  // Refused rows must not cost the day what stands on it: it is replaced only when something takes its place.
  const free: Given[] = []
  const own = new Set(there.map(({ id }) => id))
  run.replaced += await deleteShifts(ctx.db, [...own])
  for (const row of wanted) {
    const plan = row.plan as PlannedShift
    if (await isTaken(ctx.db, person.id, plan, null)) turnDown(run, row, refusals.overlaps.text)
    else {
      await insertShift(ctx.db, person, { day, note: row.says.note, plan })
      free.push(row)
    }
  }
  run.shifts += free.length
  if (free.length === 0 && there.length > 0) await putBack(ctx, person, there, run)
}
const putBack = async (ctx: Context, person: Person, there: readonly ShiftRow[], run: Run): Promise<void> => {
  for (const { day, note, ...plan } of there) await insertShift(ctx.db, person, { day, note, plan })
  run.replaced -= there.length
}

const writeLeaves = async (ctx: Context, { person, day, rows }: PersonDay, run: Run): Promise<void> => {
  const row = rows.findLast(({ says }) => says.leave !== undefined)
  if (!row?.says.leave) return
  const kind = row.says.leave
  const [there] = await listLeaves(ctx.db, { from: day, to: day, employeeIds: [person.id] })
  const note = row.plan ? (there?.note ?? '') : row.says.note
  if (there?.kind === kind && there.note === note) {
    if (!row.plan) run.unchanged++
    return
  }
  await writeLeave(ctx.db, person, { day, kind, note })
  run.leaves++
}

/** Ends a trial: what it wrote is taken back with its transaction, so that it counts exactly what the import would do. */
class TrialOver extends Error {
  override readonly name = 'TrialOver'
}

const bring = async (ctx: Context, rows: readonly FileRow[], run: Run): Promise<void> => {
  const given = await understand(ctx, rows, run)
  const days = Map.groupBy(given, ({ person, says }) => `${person.id} ${says.day}`)
  // Always in the same order, so that two imports wait for each other instead of each for the other.
  for (const key of [...days.keys()].sort()) {
    const rowsOfDay = days.get(key) as Given[]
    const [{ person, says }] = rowsOfDay as [Given]
    const personDay = { person, day: says.day, rows: rowsOfDay }
    await takeTurns(ctx.db, person.id)
    await writeShifts(ctx, personDay, run)
    await writeLeaves(ctx, personDay, run)
  }
  run.refused.sort((a, b) => a.row - b.row)
}

/**
 * Plans what a file says: the rows of a person and day replace what was planned for them, an unchanged row changes nothing,
 * and a row that cannot be planned comes back with its reason. Without `apply` everything is tried and nothing kept.
 */
export const importRoster = async (ctx: Context, upload: Upload, apply: boolean): Promise<ImportResult> => {
  const { locale } = ctx.actor
  const { headings, rows } = await readRosterFile(upload, locale)
  const run: Run = { shifts: 0, leaves: 0, unchanged: 0, replaced: 0, refused: [] }
  await inTransaction(ctx, async (tx) => {
    await bring(tx, rows, run)
    if (!apply) throw new TrialOver()
  }).catch((error: unknown) => {
    if (!(error instanceof TrialOver)) throw error
  })
  return { applied: apply, rows: rows.length, ...run, refusedFile: refusedFile(headings, run.refused, locale) }
}
