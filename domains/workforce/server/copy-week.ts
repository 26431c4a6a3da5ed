import { addDays, daysBetween, mondayOf } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals } from '../contract.ts'
import { planShift } from '../shift.ts'
import { shownShift } from './service.ts'
import { insertShift, isTaken, listPeople, listShifts, type Person, type ShiftRow, takeTurns } from './store.ts'

type Copied = { copied: number; skipped: { name: string; day: string; code: string }[] }

/** Why that shift cannot stand on that day, or undefined once it does. */
const copyShift = async (ctx: Context, person: Person, shift: ShiftRow, day: string): Promise<string | undefined> => {
  const plan = planShift(person, { ...shownShift(shift, person.timeZone), day })
  if (typeof plan === 'string') return refusals[plan].code
  if (await isTaken(ctx.db, person.id, plan, null)) return refusals.overlaps.code
  await insertShift(ctx.db, person, { day, note: shift.note, plan })
  return undefined
}

const copyPerson = async (ctx: Context, person: Person, shifts: readonly ShiftRow[], days: number): Promise<Copied> => {
  const result: Copied = { copied: 0, skipped: [] }
  await takeTurns(ctx.db, person.id)
  for (const shift of shifts) {
    const day = addDays(shift.day, days)
    const code = await copyShift(ctx, person, shift, day)
    if (code === undefined) result.copied++
    else result.skipped.push({ name: person.name, day, code })
  }
  return result
}

/** Plans the shifts of one week again in another, at the same times of day; what is planned there already stays. Leave is not copied. */
export const copyWeek = (
  ctx: Context,
  { from, to, teamId }: { from: string; to: string; teamId: string | null },
): Promise<Copied> =>
  inTransaction(ctx, async (tx) => {
    const [source, target] = [mondayOf(from), mondayOf(to)]
    if (source === target) refuse(refusals.sameWeek)
    const people = await listPeople(tx.db, { teamId: teamId ?? undefined, presentOn: target })
    const span = { from: source, to: addDays(source, 6), employeeIds: people.map(({ id }) => id) }
    const shifts = Map.groupBy(await listShifts(tx.db, span), ({ employeeId }) => employeeId)
    const results: Copied[] = []
    for (const person of people) {
      const own = shifts.get(person.id)
      if (own) results.push(await copyPerson(tx, person, own, daysBetween(source, target)))
    }
    return {
      copied: results.reduce((sum, { copied }) => sum + copied, 0),
      skipped: results.flatMap(({ skipped }) => skipped),
    }
  })
