import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Disk, trunkContract } from '#domains/telephony/contract.ts'
import { type DiskRoom, roomAt } from '#platform/disk.ts'
import { readConfig } from './config.ts'
import { readDisks } from './disks.ts'
import { type TestCentre, testCentre } from './testing.ts'

const run = promisify(execFile)
const megabyte = 1024 * 1024

/** A disk of its own, of so many megabytes; undefined where this system does not let us mount one. */
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
const mounted = await smallDisk(16)
const disk = mounted ?? (await mkdtemp(join(tmpdir(), 'carillon-disk-')))
afterAll(async () => {
  if (mounted) await run('umount', [mounted])
  await rm(disk, { recursive: true })
})
const rest = (name: string) => join(disk, name)
/** Without a disk of its own, the folder counts as one that the ballast alone fills. */
const roomOfOurs = async (): Promise<DiskRoom> => {
  const used = await stat(rest('ballast')).then(
    ({ size }) => size,
    () => 0,
  )
  return { freeBytes: 16 * megabyte - used, totalBytes: 16 * megabyte }
}
const disksOf = (environment: Record<string, string>): Promise<Disk[]> =>
  readDisks(readConfig(environment), mounted ? roomAt : roomOfOurs)
/** Leaves so much of it free. */
const fillUpTo = async (freeMegabytes: number): Promise<void> => {
  await rm(rest('ballast'), { force: true })
  await writeFile(rest('ballast'), new Uint8Array(Math.round((16 - freeMegabytes) * megabyte))).catch(() => {})
}

describe('a disk that fills up', () => {
  const shared = {
    CARILLON_RECORDING: 'on',
    CARILLON_RECORDINGS_DIR: rest('recordings'),
    CARILLON_RECORDINGS_LEAVE_FREE_MB: '4',
    CARILLON_STATE_DIR: rest('state'),
  }
  const found = async (): Promise<Disk | undefined> => (await disksOf(shared)).find(({ of }) => of === 'recordings')

  test('is told with the room that is left, before it is full and when it is', async () => {
    expect(await found()).toEqual({
      of: 'recordings',
      node: null,
      state: 'ok',
      totalBytes: 16 * megabyte,
      freeBytes: 12 * megabyte,
    })
    await fillUpTo(5)
    expect(await found()).toMatchObject({ state: 'low', freeBytes: megabyte })
    // What is to be left free for the database beside it is no room for recordings.
    await fillUpTo(4)
    expect(await found()).toMatchObject({ state: 'full', freeBytes: 0 })
    await fillUpTo(16)
    expect(await found()).toMatchObject({ state: 'ok' })
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
      (await disksOf({ ...settings, ...more })).map(({ of, node, state }) => [of, node, state].join(' '))
    await fillUpTo(1.2)
    expect(await states()).toEqual(['spool here low', 'spool there unknown', 'database  low'])
    expect(await states({ CARILLON_DISK_WARN_PERCENT: '5' })).toContain('spool here ok')
    await fillUpTo(0)
    expect(await states()).toEqual(['spool here full', 'spool there unknown', 'database  full'])
    const elsewhere = await states({ DATABASE_URL: 'postgres://db.example.com/carillon' })
    expect(elsewhere.at(-1)).toBe('database  unknown')
  })
})

describe('a centre', () => {
  let centre: TestCentre
  beforeAll(async () => {
    // A petabyte is to be left free.
    const environment = {
      CARILLON_RECORDING: 'on',
      CARILLON_RECORDINGS_DIR: rest('recordings'),
      CARILLON_RECORDINGS_LEAVE_FREE_MB: '1000000000',
    }
    centre = await testCentre({ environment })
    await centre.openTelephony()
  })
  afterAll(() => centre?.close())

  test('tells of the disks it has on the page of telephony, and which of them is full', async () => {
    const admin = await centre.someone('administrator')
    const { disks } = (await admin.ask(trunkContract.getTelephoneHealth)).body
    const { totalBytes } = (await roomAt(disk)) ?? {}
    expect(disks.map(({ of }) => of)).toEqual(['recordings', 'database'])
    expect(disks[0]).toEqual({ of: 'recordings', node: null, state: 'full', freeBytes: 0, totalBytes })
  })
})
