import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changePassword, getMe, listMySessions } from '#domains/access/contract.ts'
import { newId } from '#platform/id.ts'
import { type Person, password } from '#server/testing.ts'
import {
  addEmployee,
  addTeam,
  changeEmployee,
  getEmployee,
  listEmployees,
  listTeams,
  noteLeaving,
  takeBackLeaving,
} from '../contract.ts'
import { timeZoneOf } from './public.ts'
import { letDueLeaversGo } from './service/leaving.ts'
import {
  aMomentLater,
  detailFor,
  formOf,
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

describe('an employee who joins', () => {
  test('may get the account at once, sees the own row and works in the zone of the site', async () => {
    const hired = await supervisor.ask(addEmployee, {
      body: newcomer(staff, { name: '孙悦', account: { loginName: 'sun.yue', password: 'A first secret 1' } }),
    })
    expect(hired.status).toBe(200)
    expect(hired.body).toMatchObject({
      name: '孙悦',
      teamName: '雄狮队',
      account: { loginName: 'sun.yue', disabledAt: null },
    })
    const fresh = await centre.signIn('sun.yue', 'A first secret 1')
    expect((await fresh.ask(getMe)).body).toMatchObject({
      id: hired.body.id,
      name: '孙悦',
      roles: ['agent'],
      scope: 'own',
      mustChangePassword: true,
    })
    expect((await fresh.ask(getEmployee, { params: { employeeId: hired.body.id } })).problem.code).toBe(
      'common.firstPassword',
    )
    await fresh.ask(changePassword, { body: { current: 'A first secret 1', next: 'A second secret 2' } })
    await aMomentLater()
    expect((await fresh.ask(getEmployee, { params: { employeeId: hired.body.id } })).status).toBe(200)
    expect(await timeZoneOf(centre.base.database.engine, staff.chenPing)).toBe('Asia/Chongqing')
  })
  test('is refused with a staff number, an endpoint or a login name of somebody else, and leaves no half behind', async () => {
    const [taken, busy, named] = [
      await supervisor.ask(addEmployee, { body: newcomer(staff, { staffNumber: '2001' }) }),
      await supervisor.ask(addEmployee, { body: newcomer(staff, { endpoint: 'sip:2001' }) }),
      await supervisor.ask(addEmployee, {
        body: newcomer(staff, { staffNumber: '7777', account: { loginName: 'sun.yue', password: 'A first secret 1' } }),
      }),
    ]
    expect([taken, busy, named].map(({ status, problem }) => [status, problem.code])).toEqual([
      [409, 'people.staffNumberTaken'],
      [409, 'people.endpointTaken'],
      [409, 'access.loginNameTaken'],
    ])
    expect((await director.ask(listEmployees, { query: { search: '7777' } })).body.total).toBe(0)
  })
  test('is placed within the reach of whoever hires, in a team of that site', async () => {
    const codes = [
      await supervisor.ask(addEmployee, { body: newcomer(staff, { siteId: staff.chengdu, teamId: staff.pandas }) }),
      await supervisor.ask(addEmployee, { body: newcomer(staff, { teamId: staff.pandas }) }),
      await supervisor.ask(addEmployee, { body: newcomer(staff, { siteId: newId(0) }) }),
      await supervisor.ask(addEmployee, { body: newcomer(staff, { teamId: newId(0) }) }),
    ].map(({ problem }) => problem.code)
    expect(codes).toEqual(['people.outOfReach', 'people.teamElsewhere', 'people.noSuchSite', 'people.noSuchTeam'])
  })
  test('is not appointed by somebody who sees no more than the post does', async () => {
    for (const post of ['supervisor', 'director', 'administrator'] as const)
      expect((await supervisor.ask(addEmployee, { body: newcomer(staff, { post }) })).problem.code).toBe(
        'people.postAboveYours',
      )
    expect((await director.ask(addEmployee, { body: newcomer(staff, { post: 'administrator' }) })).problem.code).toBe(
      'people.postAboveYours',
    )
    expect((await director.ask(addEmployee, { body: newcomer(staff, { post: 'supervisor' }) })).status).toBe(200)
  })
})

describe('an employee who moves', () => {
  test('to another team is seen by that leader and no longer by the old one; the account follows', async () => {
    const { body: hired } = await supervisor.ask(addEmployee, {
      body: newcomer(staff, {
        name: '周游',
        post: 'groupLeader',
        account: { loginName: 'zhou.you', password: password },
      }),
    })
    const before = await centre.signIn('zhou.you', password)
    await before.ask(changePassword, { body: { current: password, next: 'A second secret 2' } })
    expect((await leader.ask(getEmployee, { params: { employeeId: hired.id } })).status).toBe(200)
    const moved = await supervisor.ask(changeEmployee, {
      params: { employeeId: hired.id },
      body: { ...formOf(hired), teamId: staff.tigers },
    })
    expect(moved.body).toMatchObject({ teamName: '猛虎队', version: 2 })
    await aMomentLater()
    expect((await leader.ask(getEmployee, { params: { employeeId: hired.id } })).status).toBe(404)
    expect((await before.ask(getEmployee, { params: { employeeId: staff.zhangMin } })).status).toBe(200)
    expect((await before.ask(getEmployee, { params: { employeeId: staff.wangFang } })).status).toBe(404)
  })
  test('to another post gets the rights and the usual scope of that post', async () => {
    const { body: hired } = await supervisor.ask(addEmployee, {
      body: newcomer(staff, { name: '吴升', account: { loginName: 'wu.sheng', password } }),
    })
    await supervisor.ask(changeEmployee, {
      params: { employeeId: hired.id },
      body: { ...formOf(hired), name: '吴升之', post: 'teamLeader' },
    })
    const promoted = await centre.signIn('wu.sheng', password)
    expect((await promoted.ask(getMe)).body).toMatchObject({ name: '吴升之', roles: ['teamLeader'], scope: 'team' })
  })
  test('to another site leads no team of the old one any more', async () => {
    const { body: hired } = await director.ask(addEmployee, {
      body: newcomer(staff, { name: '钱程', post: 'teamLeader' }),
    })
    const { body: team } = await director.ask(addTeam, {
      body: { name: '先锋队', siteId: staff.shanghai, leaderId: hired.id },
    })
    expect(team).toMatchObject({ leaderName: '钱程', size: 0 })
    await director.ask(changeEmployee, {
      params: { employeeId: hired.id },
      body: { ...formOf(hired), siteId: staff.chengdu, teamId: null },
    })
    const teams = (await director.ask(listTeams, { query: { siteId: staff.shanghai } })).body
    expect(teams.find(({ id }) => id === team.id)?.leaderId).toBeNull()
  })
  test('is not changed by two people at once: the second is told to look again', async () => {
    const seen = await detailFor(supervisor, staff.liWei)
    const change = { params: { employeeId: staff.liWei }, body: { ...formOf(seen), endpoint: 'sip:9001' } }
    const both = await Promise.all([supervisor.ask(changeEmployee, change), director.ask(changeEmployee, change)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await supervisor.ask(changeEmployee, change)).problem.code).toBe('people.changedMeanwhile')
  })
})

describe('an employee who leaves', () => {
  test('is signed out everywhere and cannot sign in, frees the headset, and may come back', async () => {
    const { body: hired } = await supervisor.ask(addEmployee, {
      body: newcomer(staff, { name: '郑离', endpoint: 'sip:8001', account: { loginName: 'zheng.li', password } }),
    })
    const session = await centre.signIn('zheng.li', password)
    const left = await supervisor.ask(noteLeaving, {
      params: { employeeId: hired.id },
      body: { leftOn: '2026-03-05', reason: 'family', note: '照顾老人', version: hired.version },
    })
    expect(left.body).toMatchObject({ leftOn: '2026-03-05', leavingReason: 'family', leavingNote: '照顾老人' })
    expect(left.body.goneAt).not.toBeNull()
    expect(left.body.account?.disabledAt).not.toBeNull()
    await aMomentLater()
    expect((await session.ask(getMe)).status).toBe(401)
    await expect(centre.signIn('zheng.li', password)).rejects.toThrow('access.disabled')
    const { rows } = (await director.ask(listEmployees, { query: { state: 'gone', search: '郑离' } })).body
    expect(rows).toHaveLength(1)
    expect((await director.ask(listEmployees, { query: { search: '郑离' } })).body.total).toBe(0)
    expect(
      (
        await supervisor.ask(changeEmployee, {
          params: { employeeId: hired.id },
          body: { ...formOf(left.body), endpoint: '' },
        })
      ).problem.code,
    ).toBe('people.hasLeft')
    const successor = await supervisor.ask(addEmployee, { body: newcomer(staff, { endpoint: 'sip:8001' }) })
    expect(successor.status).toBe(200)
    expect((await supervisor.ask(takeBackLeaving, { params: { employeeId: hired.id } })).problem.code).toBe(
      'people.endpointTaken',
    )
    await supervisor.ask(changeEmployee, {
      params: { employeeId: successor.body.id },
      body: { ...formOf(successor.body), endpoint: '' },
    })
    const back = await supervisor.ask(takeBackLeaving, { params: { employeeId: hired.id } })
    expect(back.body).toMatchObject({ leftOn: null, leavingReason: null, goneAt: null })
    expect((await session.ask(listMySessions)).status).toBe(401)
    expect((await (await centre.signIn('zheng.li', password)).ask(getMe)).status).toBe(200)
  })
  test('next week works until then; the clock closes the account on the day', async () => {
    const { body: hired } = await supervisor.ask(addEmployee, {
      body: newcomer(staff, { name: '冯期', account: { loginName: 'feng.qi', password } }),
    })
    const noted = await supervisor.ask(noteLeaving, {
      params: { employeeId: hired.id },
      body: { leftOn: '2026-03-12', reason: 'betterOffer', version: hired.version },
    })
    expect(noted.body).toMatchObject({ goneAt: null, account: { disabledAt: null } })
    const system = { ...centre.base, db: centre.base.database.engine, requestId: '' }
    const actor = { id: newId(0), scope: 'all', sessionId: '', roles: [], permissions: new Set() } as never
    const at = (moment: string) => letDueLeaversGo({ ...system, actor, now: () => new Date(moment) })
    await at('2026-03-11T15:59:00Z')
    expect((await detailFor(supervisor, hired.id)).goneAt).toBeNull()
    await at('2026-03-11T16:00:00Z')
    await at('2026-03-12T16:00:00Z')
    expect(await detailFor(supervisor, hired.id)).toMatchObject({ goneAt: '2026-03-11T16:00:00.000Z' })
    await expect(centre.signIn('feng.qi', password)).rejects.toThrow('access.disabled')
    const told = await centre.base.database.engine
      .selectFrom('platform.outbox')
      .select('name')
      .where('subjectId', '=', hired.id)
      .orderBy('id')
      .execute()
    expect(told.map(({ name }) => name)).toEqual(['people.employeeJoined', 'people.employeeLeft'])
  })
  test('did not leave before joining, nor twice, and is not dismissed by an equal', async () => {
    const { body: hired } = await director.ask(addEmployee, { body: newcomer(staff, { post: 'supervisor' }) })
    const leaving = { reason: 'dismissed' as const, version: hired.version }
    const params = { employeeId: hired.id }
    const dismissed = [
      await supervisor.ask(noteLeaving, { params, body: { ...leaving, leftOn: '2026-03-05' } }),
      await director.ask(noteLeaving, { params, body: { ...leaving, leftOn: '2026-02-28' } }),
      await director.ask(noteLeaving, { params, body: { ...leaving, leftOn: '2026-03-05' } }),
      await director.ask(noteLeaving, { params, body: { ...leaving, leftOn: '2026-03-05', version: 3 } }),
    ]
    expect(dismissed.map(({ status, problem }) => [status, problem.code])).toEqual([
      [403, 'people.postAboveYours'],
      [400, 'people.leftBeforeJoining'],
      [200, undefined],
      [409, 'people.hasLeft'],
    ])
  })
})
