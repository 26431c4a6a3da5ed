import type { RoleCode } from '#contract/role.ts'
import type { Db } from '#platform/db.ts'
import { type Person, testCentre } from '#server/testing.ts'
import { type EmployeeDetail, getEmployee, listEmployees } from '../contract.ts'
import { seedEmployee, seedSite, seedTeam } from './public.ts'

/** Two sites; the first with two teams of two agents and a leader each, the second with one lonely agent. */
export const seedStaff = async (db: Db) => {
  const shanghai = await seedSite(db, { name: '上海职场' })
  const chengdu = await seedSite(db, { name: '成都职场', timeZone: 'Asia/Chongqing', dayStartsAt: '06:00' })
  const lions = await seedTeam(db, { siteId: shanghai, name: '雄狮队' })
  const tigers = await seedTeam(db, { siteId: shanghai, name: '猛虎队' })
  const pandas = await seedTeam(db, { siteId: chengdu, name: '熊猫队' })
  const person = (staffNumber: string, name: string, [siteId, teamId]: [string, string], post: RoleCode = 'agent') =>
    seedEmployee(db, { staffNumber, name, siteId, teamId, post, endpoint: `sip:${staffNumber}` })
  const wangFang = await person('1001', '王芳', [shanghai, lions])
  const liWei = await person('1002', '李伟', [shanghai, lions])
  const zhangMin = await person('1003', '张敏', [shanghai, tigers])
  const lionLeader = await person('1100', '赵雄', [shanghai, lions], 'teamLeader')
  const chenPing = await person('2001', '陈平', [chengdu, pandas])
  await db.updateTable('people.team').set({ leaderId: lionLeader }).where('id', '=', lions).execute()
  return { shanghai, chengdu, lions, tigers, pandas, wangFang, liWei, zhangMin, lionLeader, chenPing }
}
export type Staff = Awaited<ReturnType<typeof seedStaff>>

/** A centre with those people, a director of all, a supervisor of Shanghai and the leader of the lions at their desks. */
export const staffedCentre = async () => {
  const centre = await testCentre()
  const staff = await seedStaff(centre.base.database.engine)
  const at = { siteIds: [staff.shanghai] }
  return {
    ...centre,
    staff,
    director: await centre.someone('director'),
    supervisor: await centre.someone('supervisor', at),
    leader: await centre.someone('teamLeader', { ...at, id: staff.lionLeader, teamIds: [staff.lions] }),
  }
}
export type StaffedCentre = Awaited<ReturnType<typeof staffedCentre>>

/** Open sessions notice a change within a second. */
export const aMomentLater = () => new Promise((resume) => setTimeout(resume, 1100))

export const detailFor = async (who: Person, employeeId: string): Promise<EmployeeDetail> =>
  (await who.ask(getEmployee, { params: { employeeId } })).body

export const namesSeenBy = async (who: Person): Promise<string[]> =>
  (await who.ask(listEmployees)).body.rows.map(({ name }) => name).sort()

let number = 5000
/** The form of somebody new among the lions. */
export const newcomer = ({ shanghai, lions }: Staff, details: object = {}) => ({
  staffNumber: String(++number),
  name: '新人',
  siteId: shanghai,
  teamId: lions,
  post: 'agent' as const,
  endpoint: '',
  joinedOn: '2026-03-01',
  ...details,
})

/** What a change sends back of an employee as seen. */
export const formOf = ({ name, siteId, teamId, post, endpoint, joinedOn, version }: EmployeeDetail) => ({
  name,
  siteId,
  teamId,
  post,
  endpoint,
  joinedOn,
  version,
})
