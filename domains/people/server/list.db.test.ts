import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAudit } from '#domains/access/contract.ts'
import type { Person } from '#server/testing.ts'
import { addEmployee, changeEmployee, exportEmployees, listEmployees } from '../contract.ts'
import { formOf, newcomer, type Staff, type StaffedCentre, staffedCentre } from './test-staff.ts'

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

describe('the list of employees', () => {
  test('is found by name, pinyin, initials and staff number, page by page', async () => {
    const found = async (search: string) =>
      (await director.ask(listEmployees, { query: { search } })).body.rows.map(({ name }) => name)
    expect(await found('王芳')).toEqual(['王芳'])
    expect(await found('wangf')).toEqual(['王芳'])
    expect(await found('LW')).toEqual(['李伟'])
    expect(await found('1003')).toEqual(['张敏'])
    expect(await found('%')).toEqual([])
    expect(await found('_')).toEqual([])
    const all = (await director.ask(listEmployees, { query: { pageSize: 200 } })).body
    const pages = [1, 2, 3, 4, 5, 6, 7, 8].map((page) =>
      director.ask(listEmployees, { query: { page, pageSize: 5 } }).then(({ body }) => body.rows),
    )
    expect((await Promise.all(pages)).flat().map(({ id }) => id)).toEqual(all.rows.slice(0, 40).map(({ id }) => id))
    expect((await director.ask(listEmployees, { query: { page: 0 } })).status).toBe(400)
    expect((await director.ask(listEmployees, { query: { pageSize: 100_000 } })).status).toBe(400)
  })
  test('is handed out as a file of exactly those rows, in which no name runs as a formula', async () => {
    await director.ask(addEmployee, {
      body: newcomer(staff, { name: '=HYPERLINK("http://x","点我")', siteId: staff.chengdu, teamId: staff.pandas }),
    })
    const filter = { siteId: staff.chengdu }
    const file = (await director.ask(exportEmployees, { query: { ...filter, reason: '人事核对' } }))
      .body as unknown as string
    const lines = file.trimEnd().split('\r\n')
    expect(lines[0]).toContain('工号,姓名,职场,班组,岗位')
    expect(lines.length - 1).toBe((await director.ask(listEmployees, { query: filter })).body.total)
    expect(file).toContain(`"'=HYPERLINK(""http://x"",""点我"")"`)
    expect((await leader.ask(exportEmployees, { query: { reason: '人事核对' } })).status).toBe(403)
    const own = (await supervisor.ask(exportEmployees, { query: { reason: '人事核对' } })).body as unknown as string
    expect(own).not.toContain('陈平')
  })
})

test('every change of an employee is on record with its author', async () => {
  const { body: hired } = await supervisor.ask(addEmployee, { body: newcomer(staff, { name: '留痕' }) })
  await supervisor.ask(changeEmployee, {
    params: { employeeId: hired.id },
    body: { ...formOf(hired), name: '留痕改' },
  })
  const { rows } = (await director.ask(listAudit, { query: { tableName: 'people.employee', rowId: hired.id } })).body
  expect(rows.map(({ operation, actorId }) => [operation, actorId])).toEqual([
    ['update', supervisor.id],
    ['insert', supervisor.id],
  ])
  expect(rows[0]).toMatchObject({ before: { name: '留痕' }, after: { name: '留痕改' } })
})
