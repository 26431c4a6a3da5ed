import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  type Account,
  changeAccount,
  createAccount,
  getMe,
  listAccounts,
  listAudit,
  listRoleRights,
  resetPassword,
  setRoleRight,
  signAccountOut,
} from '../contract.ts'

let centre: TestCentre
let administrator: Person
let director: Person
beforeAll(async () => {
  centre = await testCentre()
  administrator = await centre.someone('administrator')
  director = await centre.someone('director')
})
afterAll(() => centre.close())

const found = async (who: Person, search: string): Promise<Account> =>
  (await who.ask(listAccounts, { query: { search } })).body.rows[0]!
const changeOf = ({ displayName, roles, scope, teamIds, siteIds, version, disabledAt }: Account) => ({
  displayName,
  roles,
  scope,
  teamIds,
  siteIds,
  version,
  disabled: disabledAt !== null,
})

describe('managing accounts', () => {
  test('gives nobody more than the giver has: a director makes no administrator, nor takes one over', async () => {
    await centre.someone('administrator', { loginName: 'root.two' })
    const root = await found(director, 'root.two')
    const tried = [
      await director.ask(createAccount, {
        body: {
          loginName: 'sneaky',
          displayName: '偷',
          password: 'A first secret 1',
          roles: ['administrator'],
          scope: 'all',
        },
      }),
      await director.ask(resetPassword, { params: { accountId: root.id }, body: { password: 'Now it is mine 9' } }),
      await director.ask(changeAccount, {
        params: { accountId: root.id },
        body: { ...changeOf(root), disabled: true },
      }),
      await director.ask(changeAccount, {
        params: { accountId: director.id },
        body: { ...changeOf(await found(director, 'director')), roles: ['director', 'administrator'] },
      }),
    ]
    expect(tried.map(({ status, problem }) => [status, problem.code])).toEqual(
      tried.map(() => [403, 'access.aboveYou']),
    )
  })
  test('a site supervisor who was given the right reaches the accounts of the site only', async () => {
    await administrator.ask(setRoleRight, {
      body: { role: 'supervisor', permission: 'access.manageAccounts', granted: true },
    })
    const [here, there] = [newId(1), newId(2)]
    const supervisor = await centre.someone('supervisor', { siteIds: [here] })
    const mine = await centre.someone('agent', { siteIds: [here] })
    const other = await centre.someone('agent', { siteIds: [there] })
    const seen = (await supervisor.ask(listAccounts)).body.rows.map(({ id }) => id)
    expect(seen.sort()).toEqual([supervisor.id, mine.id].sort())
    const reset = (accountId: string) =>
      supervisor.ask(resetPassword, { params: { accountId }, body: { password: 'Another secret 3' } })
    expect((await reset(other.id)).status).toBe(404)
    expect((await supervisor.ask(signAccountOut, { params: { accountId: other.id } })).status).toBe(404)
    expect((await supervisor.ask(signAccountOut, { params: { accountId: mine.id } })).status).toBe(200)
    await new Promise((resume) => setTimeout(resume, 1100))
    expect((await mine.ask(getMe)).status).toBe(401)
    expect((await other.ask(getMe)).status).toBe(200)
    const wide = { loginName: 'wide', displayName: '宽', password: 'A first secret 1', siteIds: [here] }
    expect(
      (await supervisor.ask(createAccount, { body: { ...wide, roles: ['agent'], scope: 'all' } })).problem.code,
    ).toBe('access.aboveYou')
  })
  test('is refused to the second of two who change the same account', async () => {
    await centre.someone('agent', { loginName: 'twice.changed' })
    const account = await found(administrator, 'twice.changed')
    const change = {
      params: { accountId: account.id },
      body: { ...changeOf(account), displayName: '改一次' },
    }
    const both = await Promise.all([administrator.ask(changeAccount, change), director.ask(changeAccount, change)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
  test('keeps one working administrator, also when two close each other at once', async () => {
    const [one, two] = [await centre.someone('administrator'), await centre.someone('administrator')]
    const others = (await administrator.ask(listAccounts, { query: { role: 'administrator' } })).body.rows
    for (const account of others.filter(({ id }) => id !== one.id && id !== two.id))
      await one.ask(changeAccount, {
        params: { accountId: account.id },
        body: { ...changeOf(account), disabled: true },
      })
    const accounts = (await one.ask(listAccounts, { query: { role: 'administrator' } })).body.rows
    const close = (who: Person, accountId: string) =>
      who.ask(changeAccount, {
        params: { accountId },
        body: { ...changeOf(accounts.find(({ id }) => id === accountId)!), disabled: true },
      })
    const both = await Promise.all([close(one, two.id), close(two, one.id)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.problem.code).toBe('access.lastAdministrator')
  })
})

test('what is unknown is told so: accounts, permissions, odd filters of the audit trail', async () => {
  const keeper = await centre.someone('administrator')
  const accountId = newId(0)
  expect((await keeper.ask(signAccountOut, { params: { accountId } })).problem.code).toBe('access.noSuchAccount')
  expect(
    (await keeper.ask(setRoleRight, { body: { role: 'agent', permission: 'access.fly', granted: true } })).problem.code,
  ).toBe('access.noSuchPermission')
  for (const query of [
    { actorId: 'x' as never },
    { limit: 0 },
    { tableName: '\0' },
    { after: 'x' },
    { from: '2026-02-30' },
    { operation: 'burn' as never },
  ])
    expect((await keeper.ask(listAudit, { query })).status).toBe(400)
  expect((await keeper.ask(listAudit, { query: { tableName: `'; drop table x; --` } })).body.rows).toEqual([])
})

test('the audit trail is read page by page, and day by day of the reader’s site', async () => {
  const keeper = await centre.someone('administrator')
  const all = (await keeper.ask(listAudit, { query: { limit: 200 } })).body.rows.map(({ id }) => id)
  const first = (await keeper.ask(listAudit, { query: { limit: 5 } })).body
  const second = (await keeper.ask(listAudit, { query: { limit: 5, after: first.next! } })).body
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.slice(0, 10))
  const [day] = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format().split(' ')
  const today = (await keeper.ask(listAudit, { query: { from: day!, until: day!, limit: 5 } })).body
  expect(today.rows.length).toBe(5)
  expect((await keeper.ask(listAudit, { query: { until: '2020-01-01' } })).body.rows).toEqual([])
})

test('the list of accounts tells who is signed in now', async () => {
  const keeper = await centre.someone('administrator')
  await centre.someone('agent', { loginName: 'present.one' })
  const here = (await keeper.ask(listAccounts, { query: { search: 'present.one' } })).body.rows[0]!
  expect(here.sessions).toBe(1)
  expect(here.lastSeenAt).not.toBeNull()
  await keeper.ask(signAccountOut, { params: { accountId: here.id } })
  expect((await keeper.ask(listAccounts, { query: { search: 'present.one' } })).body.rows[0]?.sessions).toBe(0)
})

test('what roles may do comes with words for every permission', async () => {
  const keeper = await centre.someone('administrator')
  const { permissions, rights } = (await keeper.ask(listRoleRights)).body
  expect(permissions).toContainEqual({
    code: 'access.manageRoles',
    text: { zh: '调整角色权限', en: 'Change what roles may do' },
  })
  expect(rights.find(({ role, permission }) => role === 'agent' && permission === 'access.manageRoles')).toMatchObject({
    granted: false,
    byDefault: false,
  })
})
