import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApi } from '#platform/http/openapi.ts'
import { withClient } from '#platform/postgres/client.ts'
import { contracts } from './contracts.ts'
import { type Person, password, type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

describe('the public face', () => {
  test('is printed as OpenAPI 3.1 with every operation of every domain, each with its permission', async () => {
    const document = (await centre.app.inject('/api/openapi.json')).json<OpenApi>()
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    const declared = Object.values(contracts).flatMap((contract) => Object.keys(contract))
    expect(document.openapi).toBe('3.1.0')
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...declared].sort())
    expect(operations.filter((operation) => !operation['x-permission'])).toEqual([])
    for (const [path, methods] of Object.entries(document.paths))
      for (const { parameters } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`)
        expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath)
      }
  })
  test('has a page people can read', async () => {
    const page = await centre.app.inject('/api/docs')
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain('/campaigns')
  })
})

describe('a broken request', () => {
  test('of half a JSON is told so', async () => {
    const answer = await manager.inject({
      method: 'POST',
      url: '/api/campaigns',
      headers: { 'content-type': 'application/json' },
      payload: '{"name": ',
    })
    expect(answer.statusCode).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'common.badJson', status: 400 })
  })
  test('of wrong types names the fields', async () => {
    const answer = await manager.inject({ method: 'POST', url: '/api/campaigns', payload: { name: 7, siteId: 'here' } })
    expect(answer.statusCode).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'common.badInput' })
    expect(JSON.parse(answer.body).params.fields).toContain('name')
  })
  test('with an unknown content type is no bug of ours', async () => {
    const answer = await manager.inject({
      method: 'POST',
      url: '/api/campaigns',
      headers: { 'content-type': 'text/csv' },
      payload: 'a;b',
    })
    expect(answer.statusCode).toBe(415)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })
  test('larger than a form can be is refused before it is read', async () => {
    const answer = await manager.inject({
      method: 'POST',
      url: '/api/campaigns',
      payload: { name: 'x'.repeat(2_000_000) },
    })
    expect(answer.statusCode).toBe(413)
  })
  test('to an address nobody serves is a problem, not a page', async () => {
    const answer = await manager.inject({ url: '/api/nothing/here' })
    expect(answer.statusCode).toBe(404)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'common.notFound' })
  })
  test('from a page of another site is refused, whatever its cookie', async () => {
    const answer = await manager.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { origin: 'https://evil.example' },
    })
    expect(answer.statusCode).toBe(403)
  })
  test('from a sandboxed frame, which says its origin is “null”, is refused as well', async () => {
    const answer = await manager.inject({ method: 'DELETE', url: '/api/session', headers: { origin: 'null' } })
    expect(answer.statusCode).toBe(403)
  })
  test('that was passed on to a process without the engine is answered, not passed on again', async () => {
    const leader = await centre.someone('teamLeader')
    const answer = await leader.inject({ url: '/api/desk', headers: { 'x-carillon-forwarded': '1' } })
    expect(answer.statusCode).toBe(503)
  })
  test('whose commit the database refuses is no success', async () => {
    await withClient(centre.urls.ownerUrl, async (client) => {
      await client.query(
        `create function presence.no() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = 'check_violation'; end $$`,
      )
      await client.query(
        `create constraint trigger no after insert on presence.reason deferrable initially deferred for each row execute function presence.no()`,
      )
    })
    const supervisor = await centre.someone('supervisor')
    const answer = await supervisor.inject({
      method: 'POST',
      url: '/api/pause-reasons',
      payload: { state: 'break', nameZh: '茶歇', nameEn: 'Tea', position: 5 },
    })
    expect(answer.statusCode).toBe(400)
  })
  test('with an id that is none is refused without asking the database', async () => {
    const answer = await manager.inject({ url: "/api/campaigns/1' or '1'='1" })
    expect(answer.statusCode).toBe(400)
  })
})

describe('a session', () => {
  test('travels in a cookie scripts cannot read and other sites cannot send', async () => {
    await centre.someone('agent', { loginName: 'cookie.reader' })
    const answer = await centre.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { loginName: 'cookie.reader', password },
    })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
  })
  test('that has expired is asked to sign in again', async () => {
    const agent = await centre.someone('agent')
    await centre.base.database.engine
      .updateTable('access.session')
      .set({ expiresAt: new Date(0) })
      .where('accountId', '=', agent.id)
      .execute()
    centre.door.forget()
    expect((await agent.inject({ url: '/api/me' })).statusCode).toBe(401)
  })
})
