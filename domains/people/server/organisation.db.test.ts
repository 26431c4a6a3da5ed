import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changePassword } from '#domains/access/contract.ts'
import { newId } from '#platform/id.ts'
import { type Person, password } from '#server/testing.ts'
import { addEmployee, addTeam, changeSite, changeTeam, listSites, listTeams, setReach } from '../contract.ts'
import { aMomentLater, namesSeenBy, newcomer, type Staff, type StaffedCentre, staffedCentre } from './test-staff.ts'

let centre: StaffedCentre
let staff: Staff
let director: Person
let supervisor: Person
beforeAll(async () => {
  centre = await staffedCentre()
  ;({ staff, director, supervisor } = centre)
})
afterAll(() => centre.close())

describe('a team', () => {
  test('whose leader changes is seen by the new one and no longer by the old one', async () => {
    const { body: chief } = await director.ask(addEmployee, {
      body: newcomer(staff, {
        name: '秦领',
        teamId: staff.tigers,
        post: 'teamLeader',
        account: { loginName: 'qin.ling', password },
      }),
    })
    const chiefHere = await centre.signIn('qin.ling', password)
    await chiefHere.ask(changePassword, { body: { current: password, next: 'A better secret 2' } })
    const { body: team } = await director.ask(addTeam, {
      body: { name: '飞鹰队', siteId: staff.shanghai, leaderId: chief.id },
    })
    await director.ask(addEmployee, { body: newcomer(staff, { name: '鹰一', teamId: team.id }) })
    await aMomentLater()
    expect(await namesSeenBy(chiefHere)).toContain('鹰一')
    const [now] = (await director.ask(listTeams)).body.filter(({ id }) => id === team.id)
    const relieved = await director.ask(changeTeam, {
      params: { teamId: team.id },
      body: { name: '飞鹰队', siteId: staff.shanghai, leaderId: null, closed: false, version: now!.version },
    })
    expect(relieved.body).toMatchObject({ leaderId: null, size: 1 })
    await aMomentLater()
    expect(await namesSeenBy(chiefHere)).not.toContain('鹰一')
  })
  test('is led by somebody present at its site, closed only when empty, and run by that site', async () => {
    const body = { name: '雄狮队', siteId: staff.shanghai, leaderId: null, closed: false, version: 1 }
    const params = { teamId: staff.lions }
    const { version } = (await director.ask(listTeams)).body.find(({ id }) => id === staff.lions)!
    const codes = [
      await supervisor.ask(changeTeam, { params, body: { ...body, version, leaderId: staff.chenPing } }),
      await director.ask(changeTeam, { params, body: { ...body, version, closed: true } }),
      await director.ask(changeTeam, { params, body: { ...body, version, name: '猛虎队' } }),
      await director.ask(changeTeam, { params, body: { ...body, version: 99 } }),
      await supervisor.ask(changeTeam, {
        params: { teamId: staff.pandas },
        body: { ...body, name: '熊猫队', siteId: staff.chengdu },
      }),
      await supervisor.ask(addTeam, { body: { name: '新队', siteId: staff.chengdu, leaderId: null } }),
      await director.ask(changeTeam, { params: { teamId: newId(0) }, body }),
    ].map(({ problem }) => problem.code)
    expect(codes).toEqual([
      'people.leaderElsewhere',
      'people.stillInUse',
      'people.nameTaken',
      'people.changedMeanwhile',
      'people.outOfReach',
      'people.outOfReach',
      'people.noSuchTeam',
    ])
  })
  test('may be of any size: 10 to 15 is advice', async () => {
    const { body: team } = await director.ask(addTeam, {
      body: { name: '大队', siteId: staff.chengdu, leaderId: null },
    })
    for (let members = 0; members < 17; members++)
      expect(
        (await director.ask(addEmployee, { body: newcomer(staff, { siteId: staff.chengdu, teamId: team.id }) })).status,
      ).toBe(200)
    expect((await director.ask(listTeams)).body.find(({ id }) => id === team.id)?.size).toBe(17)
  })
})

test('a site stays open while people work there, and only a director changes it', async () => {
  const site = (await director.ask(listSites)).body.find(({ id }) => id === staff.chengdu)!
  const body = { name: site.name, timeZone: site.timeZone, dayStartsAt: '05:30', closed: false, version: site.version }
  const params = { siteId: site.id }
  expect((await supervisor.ask(changeSite, { params, body })).status).toBe(403)
  expect((await director.ask(changeSite, { params, body: { ...body, closed: true } })).problem.code).toBe(
    'people.stillInUse',
  )
  expect((await director.ask(changeSite, { params, body: { ...body, timeZone: 'Mars/Olympus' } })).status).toBe(400)
  expect((await director.ask(changeSite, { params, body })).body).toMatchObject({ dayStartsAt: '05:30', version: 2 })
  expect((await director.ask(changeSite, { params, body })).problem.code).toBe('people.changedMeanwhile')
})

test('a leader of two teams is given the second by hand, within the reach of whoever gives', async () => {
  const { body: hired } = await supervisor.ask(addEmployee, {
    body: newcomer(staff, { name: '双管', post: 'teamLeader', account: { loginName: 'shuang.guan', password } }),
  })
  const reach = (who: Person, body: { teamIds: string[]; siteIds: string[] }, employeeId = hired.id) =>
    who.ask(setReach, { params: { employeeId }, body })
  const both = { teamIds: [staff.lions, staff.tigers], siteIds: [staff.shanghai] }
  expect((await reach(supervisor, both)).body.account).toMatchObject(both)
  expect((await reach(supervisor, { ...both, siteIds: [staff.chengdu] })).problem.code).toBe('people.outOfReach')
  expect((await reach(supervisor, { ...both, teamIds: [staff.pandas] })).problem.code).toBe('people.outOfReach')
  expect((await reach(director, { ...both, teamIds: [newId(0)] })).problem.code).toBe('people.outOfReach')
  expect((await reach(supervisor, both, staff.wangFang)).problem.code).toBe('people.hasNoAccount')
  expect((await reach(supervisor, both, staff.chenPing)).status).toBe(404)
})
