import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Disk, trunkContract } from '#domains/telephony/contract.ts'
import { readConfig } from './config.ts'
import { readDisks } from './disks.ts'
import { type Person, type TestCentre, testCentre } from './testing.ts'

const run = promisify(execFile)
const megabyte = 1024 * 1024

/** A disk of its own, of so many megabytes; undefined where this system does not let us have one. */
const smallDisk = async (megabytes: number): Promise<string | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-disk-'))
  const isThere = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  )
  if (isThere) return folder
  await rm(folder, { recursive: true })
  return undefined
}
const disk = await smallDisk(16)
afterAll(async () => {
  if (disk) await run('umount', [disk]).then(() => rm(disk, { recursive: true }))
})
const rest = (name: string) => join(disk ?? '', name)
/** Leaves so much of it free. */
const fillUpTo = async (freeMegabytes: number): Promise<void> => {
  await rm(rest('ballast'), { force: true })
  await writeFile(rest('ballast'), new Uint8Array(Math.round((16 - freeMegabytes) * megabyte))).catch(() => {})
}

describe.skipIf(disk === undefined)('a disk that fills up (needs the right to mount one)', () => {
  let centre: TestCentre
  let admin: Person
  beforeAll(async () => {
    centre = await testCentre({
      environment: {
        CARILLON_RECORDING: 'on',
        CARILLON_RECORDINGS_DIR: rest('recordings'),
        CARILLON_RECORDINGS_LEAVE_FREE_MB: '4',
      },
    })
    await centre.openTelephony()
    admin = await centre.someone('administrator')
  })
  afterAll(() => centre?.close())

  const found = async (of: Disk['of']): Promise<Disk | undefined> =>
    (await admin.ask(trunkContract.getTelephoneHealth)).body.disks.find((one) => one.of === of)

  test('is told with the room that is left, before it is full and when it is', async () => {
    const empty = await found('recordings')
    expect(empty).toEqual({
      of: 'recordings',
      node: null,
      state: 'ok',
      totalBytes: 16 * megabyte,
      freeBytes: 12 * megabyte,
    })
    await fillUpTo(5)
    expect(await found('recordings')).toMatchObject({ state: 'low', freeBytes: megabyte })
    // What is to be left free for the database beside it is no room for recordings.
    await fillUpTo(4)
    expect(await found('recordings')).toMatchObject({ state: 'full', freeBytes: 0 })
    await fillUpTo(16)
    expect(await found('recordings')).toMatchObject({ state: 'ok' })
  })

  test('is told of each node that records on it, and of the database, where this machine knows them', async () => {
    await mkdir(rest('spool'))
    const nodes = [
      { url: 'http://me:p@127.0.0.1:8088', name: 'here', spool: rest('spool') },
      { url: 'http://me:p@10.0.0.9:8088', name: 'there' },
    ]
    const settings = {
      ...{ CARILLON_TELEPHONY: 'asterisk', CARILLON_ASTERISK_NODES: JSON.stringify(nodes) },
      ...{ CARILLON_STATE_DIR: rest('state'), CARILLON_RECORDING: 'off' },
    }
    const states = async (more = {}) =>
      (await readDisks(readConfig({ ...settings, ...more }))).map(({ of, node, state }) => [of, node, state].join(' '))
    await fillUpTo(1.2)
    expect(await states()).toEqual(['spool here low', 'spool there unknown', 'database  low'])
    expect(await states({ CARILLON_DISK_WARN_PERCENT: '5' })).toContain('spool here ok')
    await fillUpTo(0)
    expect(await states()).toEqual(['spool here full', 'spool there unknown', 'database  full'])
    const elsewhere = await states({ DATABASE_URL: 'postgres://db.example.com/carillon' })
    expect(elsewhere.at(-1)).toBe('database  unknown')
  })
})
