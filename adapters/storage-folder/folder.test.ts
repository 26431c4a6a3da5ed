import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RecordingStore, StoreFull } from '#domains/recordings/server/port.ts'
import { folderStore } from './folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-store-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function* parts(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()
const listed = async (store: RecordingStore) => {
  const all: { name: string; bytes: number }[] = []
  for await (const one of store.list()) all.push(one)
  return all
}
const names = async () => (await readdir(folder, { recursive: true })).sort()

describe('a folder of recordings', () => {
  test('keeps what it was given, whole, and reads any stretch of it', async () => {
    const store = folderStore({ folder, leaveFreeBytes: 0 })
    await store.put('2026/03/one.rec', parts('ab', 'cdef'))
    expect(text(await store.read('2026/03/one.rec', 0, 6))).toBe('abcdef')
    expect(text(await store.read('2026/03/one.rec', 4, 9))).toBe('ef')
    expect(await store.read('2026/03/two.rec', 0, 1)).toBeUndefined()
    const [only] = await listed(store)
    expect(only).toMatchObject({ name: '2026/03/one.rec', bytes: 6 })
  })
  test('lets go of what is removed, and of nothing twice', async () => {
    const store = folderStore({ folder, leaveFreeBytes: 0 })
    await store.put('one', parts('a'))
    await store.remove('one')
    await store.remove('one')
    expect(await listed(store)).toEqual([])
  })
  test('leaves nothing behind of what broke off half-way', async () => {
    const store = folderStore({ folder, leaveFreeBytes: 0 })
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('the sound ended early')
    }
    await expect(store.put('one', broken())).rejects.toThrow('the sound ended early')
    expect(await names()).toEqual([])
    await store.put('one', parts('first'))
    await expect(store.put('one', broken())).rejects.toThrow()
    expect(text(await store.read('one', 0, 9))).toBe('first')
  })
  test('is full before the disk is, so that the database beside it can go on', async () => {
    const store = folderStore({ folder, leaveFreeBytes: Number.MAX_SAFE_INTEGER })
    expect(await store.room()).toBe(0)
    await expect(store.put('one', parts('a'))).rejects.toBeInstanceOf(StoreFull)
  })
  test('has nothing where its folder is not there yet', async () => {
    const store = folderStore({ folder: join(folder, 'later'), leaveFreeBytes: 0 })
    expect(await listed(store)).toEqual([])
    await store.put('one', parts('a'))
    expect(await listed(store)).toHaveLength(1)
  })
  test('says that it is full when the system refuses to write on, and leaves no rest', async () => {
    const program = `
      import { folderStore } from ${JSON.stringify(new URL('./folder.ts', import.meta.url).href)}
      const store = folderStore({ folder: ${JSON.stringify(folder)}, leaveFreeBytes: 0 })
      async function* much() { for (let n = 0; n < 40; n++) yield new Uint8Array(16384) }
      process.on('SIGXFSZ', () => {})
      await store.put('big', much()).then(() => console.log('kept'), (error) => console.log(error.name))`
    const path = join(folder, 'program.mts')
    await writeFile(path, program)
    // The shell counts files in blocks of 1024 bytes: no file may grow beyond 256 KiB.
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      'ulimit -f 256; exec "$0" "$1"',
      process.execPath,
      path,
    ])
    expect(stdout.trim()).toBe('StoreFull')
    expect(await names()).toEqual(['program.mts'])
  })
})
