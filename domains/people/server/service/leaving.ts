import { refuse } from '#contract/problem.ts'
import { disableAccount, enableAccount, moveAccountReach } from '#domains/access/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { dayIn } from '../../business-day.ts'
import { type Employee, type EmployeeDetail, type Leaving, refusals } from '../../contract.ts'
import { hasLeftBy } from '../../employee.ts'
import { employeeLeft, employeeReturned, timeZoneOf } from '../public.ts'
import { findEmployeeRow, listDueLeavers, updateEmployee } from '../store/employees.ts'
import { relieveLeader } from '../store/teams.ts'
import { getEmployee, lockOrRefuse, refuseTakenEndpoint } from './employees.ts'
import { checkPlace, reachOf, refuseAboveOwn } from './reach.ts'

/** Notes that somebody leaves. From the day of leaving on the account is closed and signed out; at once if it is here. */
export const noteLeaving = (
  ctx: Context,
  employeeId: string,
  { leftOn, reason, note, version }: Leaving,
): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    const employee = await lockOrRefuse(tx, employeeId)
    if (employee.version !== version) refuse(refusals.changedMeanwhile)
    if (employee.leftOn) refuse(refusals.hasLeft)
    if (leftOn < employee.joinedOn) refuse(refusals.leftBeforeJoining)
    refuseAboveOwn(tx, employee.post)
    await updateEmployee(tx.db, employee, { leftOn, leavingReason: reason, leavingNote: note || null })
    const today = dayIn(await timeZoneOf(tx.db, employeeId), tx.now())
    if (hasLeftBy(leftOn, today)) await letGo(tx, { ...employee, version: version + 1 })
    return getEmployee(tx, employeeId)
  })

/** The leaving takes effect: no lead, no account, no session; others hear of it. */
const letGo = async (tx: Context, employee: Employee): Promise<void> => {
  const reachBefore = await reachOf(tx, employee)
  await updateEmployee(tx.db, employee, { goneAt: tx.now() })
  await relieveLeader(tx.db, employee.id)
  await moveAccountReach(tx, employee.id, reachBefore, await reachOf(tx, employee))
  await disableAccount(tx, employee.id)
  await announce(tx, employeeLeft, employee.id, { siteId: employee.siteId, teamId: employee.teamId })
}

/** Undoes a leaving that was noted by mistake or thought better of; the account opens again. */
export const takeBackLeaving = (ctx: Context, employeeId: string): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    const employee = await lockOrRefuse(tx, employeeId)
    if (!employee.leftOn) refuse(refusals.hasNotLeft)
    refuseAboveOwn(tx, employee.post)
    await checkPlace(tx, employee)
    await refuseTakenEndpoint(tx, employee.endpoint, employeeId)
    await updateEmployee(tx.db, employee, { leftOn: null, leavingReason: null, leavingNote: null, goneAt: null })
    if (employee.goneAt) {
      await enableAccount(tx, employeeId)
      await announce(tx, employeeReturned, employeeId, { siteId: employee.siteId, teamId: employee.teamId })
    }
    return getEmployee(tx, employeeId)
  })

/** Lets everyone go whose day has come where they work: by the clock, since days begin at other times elsewhere. */
export const letDueLeaversGo = async (ctx: Context): Promise<void> => {
  for (const employeeId of await listDueLeavers(ctx.db, ctx.now()))
    await inTransaction(ctx, async (tx) => {
      await lockOrRefuse(tx, employeeId)
      const employee = await findEmployeeRow(tx.db, employeeId)
      if (employee?.leftOn && !employee.goneAt) await letGo(tx, employee)
    })
}
