import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setRoleRight } from '#domains/access/contract.ts'
import { newId } from '#platform/id.ts'
import type { Person } from '#server/testing.ts'
import {
  addEmployee,
  changeEmployee,
  getEmployee,
  giveAccount,
  gradeSkills,
  listEmployees,
  noteLeaving,
  takeBackLeaving,
} from '../contract.ts'
import {
  aMomentLater,
  detailFor,
  formOf,
  namesSeenBy,
  newcomer,
  type Staff,
  type StaffedCentre,
  staffedCentre,
} from './test-staff.ts'

let centre: StaffedCentre
let staff: Staff
let director: Person
let supervisor: Person
let leader: Person
beforeAll(async () => {
  centre = await staffedCentre()
  ;({ staff, director, supervisor, leader } = centre)
})
afterAll(() => centre.close())

describe('who sees whom', () => {
  test('a director sees everyone, a supervisor the site, a team leader the own team', async () => {
    expect(await namesSeenBy(director)).toEqual(['张敏', '李伟', '王芳', '赵雄', '陈平'].sort())
    expect(await namesSeenBy(supervisor)).toEqual(['张敏', '李伟', '王芳', '赵雄'].sort())
    expect(await namesSeenBy(leader)).toEqual(['李伟', '王芳', '赵雄'].sort())
  })
  test('an agent sees only oneself, even where the post was given the right to list', async () => {
    const administrator = await centre.someone('administrator')
    const agent = await centre.someone('agent', {
      id: staff.wangFang,
      teamIds: [staff.lions],
      siteIds: [staff.shanghai],
    })
    expect((await agent.ask(listEmployees)).status).toBe(403)
    const right = { role: 'agent' as const, permission: 'people.seeEmployees' }
    await administrator.ask(setRoleRight, { body: { ...right, granted: true } })
    await aMomentLater()
    expect(await namesSeenBy(agent)).toEqual(['王芳'])
    await administrator.ask(setRoleRight, { body: { ...right, granted: false } })
    expect((await detailFor(agent, staff.wangFang)).name).toBe('王芳')
    for (const employeeId of [staff.liWei, staff.chenPing, newId(0)]) {
      const hidden = await agent.ask(getEmployee, { params: { employeeId } })
      expect([hidden.status, hidden.problem.code]).toEqual([404, 'people.noSuchEmployee'])
    }
  })
  test('an employee outside the reach of a leader or supervisor does not exist for them', async () => {
    expect((await leader.ask(getEmployee, { params: { employeeId: staff.zhangMin } })).status).toBe(404)
    const elsewhere = formOf(await detailFor(director, staff.chenPing))
    const tried = [
      await supervisor.ask(getEmployee, { params: { employeeId: staff.chenPing } }),
      await supervisor.ask(changeEmployee, { params: { employeeId: staff.chenPing }, body: elsewhere }),
      await supervisor.ask(takeBackLeaving, { params: { employeeId: staff.chenPing } }),
      await supervisor.ask(noteLeaving, {
        params: { employeeId: staff.chenPing },
        body: { leftOn: '2026-03-05', reason: 'pay', version: 1 },
      }),
      await supervisor.ask(giveAccount, {
        params: { employeeId: staff.chenPing },
        body: { loginName: 'chen.ping', password: 'A first secret 1' },
      }),
      await supervisor.ask(gradeSkills, { params: { employeeId: staff.chenPing }, body: { skills: [] } }),
    ]
    expect(tried.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
  })
  test('neither agents nor team leaders may hire, move or dismiss', async () => {
    const agent = await centre.someone('agent')
    for (const who of [agent, leader]) {
      expect((await who.ask(addEmployee, { body: newcomer(staff) })).status).toBe(403)
      expect(
        (
          await who.ask(noteLeaving, {
            params: { employeeId: staff.liWei },
            body: { leftOn: '2026-03-05', reason: 'pay', version: 1 },
          })
        ).status,
      ).toBe(403)
    }
  })
  test('the database itself keeps an agent from deleting, and from changing another', async () => {
    const sight = { scope: 'own' as const, uid: staff.wangFang, teamIds: [staff.lions], siteIds: [staff.shanghai] }
    const db = centre.base.database.seenBy(sight)
    await expect(db.deleteFrom('people.employee').where('id', '=', staff.wangFang).execute()).rejects.toThrow(
      'permission denied',
    )
    const changed = await db.updateTable('people.employee').set({ name: '改' }).where('id', '=', staff.liWei).execute()
    expect(changed[0]?.numUpdatedRows).toBe(0n)
    expect(await db.selectFrom('people.employee').select('id').execute()).toEqual([{ id: staff.wangFang }])
  })
})
