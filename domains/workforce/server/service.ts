import { addDays, mondayOf } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { type Leave, type NewShift, type RosterPerson, refusals, type Shift, type ShiftChange } from '../contract.ts'
import { type Inner, type LeaveKind, type PlannedShift, planShift, type ShiftTimes } from '../shift.ts'
import {
  deleteLeave,
  deleteShifts,
  findClock,
  findShift,
  insertShift,
  isTaken,
  listLeaves,
  listPeople,
  listShifts,
  type Person,
  type ShiftRow,
  takeTurns,
  updateShift,
  writeLeave,
} from './store.ts'
import { dayIn, wallTime } from './wall-clock.ts'

/** A shift as people write it: times of day on the clock of the site. */
export const shownShift = ({ startsAt, endsAt, activities, ...row }: ShiftRow, timeZone: string): Shift => ({
  ...row,
  from: wallTime(startsAt, timeZone),
  to: wallTime(endsAt, timeZone),
  inner: activities.flatMap(({ kind, isPaid, ...span }): Inner[] =>
    kind === 'work'
      ? []
      : [{ kind, isPaid, from: wallTime(span.startsAt, timeZone), to: wallTime(span.endsAt, timeZone) }],
  ),
})

/** Moments of a shift, or a refusal that says what is wrong with it. */
export const planFor = (person: Person, times: ShiftTimes): PlannedShift => {
  const plan = planShift(person, times)
  return typeof plan === 'string' ? refuse(refusals[plan]) : plan
}

export const takePerson = async (ctx: Context, employeeId: string, day: string): Promise<Person> => {
  const [person] = await listPeople(ctx.db, { id: employeeId, presentOn: day })
  return person ?? refuse(refusals.noSuchPerson)
}

export const getShift = async (ctx: Context, id: string, timeZone: string): Promise<Shift> =>
  shownShift((await findShift(ctx.db, id)) ?? refuse(refusals.noSuchShift), timeZone)

/** Plans a shift. Refuses one that overlaps another of the same person, whoever planned that. */
export const addShift = (ctx: Context, { employeeId, note, ...times }: NewShift): Promise<Shift> =>
  inTransaction(ctx, async (tx) => {
    const person = await takePerson(tx, employeeId, times.day)
    const plan = planFor(person, times)
    await takeTurns(tx.db, employeeId)
    if (await isTaken(tx.db, employeeId, plan, null)) refuse(refusals.overlaps)
    const id = await insertShift(tx.db, person, { day: times.day, note, plan })
    return getShift(tx, id, person.timeZone)
  })

export const changeShift = (ctx: Context, shiftId: string, { version, note, ...times }: ShiftChange): Promise<Shift> =>
  inTransaction(ctx, async (tx) => {
    const { employeeId, day } = (await findShift(tx.db, shiftId)) ?? refuse(refusals.noSuchShift)
    const person = await takePerson(tx, employeeId, day)
    const plan = planFor(person, { day, ...times })
    await takeTurns(tx.db, employeeId)
    if (await isTaken(tx.db, employeeId, plan, shiftId)) refuse(refusals.overlaps)
    if (!(await updateShift(tx.db, { id: shiftId, version }, { note, plan }))) refuse(refusals.changedMeanwhile)
    return getShift(tx, shiftId, person.timeZone)
  })

export const removeShift = async ({ db }: Context, shiftId: string): Promise<void> => {
  if ((await deleteShifts(db, [shiftId])) === 0) refuse(refusals.noSuchShift)
}

/** Takes a day out of scheduled hours. A shift planned on it stays in sight, and counts again if the leave is taken back. */
export const setLeave = (
  ctx: Context,
  { employeeId, day }: { employeeId: string; day: string },
  { kind, note }: { kind: LeaveKind; note: string },
): Promise<Leave> =>
  inTransaction(ctx, async (tx) => {
    await writeLeave(tx.db, await takePerson(tx, employeeId, day), { day, kind, note })
    return { employeeId, day, kind, note }
  })

export const removeLeave = async ({ db }: Context, employeeId: string, day: string): Promise<void> => {
  if (!(await deleteLeave(db, employeeId, day))) refuse(refusals.noSuchLeave)
}

/** Everybody's shifts and leave of the week that day lies in; this week where none is said. */
export const readRoster = async (
  ctx: Context,
  { week, teamId }: { week?: string | undefined; teamId?: string | undefined },
): Promise<{ week: string; today: string; people: RosterPerson[] }> => {
  const today = dayIn(await findClock(ctx.db, ctx.actor.id), ctx.now())
  const monday = mondayOf(week ?? today)
  const people = await listPeople(ctx.db, { teamId, presentOn: monday })
  const span = { from: monday, to: addDays(monday, 6), employeeIds: people.map(({ id }) => id) }
  const shifts = Map.groupBy(await listShifts(ctx.db, span), ({ employeeId }) => employeeId)
  const leaves = Map.groupBy(await listLeaves(ctx.db, span), ({ employeeId }) => employeeId)
  return {
    week: monday,
    today,
    people: people.map(({ id, name, staffNumber, teamId: team, teamName, timeZone }) => ({
      ...{ id, name, staffNumber, teamId: team, teamName },
      shifts: (shifts.get(id) ?? []).map((row) => shownShift(row, timeZone)),
      leaves: leaves.get(id) ?? [],
    })),
  }
}
