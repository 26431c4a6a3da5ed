import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAccount } from '#domains/access/contract.ts'
import { newId } from '#platform/id.ts'
import type { Answer, Person } from '#server/testing.ts'
import { describeWithData } from '#tools/test/data-sets.ts'
import {
  addEmployee,
  addSkill,
  addTeam,
  exportEmployees,
  listEmployees,
  listSkills,
  listTeams,
  noteLeaving,
  removeSkill,
} from '../contract.ts'
import { newcomer, type Staff, type StaffedCentre, staffedCentre } from './test-staff.ts'

let centre: StaffedCentre
let staff: Staff
let director: Person
beforeAll(async () => {
  centre = await staffedCentre()
  ;({ staff, director } = centre)
})
afterAll(() => centre.close())

/** Kept byte for byte, or refused in words: nothing between. */
const keptOrRefused = (text: string, answer: Answer<Record<string, unknown>>, field: string): void => {
  if (answer.status === 200) {
    expect(answer.body[field]).toBe(text)
    return
  }
  expect([answer.status, answer.problem.code, JSON.stringify(text)]).toEqual([
    400,
    'common.badInput',
    JSON.stringify(text),
  ])
  expect(text.length > 60 || text.trim() === '' || text.includes('\0') || !text.isWellFormed()).toBe(true)
}

describeWithData('naughty-strings', 'every naughty string', (folder) => {
  const naughty: string[] = JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8'))
  const strings = [...naughty, 'a\0b', '\0', '\ud83d', '\udc00x', '\u202e王', '\ufeff', 'e\u0301', '👩‍👩‍👧‍👦']

  test('as the name and the leaving note of an employee is kept or refused', async () => {
    for (const name of strings) {
      const hired = await director.ask(addEmployee, { body: newcomer(staff, { name }) })
      keptOrRefused(name, hired, 'name')
      if (hired.status !== 200) continue
      const left = await director.ask(noteLeaving, {
        params: { employeeId: hired.body.id },
        body: { leftOn: '2026-03-05', reason: 'other', note: name, version: 1 },
      })
      expect(left.body.leavingNote).toBe(name)
    }
  })
  test('as the name of a team or a skill is kept or refused', async () => {
    const kept: string[] = []
    for (const name of new Set(strings)) {
      const team = await director.ask(addTeam, { body: { name, siteId: staff.chengdu, leaderId: null } })
      keptOrRefused(name, team, 'name')
      keptOrRefused(name, await director.ask(addSkill, { body: { name } }), 'name')
      if (team.status === 200) kept.push(name)
    }
    const teams = (await director.ask(listTeams)).body.map(({ name }) => name)
    expect(teams).toEqual(expect.arrayContaining(kept))
    expect((await director.ask(listSkills)).body.length).toBeGreaterThan(400)
  })
  test('as the display name of an account is kept or refused', async () => {
    const administrator = await centre.someone('administrator')
    const { id: accountId } = await centre.someone('agent')
    let version = 1
    for (const displayName of strings) {
      const body = { displayName, roles: ['agent' as const], scope: 'own' as const, version, disabled: false }
      const changed = await administrator.ask(changeAccount, { params: { accountId }, body })
      keptOrRefused(displayName, changed, 'displayName')
      if (changed.status === 200) version = changed.body.version
    }
    expect(version).toBeGreaterThan(400)
  })
  test('searches without a slip, and the file of all of them has a line for each', async () => {
    for (const search of strings)
      expect([200, 400]).toContain((await director.ask(listEmployees, { query: { search } })).status)
    const file = await director.ask(exportEmployees, { query: { state: 'all', reason: '人事核对' } })
    expect(file.status).toBe(200)
    for (const line of String(file.body).split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=@]/)
  })
})

describe('what makes no sense', () => {
  const send = async (who: Person, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: string) => {
    const { statusCode, headers, body } = await who.inject({
      method,
      url: `/api${url}`,
      headers: { 'content-type': 'application/json' },
      ...(payload === undefined ? {} : { payload }),
    })
    expect(headers['content-type']).toContain('application/problem+json')
    return [statusCode, JSON.parse(body).code]
  }
  test('is refused as a problem: broken JSON, wrong types, days and ids that are none', async () => {
    expect(await send(director, 'POST', '/employees', '{"name":')).toEqual([400, 'common.badJson'])
    const bad = [400, 'common.badInput']
    for (const payload of ['[]', '"x"', '7', 'null', '{}', JSON.stringify({ ...newcomer(staff), name: 7 })])
      expect([payload, ...(await send(director, 'POST', '/employees', payload))]).toEqual([payload, ...bad])
    for (const wrong of [
      { joinedOn: '2026-02-30' },
      { joinedOn: '05/03/2026' },
      { siteId: 'x' },
      { teamId: '' },
      { post: 'king' },
      { endpoint: 'x'.repeat(121) },
      { name: '长'.repeat(81) },
      { staffNumber: '9'.repeat(21) },
      { account: { loginName: 'No Spaces', password: 'A first secret 1' } },
    ])
      expect([wrong, (await director.ask(addEmployee, { body: newcomer(staff, wrong) })).status]).toEqual([wrong, 400])
    for (const url of [
      '/employees/x',
      `/employees/${newId(0)}x`,
      '/employees?page=-1',
      '/employees?siteId=1',
      '/employees?state=dead',
    ])
      expect([url, ...(await send(director, 'GET', url))]).toEqual([url, ...bad])
    expect(await send(director, 'GET', `/employees/${newId(0)}`)).toEqual([404, 'people.noSuchEmployee'])
    expect(await send(director, 'PUT', `/skills/${newId(0)}`, '{"name":"x","version":1}')).toEqual([
      404,
      'people.noSuchSkill',
    ])
    const nobody = await director.ask(removeSkill, { params: { skillId: newId(0) } })
    expect([nobody.status, nobody.problem.code]).toEqual([404, 'people.noSuchSkill'])
  })
  test('and huge is refused before it is read', async () => {
    const huge = JSON.stringify({ ...newcomer(staff), name: '大'.repeat(600_000) })
    expect(await send(director, 'POST', '/employees', huge)).toEqual([413, 'common.tooLarge'])
  })
  test('a weak first password leaves no employee behind', async () => {
    const body = newcomer(staff, { account: { loginName: 'weak.one', password: '1234567890' } })
    expect((await director.ask(addEmployee, { body })).problem.code).toBe('access.weakPassword')
    expect((await director.ask(listEmployees, { query: { search: body.staffNumber } })).body.total).toBe(0)
  })
})
