import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password, type TestCentre, testCentre } from '#server/testing.ts'
import {
  changePassword,
  createAccount,
  getMe,
  listAccounts,
  listAudit,
  listMySessions,
  resetPassword,
  setRoleRight,
  signOut,
} from '../contract.ts'

let centre: TestCentre
beforeAll(async () => {
  centre = await testCentre()
})
afterAll(() => centre.close())

describe('signing in', () => {
  test('gives a session that knows who is asking', async () => {
    const agent = await centre.someone('agent', { loginName: 'wang.fang' })
    const me = await agent.ask(getMe)
    expect(me.body).toMatchObject({ loginName: 'wang.fang', roles: ['agent'], scope: 'own', mustChangePassword: false })
  })
  test('with a wrong password is refused in both languages, and after eight tries the door stays shut', async () => {
    await centre.someone('agent', { loginName: 'li.wei' })
    for (let tries = 0; tries < 8; tries++)
      await expect(centre.signIn('li.wei', 'wrong')).rejects.toThrow('access.wrongCredentials')
    await expect(centre.signIn('li.wei', password)).rejects.toThrow('access.tooManyTries')
  })
  test('many times at once is throttled like many times in a row', async () => {
    await centre.someone('agent', { loginName: 'zhao.yun' })
    const tries = await Promise.all(
      Array.from({ length: 40 }, () =>
        centre.app.inject({
          method: 'POST',
          url: '/api/session',
          payload: { loginName: 'zhao.yun', password: 'wrong' },
        }),
      ),
    )
    expect(tries.filter(({ statusCode }) => statusCode === 401).length).toBeLessThanOrEqual(8)
  })
  test('is over once signed out, everywhere that session was used', async () => {
    const agent = await centre.someone('agent')
    await agent.ask(signOut)
    expect((await agent.ask(getMe)).status).toBe(401)
  })
  test('without a session gives 401, without the right 403, as problem+json', async () => {
    const agent = await centre.someone('agent')
    const refused = await agent.ask(listAccounts)
    expect(refused.status).toBe(403)
    expect(refused.problem.code).toBe('common.notAllowed')
    const stranger = await centre.app.inject({ url: '/api/accounts' })
    expect(stranger.statusCode).toBe(401)
    expect(stranger.headers['content-type']).toContain('application/problem+json')
  })
})

describe('an account', () => {
  test('made by an administrator must change its password before it may do anything', async () => {
    const administrator = await centre.someone('administrator')
    const created = await administrator.ask(createAccount, {
      body: {
        loginName: 'new.boss',
        displayName: '新来的',
        password: 'A first secret 1',
        roles: ['administrator'],
        scope: 'all',
      },
    })
    expect(created.status).toBe(200)
    const fresh = await centre.signIn('new.boss', 'A first secret 1')
    expect((await fresh.ask(listAccounts)).problem.code).toBe('common.firstPassword')
    expect((await fresh.ask(listMySessions)).problem.code).toBe('common.firstPassword')
    expect(
      (await fresh.ask(changePassword, { body: { current: 'A first secret 1', next: 'short' } })).problem.code,
    ).toBe('access.weakPassword')
    expect(
      (await fresh.ask(changePassword, { body: { current: 'A first secret 1', next: 'A better secret 2' } })).status,
    ).toBe(200)
    await new Promise((resume) => setTimeout(resume, 1100))
    expect((await fresh.ask(listAccounts)).status).toBe(200)
  })
  test('whose password was reset is signed out at once', async () => {
    const administrator = await centre.someone('administrator')
    const agent = await centre.someone('agent')
    await administrator.ask(resetPassword, { params: { accountId: agent.id }, body: { password: 'Another secret 3' } })
    await new Promise((resume) => setTimeout(resume, 1100))
    expect((await agent.ask(listMySessions)).status).toBe(401)
  })
  test('never shows its password hash, not even to the audit trail', async () => {
    const administrator = await centre.someone('administrator')
    const trail = await administrator.ask(listAudit, { query: { tableName: 'access.account' } })
    expect(trail.body.rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(trail.body)).not.toContain('argon2')
  })
})

test('what a role may do can be widened, and the change is on record with its author', async () => {
  const administrator = await centre.someone('administrator')
  const leader = await centre.someone('teamLeader')
  expect((await leader.ask(listAudit)).status).toBe(403)
  await administrator.ask(setRoleRight, { body: { role: 'teamLeader', permission: 'access.readAudit', granted: true } })
  expect((await leader.ask(listAudit)).status).toBe(200)
  const trail = await administrator.ask(listAudit, { query: { tableName: 'access.role_grant' } })
  expect(trail.body.rows[0]).toMatchObject({ operation: 'insert', actorId: administrator.id })
})
