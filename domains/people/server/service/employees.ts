import { refuse } from '#contract/problem.ts'
import {
  createAccountFor,
  findAccountOf,
  moveAccountReach,
  type Reach,
  renameAccount,
  setAccountPost,
  setAccountReach,
} from '#domains/access/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type Employee, type EmployeeDetail, type EmployeeForm, type NewEmployee, refusals } from '../../contract.ts'
import { employeeJoined, employeeMoved, pinyinOf, skillsGraded } from '../public.ts'
import { findEmployeeRow, insertEmployee, isEndpointTaken, lockEmployee, updateEmployee } from '../store/employees.ts'
import { listSites } from '../store/sites.ts'
import { countKnownSkills, replaceSkills } from '../store/skills.ts'
import { listTeamRows, relieveLeader } from '../store/teams.ts'
import { checkPlace, reaches, reachOf, refuseAboveOwn } from './reach.ts'

/** One employee. Rows the caller may not see do not exist for them. */
export const getEmployee = async (ctx: Context, employeeId: string): Promise<EmployeeDetail> => {
  const employee = (await findEmployeeRow(ctx.db, employeeId)) ?? refuse(refusals.noSuchEmployee)
  return { ...employee, account: (await findAccountOf(ctx, employeeId)) ?? null }
}

/** The employee, locked until the transaction ends; not found where the caller may not change that row. */
export const lockOrRefuse = async (tx: Context, employeeId: string): Promise<Employee> =>
  (await lockEmployee(tx.db, employeeId)) ?? refuse(refusals.noSuchEmployee)

export const refuseTakenEndpoint = async (tx: Context, endpoint: string, except: string | null): Promise<void> => {
  if (await isEndpointTaken(tx.db, endpoint, except)) refuse(refusals.endpointTaken, { endpoint })
}

/** Somebody joins, with an account if asked for. */
export const addEmployee = (ctx: Context, { account, ...employee }: NewEmployee): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    await checkPlace(tx, employee)
    refuseAboveOwn(tx, employee.post)
    await refuseTakenEndpoint(tx, employee.endpoint, null)
    const id =
      (await insertEmployee(tx.db, { ...employee, pinyin: pinyinOf(employee.name) })) ??
      refuse(refusals.staffNumberTaken, { staffNumber: employee.staffNumber })
    if (account) await openAccount(tx, { id, ...employee }, account)
    await announce(tx, employeeJoined, id, { siteId: employee.siteId, teamId: employee.teamId })
    return getEmployee(tx, id)
  })

type Account = { loginName: string; password: string }
const openAccount = async (
  tx: Context,
  employee: Pick<Employee, 'id' | 'name' | 'post' | 'siteId' | 'teamId'>,
  account: Account,
): Promise<void> => {
  await createAccountFor(tx, {
    ...account,
    employeeId: employee.id,
    displayName: employee.name,
    post: employee.post,
    reach: await reachOf(tx, employee),
  })
}

/** Opens the account of somebody who has worked without one. */
export const giveAccount = (ctx: Context, employeeId: string, account: Account): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    const employee = await lockOrRefuse(tx, employeeId)
    if (employee.goneAt) refuse(refusals.hasLeft)
    if (await findAccountOf(tx, employeeId)) refuse(refusals.hasAccount)
    refuseAboveOwn(tx, employee.post)
    await openAccount(tx, employee, account)
    return getEmployee(tx, employeeId)
  })

/**
 * Sets which teams and sites somebody sees beyond the own place, e.g. a supervisor of two sites. The caller gives only
 * what is within the own reach, and to nobody who sees as much.
 */
export const setReach = (ctx: Context, employeeId: string, reach: Reach): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    const employee = await lockOrRefuse(tx, employeeId)
    if (!(await findAccountOf(tx, employeeId))) refuse(refusals.hasNoAccount)
    refuseAboveOwn(tx, employee.post)
    const teams = (await listTeamRows(tx.db)).filter(({ id }) => reach.teamIds.includes(id))
    const sites = (await listSites(tx.db)).filter(({ id }) => reach.siteIds.includes(id))
    const known = teams.length === new Set(reach.teamIds).size && sites.length === new Set(reach.siteIds).size
    const given = [...teams, ...sites.map(({ id }) => ({ siteId: id }))]
    if (!known || !given.every(({ siteId }) => reaches(tx.actor, { siteId, teamId: null }))) refuse(refusals.outOfReach)
    await setAccountReach(tx, employeeId, {
      teamIds: [...new Set(reach.teamIds)],
      siteIds: [...new Set(reach.siteIds)],
    })
    return getEmployee(tx, employeeId)
  })

/** Changes what is known about somebody; another team, site or post changes what the account sees and may do. */
export const changeEmployee = (
  ctx: Context,
  employeeId: string,
  { version, ...change }: EmployeeForm & { version: number },
): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    const employee = await lockOrRefuse(tx, employeeId)
    if (employee.version !== version) refuse(refusals.changedMeanwhile)
    await checkChange(tx, employee, change)

    const moves = isMove(employee, change)
    const reachBefore = await reachOf(tx, employee)
    await updateEmployee(tx.db, employee, { ...change, pinyin: pinyinOf(change.name) })
    if (employee.siteId !== change.siteId) await relieveLeader(tx.db, employeeId, change.siteId)
    await renameAccount(tx, employeeId, change.name)
    await setAccountPost(tx, employeeId, employee.post, change.post)
    if (moves) await followMove(tx, employee, change, reachBefore)
    return getEmployee(tx, employeeId)
  })

const isMove = (from: Employee, to: EmployeeForm): boolean => from.siteId !== to.siteId || from.teamId !== to.teamId

const checkChange = async (tx: Context, employee: Employee, change: EmployeeForm): Promise<void> => {
  if (employee.goneAt) refuse(refusals.hasLeft)
  if (employee.leftOn && employee.leftOn < change.joinedOn) refuse(refusals.leftBeforeJoining)
  if (isMove(employee, change)) await checkPlace(tx, change)
  if (employee.post !== change.post) refuseAboveOwn(tx, employee.post, change.post)
  if (employee.endpoint !== change.endpoint) await refuseTakenEndpoint(tx, change.endpoint, employee.id)
}

const followMove = async (
  tx: Context,
  employee: Employee,
  to: { siteId: string; teamId: string | null },
  reachBefore: Awaited<ReturnType<typeof reachOf>>,
): Promise<void> => {
  await moveAccountReach(tx, employee.id, reachBefore, await reachOf(tx, { ...employee, ...to }))
  await announce(tx, employeeMoved, employee.id, {
    from: { siteId: employee.siteId, teamId: employee.teamId },
    to: { siteId: to.siteId, teamId: to.teamId },
  })
}

/** Sets all skills of somebody at once. Nobody grades oneself. */
export const gradeSkills = (
  ctx: Context,
  employeeId: string,
  graded: readonly { skillId: string; level: number }[],
): Promise<EmployeeDetail> =>
  inTransaction(ctx, async (tx) => {
    await getEmployee(tx, employeeId)
    if (employeeId === tx.actor.id) refuse(refusals.outOfReach)
    const ids = graded.map(({ skillId }) => skillId)
    if ((await countKnownSkills(tx.db, ids)) !== ids.length) refuse(refusals.noSuchSkill)
    await replaceSkills(tx.db, employeeId, graded)
    await announce(tx, skillsGraded, employeeId)
    return getEmployee(tx, employeeId)
  })
