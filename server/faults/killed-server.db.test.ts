import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { withClient } from '#platform/postgres/client.ts'
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import { findWrongs } from './test-drill.ts'
import { killStarted, startCentre } from './test-process.ts'

let folder: string | undefined
afterEach(async () => {
  await killStarted()
  if (!folder) return
  await stopEmbeddedPostgres({ stateDir: join(folder, 'postgres') })
  await rm(folder, { recursive: true, force: true })
})

test('a server killed again and again in the middle of a campaign loses no call, no contact and no second of anybody', async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-killed-'))
  await chmod(folder, 0o755)
  const dialLog = join(folder, 'dialled')
  const order = { dialLog, agents: 8, contacts: 150, speed: 40, startAt: '2026-03-05T01:00:00.000Z' }
  const start = () => startCentre(order, { CARILLON_STATE_DIR: folder as string })
  const ownerUrl = async () =>
    (await startEmbeddedPostgres({ stateDir: join(folder as string, 'postgres') })).ownerUrl()
  const query = async <T>(text: string): Promise<T[]> =>
    withClient(await ownerUrl(), async (client) => (await client.query(text)).rows as T[])

  const first = await start()
  const inFlight: string[] = []
  let centre = first
  for (let kill = 1; kill <= 4; kill++) {
    await centre.told('atWork')
    await sleep(1000 + 1500 * Math.random())
    await centre.kill('SIGKILL')
    const open = await query<{ id: string }>(`select id from calls.call where state <> 'ended'`)
    inFlight.push(...open.map(({ id }) => id))
    centre = await start()
    expect(centre.postgres).toEqual({ pid: first.postgres?.pid, adopted: true })
  }
  await centre.told('atWork')
  const [before] = await query<{ n: number }>('select count(*)::int n from calls.call')
  await sleep(1500)
  const [after] = await query<{ n: number }>('select count(*)::int n from calls.call')
  expect(after?.n).toBeGreaterThan(before?.n ?? 0)
  centre.say('home')
  await centre.told('home')
  await centre.kill('SIGKILL')

  expect(await findWrongs(query)).toEqual({})
  expect(inFlight.length).toBeGreaterThan(0)
  expect(await query(`select distinct cause from calls.call where id in ('${inFlight.join("','")}')`)).toEqual([
    { cause: 'lost' },
  ])
  expect(
    await query(`select entry_id from dialer.contact c where coalesce((tries_by_cause ->> 'lost')::int, 0) <>
    (select count(*) from calls.call k where k.entry_id = c.entry_id and cause = 'lost' and bridged_at is null)`),
  ).toEqual([])
  expect(await query(`select count(*)::int n from presence.session`)).toEqual([{ n: 8 }])
  expect(await query(`select entry_id from dialer.contact where state = 'reserved'`)).toEqual([])

  // The network's own list of whom it was told to ring agrees with the ledger.
  const rung = (await readFile(dialLog, 'utf8')).trim().split('\n')
  expect(new Set(rung).size).toBe(rung.length)
  const ledger = await query<{ id: string; cause: string }>('select id, cause from calls.call')
  const onRecord = new Set(ledger.map(({ id }) => id))
  expect(rung.filter((id) => !onRecord.has(id))).toEqual([])
  const neverRung = ledger.filter(({ id }) => !rung.includes(id))
  expect(neverRung.filter(({ cause }) => cause !== 'lost' && cause !== 'cancelled')).toEqual([])
}, 240_000)
