import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person, TestCentre } from '#server/testing.ts'
import { testCentre } from '#server/testing.ts'
import { type Account, changeAccount, createAccount, listAccounts, setRoleRight } from '../contract.ts'

const [siteA, siteB] = ['01a20000-0000-7000-8000-00000000000a', '01a20000-0000-7000-8000-00000000000b']
let centre: TestCentre
let supervisor: Person
beforeAll(async () => {
  centre = await testCentre()
  const administrator = await centre.someone('administrator')
  await administrator.ask(setRoleRight, {
    body: { role: 'supervisor', permission: 'access.manageAccounts', granted: true },
  })
  supervisor = await centre.someone('supervisor', { siteIds: [siteA] })
})
afterAll(() => centre.close())

const accountOf = async (id: string): Promise<Account> => {
  const director = await centre.someone('director')
  const { body } = await director.ask(listAccounts, { query: { pageSize: 200 } })
  return body.rows.find((account) => account.id === id) as Account
}
const change = async (account: Account, details: Partial<Account>) => {
  const { roles, scope, teamIds, siteIds, displayName, version } = { ...account, ...details }
  const body = { roles, scope, teamIds, siteIds, displayName, version, disabled: false }
  return (await supervisor.ask(changeAccount, { params: { accountId: account.id }, body })).problem.code
}

describe('a supervisor who may manage accounts', () => {
  test('cannot widen their own reach', async () => {
    expect(await change(await accountOf(supervisor.id), { siteIds: [siteA, siteB] })).toBe('access.aboveYou')
  })
  test('cannot narrow a director of their site', async () => {
    const director = await centre.someone('director', { siteIds: [siteA] })
    expect(await change(await accountOf(director.id), { scope: 'own' })).toBe('access.aboveYou')
  })
  test('cannot make a helper who sees more than they do', async () => {
    const body = {
      loginName: 'the.mule',
      displayName: 'm',
      password: 'A mule secret 1',
      roles: ['agent' as const],
      scope: 'site' as const,
    }
    expect((await supervisor.ask(createAccount, { body: { ...body, siteIds: [siteA, siteB] } })).problem.code).toBe(
      'access.aboveYou',
    )
  })
  test('can still look after the agents of their site', async () => {
    const agent = await centre.someone('agent', { siteIds: [siteA] })
    expect(await change(await accountOf(agent.id), { displayName: '新名字' })).toBeUndefined()
  })
})
