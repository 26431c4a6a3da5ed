import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { hashPassword } from '#domains/access/server/session.ts'
import { agentDesk, type DeskState } from '#domains/desk/contract.ts'
import type { Base } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { findWrongs, foundDrill, questionsTo } from './test-drill.ts'
import { killStarted, startCentre } from './test-process.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await killStarted()
  for (const close of closing.splice(0).reverse()) await close()
})
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await sleep(50)
}

const startAt = '2026-03-05T01:00:00.000Z'

/** A database with a campaign that runs and one agent who is a person; processes are started beside it. */
const openGround = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-two-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const fresh = await freshDatabase()
  closing.push(fresh.drop)
  const database = openDatabase(fresh.appUrl, { poolSize: 2 })
  closing.push(database.stop)
  const base: Base = { database, now: () => new Date(startAt), log: silentLog }
  const drill = await foundDrill(base, { agents: 5, contacts: 120 })
  const id = drill.workers[0]?.id ?? ''
  const account = {
    displayName: '甲',
    mustChangePassword: false,
    teamIds: [],
    siteIds: [],
    passwordHash: await hashPassword('Correct horse 42'),
  }
  await database.engine
    .insertInto('access.account')
    .values({ id, loginName: 'a001', roles: ['agent'], scope: 'own', ...account })
    .execute()
  const order = { dialLog: join(folder, 'dialled'), agents: 0, contacts: 0, speed: 10, startAt }
  const start = (roles: string) =>
    startCentre(order, {
      CARILLON_ROLES: roles,
      CARILLON_STATE_DIR: folder,
      DATABASE_URL: fresh.appUrl,
      DATABASE_OWNER_URL: fresh.ownerUrl,
    })
  return { start, query: questionsTo(base), agentId: id }
}

/** A browser at that address. */
const browserAt = async (address: string) => {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName: 'a001', password: 'Correct horse 42' }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const ask = async (path: string, method = 'GET') => {
    const body = method === 'GET' ? {} : { body: '{}' }
    const reply = await fetch(`${address}/api${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...body,
    })
    return { status: reply.status, body: (await reply.json()) as DeskState }
  }
  /** Resolves with the first news of the desk that is so. */
  const hears = (agentId: string, isSo: (desk: DeskState) => boolean): Promise<DeskState> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live`, { headers: { cookie } })
      socket.on('open', () => socket.send(JSON.stringify({ listen: agentDesk.name, key: { agentId } })))
      socket.on('error', reject)
      socket.on('message', (raw) => {
        const { value, refused } = JSON.parse(String(raw)) as { value?: DeskState; refused?: string }
        if (refused !== undefined) reject(new Error(`refused: ${String(raw)}`))
        if (!value || !isSo(value)) return
        socket.close()
        resolve(value)
      })
    })
  return { ask, hears }
}

test('the desk works through another process, and a second one takes the telephones over from one killed or frozen', {
  timeout: 180_000,
}, async () => {
  const { start, query, agentId } = await openGround()
  const first = await start('telephony,worker')
  await first.told('atWork')
  const web = await start('web')
  const browser = await browserAt(web.address)
  expect((await browser.ask('/desk/session', 'POST')).status).toBe(200)
  const talking = browser.hears(agentId, ({ call }) => call?.state === 'talking')
  expect((await browser.ask('/desk/ready', 'POST')).body.agent?.state).not.toBe('notReady')
  const { call } = await talking

  // Killed: the second, which waits, takes up what the first left, the agent's call among it.
  const second = await start('telephony,worker')
  await first.kill('SIGKILL')
  await second.told('atWork')
  await until(async () => (await browser.ask('/desk')).status === 200)
  expect((await query<{ cause: string }>(`select cause from calls.call where id = '${call?.id}'`))[0]?.cause).toMatch(
    /lost|normal/,
  )
  expect(await query('select fencing from platform.lease')).toEqual([{ fencing: 2 }])

  // Frozen: its lease runs out, the third takes over; awake again it writes nothing more.
  const third = await start('telephony,worker')
  await until(async () => (await query(`select id from calls.call where fencing = 2`)).length > 3)
  process.kill(second.pid, 'SIGSTOP')
  await third.told('atWork')
  const ofTheFrozen = `select id, state, cause, outcome from calls.call where fencing = 2 order by id`
  const before = await query(ofTheFrozen)
  process.kill(second.pid, 'SIGCONT')
  const isHome = async (address: string) =>
    ((await (await fetch(`${address}/api/health`)).json()) as { telephony: boolean }).telephony
  await until(async () => !(await isHome(second.address)))
  expect(await isHome(third.address)).toBe(true)
  expect(await query(`select count(*) n from calls.call where fencing = 2`)).toEqual([{ n: before.length }])
  await until(async () => (await browser.ask('/desk')).status === 200)

  third.say('home')
  await third.told('home')
  expect(await findWrongs(query)).toEqual({})
})
