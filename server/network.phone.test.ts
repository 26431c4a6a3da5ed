import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { repository } from '#tools/run-program.ts'
import { describeWithPhones } from '#tools/test/phones.ts'

describeWithPhones('npm run network', () => {
  let program: ChildProcess
  let folder: string
  let said = ''
  let drop = async (): Promise<void> => {}

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-'))
    const database = await freshDatabase()
    drop = async () => database.drop()
    const cache = process.env.CARILLON_PHONE_CACHE ? ['--cache', process.env.CARILLON_PHONE_CACHE] : []
    program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/network.ts', ...cache], {
      cwd: repository,
      env: {
        ...process.env,
        TMPDIR: folder,
        CARILLON_STATE_DIR: folder,
        CARILLON_PORT: '0',
        CARILLON_DEMO: '0',
        CARILLON_ROLES: 'worker,telephony',
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
      },
    })
    for (const stream of [program.stdout, program.stderr]) stream?.on('data', (text) => (said += String(text)))
    while (!said.includes('Ctrl+C stops') && program.exitCode === null) await wait(50)
  })
  afterAll(async () => {
    program?.kill('SIGKILL')
    await drop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })
  const told = (what: RegExp): string => what.exec(said)?.[1] ?? said

  const ari = (path: string): Promise<Response> => {
    const { protocol, username, password, host } = new URL(told(/Asterisk {3}(http:\S+)/))
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    return fetch(`${protocol}//${host}/ari/${path}`, { headers: { authorization } })
  }

  test('brings up a centre whose engine hears its Asterisk and has told it of the trunk', async () => {
    const health = `${told(/Carillon {2}(http:\S+)/)}/api/health`
    await expect
      .poll(() => fetch(health).then((answer) => answer.json()), { timeout: 30_000 })
      .toMatchObject({
        telephony: true,
      })
    await expect.poll(() => ari('applications/carillon').then(({ status }) => status), { timeout: 30_000 }).toBe(200)
    await expect
      .poll(() => ari('endpoints/PJSIP').then((answer) => answer.json()), { timeout: 30_000 })
      .toMatchObject([{ technology: 'PJSIP' }])
  })

  test('ends in order when it is told to, and leaves nothing running', async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve))
    program.kill('SIGINT')
    expect(await ended).toBe(0)
    await expect(ari('applications')).rejects.toThrow()
  })
})
