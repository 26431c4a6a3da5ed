import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { addSkill, getEmployee, gradeSkills, listEmployees, listSkills, removeSkill, renameSkill } from '../contract.ts'
import { type Staff, seedStaff } from './test-staff.ts'

let centre: TestCentre
let staff: Staff
let trainer: Person
let leader: Person
beforeAll(async () => {
  centre = await testCentre()
  staff = await seedStaff(centre.base.database.engine)
  trainer = await centre.someone('trainer', { siteIds: [staff.shanghai] })
  leader = await centre.someone('teamLeader', {
    id: staff.lionLeader,
    teamIds: [staff.lions],
    siteIds: [staff.shanghai],
  })
})
afterAll(() => centre.close())

const newSkill = async (name: string) => (await trainer.ask(addSkill, { body: { name } })).body

test('a leader grades the people of the own team, and nobody else, not even oneself', async () => {
  const selling = await newSkill('保险销售')
  const cantonese = await newSkill('粤语')
  const grade = (employeeId: string, skills: { skillId: string; level: number }[]) =>
    leader.ask(gradeSkills, { params: { employeeId }, body: { skills } })
  const graded = await grade(staff.wangFang, [
    { skillId: selling.id, level: 4 },
    { skillId: cantonese.id, level: 2 },
  ])
  expect(graded.body.skills.map(({ name, level }) => [name, level])).toEqual(
    expect.arrayContaining([
      ['保险销售', 4],
      ['粤语', 2],
    ]),
  )
  const again = await grade(staff.wangFang, [{ skillId: selling.id, level: 5 }])
  expect(again.body.skills).toEqual([{ skillId: selling.id, name: '保险销售', level: 5 }])
  expect((await grade(staff.zhangMin, [])).status).toBe(404)
  expect((await grade(staff.lionLeader, [{ skillId: selling.id, level: 5 }])).problem.code).toBe('people.outOfReach')
  expect((await grade(staff.wangFang, [{ skillId: newId(0), level: 1 }])).problem.code).toBe('people.noSuchSkill')
  expect((await grade(staff.wangFang, [{ skillId: selling.id, level: 6 }])).status).toBe(400)
  const twice = [
    { skillId: selling.id, level: 1 },
    { skillId: selling.id, level: 2 },
  ]
  expect((await grade(staff.wangFang, twice)).status).toBe(400)
  const holders = await trainer.ask(listEmployees, { query: { skillId: selling.id } })
  expect(holders.body.rows.map(({ name }) => name)).toEqual(['王芳'])
  const agent = await centre.someone('agent', { id: staff.wangFang })
  expect((await agent.ask(getEmployee, { params: { employeeId: staff.wangFang } })).body.skills).toHaveLength(1)
})

test('a skill has one name, is renamed by one person at a time, and goes only when nobody holds it', async () => {
  const billing = await newSkill('账单解释')
  expect((await trainer.ask(addSkill, { body: { name: '账单解释' } })).problem.code).toBe('people.nameTaken')
  const rename = (name: string, version: number) =>
    trainer.ask(renameSkill, { params: { skillId: billing.id }, body: { name, version } })
  expect((await rename('账单答疑', 1)).body).toMatchObject({ name: '账单答疑', version: 2 })
  expect((await rename('账单讲解', 1)).problem.code).toBe('people.changedMeanwhile')
  expect((await rename('保险销售', 2)).problem.code).toBe('people.nameTaken')
  const held = (await trainer.ask(listSkills)).body.find(({ name }) => name === '保险销售')
  expect(held?.holders).toBe(1)
  const remove = (skillId: string) => trainer.ask(removeSkill, { params: { skillId } })
  expect((await remove(held!.id)).problem.code).toBe('people.stillInUse')
  expect((await remove(billing.id)).body).toEqual({ done: true })
  expect((await remove(billing.id)).problem.code).toBe('people.noSuchSkill')
  expect((await leader.ask(removeSkill, { params: { skillId: held!.id } })).status).toBe(403)
})
