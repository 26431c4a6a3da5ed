import { appendFileSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { hashPassword } from '#domains/access/server/session.ts'
import { hireStaff } from '#domains/simulation/server/public.ts'
import { scaledClock } from '#platform/clock.ts'
import { silentLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import { compose } from '../compose.ts'
import { readConfig } from '../config.ts'
import { allKinds, findWrongs, foundDrill, questionsTo } from './test-drill.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await sleep(20)
}

/** A whole centre in this process, web and jobs included, on a Postgres of its own; forty seconds pass in one. */
const openCentre = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-away-'))
  await chmod(folder, 0o755)
  const stateDir = join(folder, 'postgres')
  closing.push(async () => {
    await stopEmbeddedPostgres({ stateDir })
    await rm(folder, { recursive: true, force: true })
  })
  const startDatabase = () => startEmbeddedPostgres({ stateDir, durable: true })
  const database = await startDatabase()
  const urls = { url: database.appUrl(), ownerUrl: database.ownerUrl() }
  await migrate(urls.ownerUrl)
  const clock = scaledClock({ speed: 40, startAt: new Date('2026-03-05T01:00:00.000Z') })
  const network = simulator({ clock, seed: 1, behaviour: allKinds })
  const dialLog = join(folder, 'dialled')
  await writeFile(dialLog, '')
  const phones: typeof network = {
    ...network,
    dial: (order) => {
      appendFileSync(dialLog, `${order.callId}\n`)
      return network.dial(order)
    },
  }
  const settings = { CARILLON_PORT: '0', CARILLON_STATE_DIR: folder, CARILLON_RECORDING: 'off' }
  const centre = await compose(readConfig(settings), {
    ...urls,
    clock,
    log: silentLog,
    phones,
  })
  closing.push(async () => {
    await centre.stop()
    clock.stop()
  })
  const drill = await foundDrill(centre.base, { agents: 6, contacts: 120 })
  const address = await centre.start()
  await until(() => {
    try {
      return centre.engine() !== undefined
    } catch {
      return false
    }
  })
  const engine = centre.engine()
  const staff = hireStaff({ ...engine, hear: network.heard, chance: chanceOf('staff'), wrapUp: { mean: 20, sd: 10 } })
  await staff.comeIn(drill.workers)
  const rung = async () => (await readFile(dialLog, 'utf8')).trim().split('\n')
  const binding = () => engine.dialer.runner(drill.campaignId)?.binding.kind
  return { centre, engine, staff, network, clock, drill, address, database, startDatabase, rung, binding }
}

/** Somebody with a browser, signed in before the trouble began. */
const signIn = async ({ centre, address, drill }: Awaited<ReturnType<typeof openCentre>>) => {
  const db = centre.base.database.engine
  const passwordHash = await hashPassword('Correct horse 42')
  const account = { displayName: '甲', passwordHash, mustChangePassword: false, teamIds: [], siteIds: [] }
  await db
    .insertInto('access.account')
    .values({
      id: drill.siteId,
      loginName: 'manager',
      roles: ['campaignManager', 'complianceOfficer'],
      scope: 'all',
      ...account,
    })
    .execute()
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName: 'manager', password: 'Correct horse 42' }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return async (path: string, method = 'GET') => {
    const reply = await fetch(`${address}/api${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(method === 'GET'
        ? {}
        : { body: JSON.stringify({ loginName: 'manager', password: 'x', number: '13800138000', reason: 'request' }) }),
    })
    return {
      status: reply.status,
      type: reply.headers.get('content-type'),
      code: ((await reply.json()) as { code?: string }).code,
    }
  }
}

const outages = [
  { how: 'was killed', end: async (pid: number) => void process.kill(pid, 'SIGKILL') },
  { how: 'was stopped', end: async (_pid: number, stop: () => Promise<void>) => stop() },
]
test.each(outages)(
  'a campaign whose database $how pauses, loses nothing and goes on when it is back',
  { timeout: 180_000 },
  async ({ end }) => {
    const opened = await openCentre()
    const { centre, engine, staff, network, clock, drill, database, startDatabase, rung, binding } = opened
    const ask = await signIn(opened)
    const query = questionsTo(centre.base)
    await until(async () => (await rung()).length > 15)
    expect((await ask(`/campaigns/${drill.campaignId}/dialling`)).status).toBe(200)

    await end(database.pid, database.stop)
    await until(() => binding() === 'databaseAway')
    const rungBefore = await rung()
    const away = { status: 503, type: expect.stringContaining('application/problem+json'), code: 'common.databaseAway' }
    for (const path of ['/me', '/campaigns', '/calls'])
      expect({ path, ...(await ask(path)) }).toEqual({ path, ...away })
    for (const path of ['/session', '/do-not-call'])
      expect({ path, ...(await ask(path, 'POST')) }).toEqual({ path, ...away })
    // Why nobody is called is in memory; it is told as long as it is known who asks.
    const why = await ask(`/campaigns/${drill.campaignId}/dialling`)
    expect(why).toEqual(why.status === 200 ? { ...why, code: undefined } : away)
    // Four minutes of the floor pass: customers hang up, agents wrap up and wait.
    const awaySince = clock.nowMs()
    await until(() => clock.nowMs() > awaySince + 240_000)
    expect(await network.liveCalls()).toEqual([])
    expect(await rung()).toEqual(rungBefore)

    await startDatabase()
    await until(async () => (await rung()).length > rungBefore.length + 10)
    expect((await ask(`/campaigns/${drill.campaignId}/dialling`)).status).toBe(200)
    staff.goHome()
    await until(() => engine.presence.size() === 0)
    await until(async () => (await network.liveCalls()).length === 0)
    await engine.journal.written()
    expect(await findWrongs(query)).toEqual({})
    // Everybody rung is on record, and whoever is on record without having been rung says so.
    const ledger = await query<{ id: string; cause: string }>('select id, cause from calls.call')
    const rungIds = await rung()
    expect(ledger.filter(({ id, cause }) => !rungIds.includes(id) && cause !== 'cancelled')).toEqual([])
    expect(rungIds.filter((id) => !ledger.some((call) => call.id === id))).toEqual([])
    expect(await query('select id from presence.session')).toHaveLength(6)
  },
)
