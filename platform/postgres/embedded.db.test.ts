import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { withClient } from './client.ts'
import { placesIn } from './cluster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'
import { isAlive } from './program.ts'

const isRoot = process.getuid?.() === 0
const folders: string[] = []
const running: EmbeddedPostgres[] = []

/** A folder of our own that everybody may walk into, as /var/lib/carillon is. */
const freshFolder = (uid?: number): string => {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-'))
  chmodSync(folder, 0o755)
  if (uid !== undefined) chownSync(folder, uid, uid)
  folders.push(folder)
  return folder
}

const start = async (stateDir: string, durable = false): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ stateDir, durable })
  running.push(postgres)
  return postgres
}

type Told = { pid: number; port: number; adopted: boolean; encoding: string; sorted: boolean; upper: string }

/** Starts the database in a process of its own, as that user, without LANG or any other setting. */
const startElsewhere = (stateDir: string, then: 'stop' | 'hold', uid?: number) => {
  const ids = uid === undefined ? {} : { uid, gid: uid }
  const script = join(import.meta.dirname, 'test-start.ts')
  const child = spawn(process.execPath, [script, stateDir, then], {
    ...ids,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text
  })
  const told = new Promise<Told>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line) as Told))
    child.once('close', () => reject(new Error(complaints || 'it said nothing')))
  })
  return { child, told }
}

const killed = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const ownerOf = async (pid: number): Promise<number> => (await stat(`/proc/${pid}`)).uid

const gone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('the database that comes along', () => {
  test('starts in an empty folder and keeps its port and rows over a restart', async () => {
    const folder = freshFolder()
    const first = await start(folder)
    await withClient(first.ownerUrl(), (client) =>
      client.query(`create table greeting as select '你好，世界' as words`),
    )
    await first.stop()
    const second = await start(folder)

    expect(second.port).toBe(first.port)
    expect(second.adopted).toBe(false)
    const { rows } = await withClient(second.ownerUrl(), (client) => client.query('select words from greeting'))
    expect(rows).toEqual([{ words: '你好，世界' }])
  })

  test.runIf(isRoot)('never runs as root, even when we do', async () => {
    const { pid } = await start(freshFolder())

    expect(await ownerOf(pid)).not.toBe(0)
  })

  test.runIf(isRoot)('starts for an ordinary user, in Unicode although the system names no language', async () => {
    const { child, told } = startElsewhere(freshFolder(65534), 'stop', 65534)

    expect(await told).toMatchObject({ encoding: 'UTF8', sorted: false, upper: 'É' })
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
  })

  test.runIf(isRoot)('starts in a container for a user id that has no name', async () => {
    const { child, told } = startElsewhere(freshFolder(12345), 'stop', 12345)

    expect(await told).toMatchObject({ encoding: 'UTF8', adopted: false })
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
  })

  test('is adopted when the process that started it was killed', async () => {
    const folder = freshFolder()
    const { child, told } = startElsewhere(folder, 'hold')
    const before = await told
    await killed(child)
    expect(isAlive(before.pid)).toBe(true)

    const postgres = await start(folder)

    expect(postgres).toMatchObject({ pid: before.pid, port: before.port, adopted: true })
    await postgres.stop()
    expect(isAlive(before.pid)).toBe(false)
  })

  test('is started once when two processes want it at the same moment', async () => {
    const folder = freshFolder()
    const both = [startElsewhere(folder, 'hold'), startElsewhere(folder, 'hold')]
    const [one, other] = await Promise.all(both.map(({ told }) => told))
    await Promise.all(both.map(({ child }) => killed(child)))

    const postgres = await start(folder)
    expect([one?.pid, other?.pid]).toEqual([postgres.pid, postgres.pid])
    expect([one?.adopted, other?.adopted].sort()).toEqual([false, true])
  })

  test('loses no commit it acknowledged when it is killed in the middle of writing', async () => {
    const folder = freshFolder()
    const first = await start(folder, true)
    await withClient(first.ownerUrl(), (client) => client.query('create table call (id int primary key)'))
    const acknowledged: number[] = []
    const writers = [0, 1, 2, 3].map(async (writer) => {
      const client = new pg.Client({ connectionString: first.ownerUrl() })
      client.on('error', () => undefined)
      await client.connect()
      for (let id = writer; ; id += 4) {
        await client.query('insert into call values ($1)', [id])
        acknowledged.push(id)
      }
    })
    const ended = Promise.allSettled(writers)
    while (acknowledged.length < 400) await new Promise((resolve) => setTimeout(resolve, 5))
    process.kill(first.pid, 'SIGKILL')
    await ended
    await gone(first.pid)

    const second = await start(folder, true)

    const { rows } = await withClient(second.ownerUrl(), (client) =>
      client.query<{ id: number }>('select id from call'),
    )
    const kept = new Set(rows.map(({ id }) => id))
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect(second.adopted).toBe(false)
  })

  test('is not fooled by a process id that has gone to another program', async () => {
    const folder = freshFolder()
    const first = await start(folder)
    const { pidFile } = placesIn(folder)
    const leftover = await readFile(pidFile, 'utf8')
    await first.stop()
    writeFileSync(pidFile, leftover.replace(/^\d+/, String(process.pid)))

    const second = await start(folder)

    expect(second).toMatchObject({ adopted: false, port: first.port })
  })

  test('leaves no process behind when it is stopped', async () => {
    const postgres = await start(freshFolder())
    await postgres.stop()

    expect(isAlive(postgres.pid)).toBe(false)
    await expect(withClient(postgres.ownerUrl(), (client) => client.query('select 1'))).rejects.toThrow('ECONNREFUSED')
  })

  test('lets the application sign in, but neither own nor bypass anything', async () => {
    const postgres = await start(freshFolder())
    const ask = (sql: string) => withClient(postgres.appUrl(), (client) => client.query(sql))

    const { rows } = await ask(
      'select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user',
    )
    expect(rows).toEqual([
      { rolname: 'carillon_app', rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
    ])
    await expect(ask('create table public.mine (id int)')).rejects.toThrow('permission denied')
  })

  test('keeps its passwords where only their owner reads them', async () => {
    const folder = freshFolder()
    await start(folder)
    for (const file of [placesIn(folder).ownerPassword, placesIn(folder).appPassword]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600)
    }
  })

  test.runIf(isRoot)('says which folder is closed when its account may not enter it', async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o700)

    await expect(start(join(folder, 'state'))).rejects.toThrow(
      `may not enter ${folder}. Choose a state folder elsewhere`,
    )
  })
})
