import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { layOver } from './build-screens.ts'

const hourMs = 3_600_000

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carillon-screens-'))
})
afterEach(() => rm(folder, { recursive: true }))

const lay = async (files: Record<string, string>, began = new Date()): Promise<string> => {
  const built = join(folder, 'built')
  for (const [name, words] of Object.entries(files)) {
    await mkdir(dirname(join(built, name)), { recursive: true })
    await writeFile(join(built, name), words)
    await utimes(join(built, name), began, began)
  }
  const screens = join(folder, 'web')
  await layOver(built, screens, began)
  await rm(built, { recursive: true })
  return screens
}
const pagesOf = (version: string) => ({
  'index.html': `asks for page-${version}.js`,
  'bell.svg': version,
  [`assets/page-${version}.js`]: version,
  'assets/library-same.js': 'library',
})

const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * hourMs)
const partsIn = async (screens: string): Promise<string[]> => (await readdir(join(screens, 'assets'))).toSorted()

describe('freshly built pages', () => {
  test('are served from their first page on, and what a page already open still fetches stays', async () => {
    await lay(pagesOf('one'))
    const screens = await lay(pagesOf('two'))
    expect(await readFile(join(screens, 'index.html'), 'utf8')).toBe('asks for page-two.js')
    expect(await readFile(join(screens, 'bell.svg'), 'utf8')).toBe('two')
    expect((await readdir(join(screens, 'assets'))).toSorted()).toEqual([
      'library-same.js',
      'page-one.js',
      'page-two.js',
    ])
  })

  test('leave what they replace to open pages for a day from now on, however long ago that was built', async () => {
    await lay(pagesOf('one'), hoursAgo(90))
    const screens = await lay(pagesOf('two'), hoursAgo(23))
    expect(await partsIn(screens)).toEqual(['library-same.js', 'page-one.js', 'page-two.js'])
    await lay(pagesOf('three'))
    expect(await partsIn(screens)).toEqual(['library-same.js', 'page-one.js', 'page-three.js', 'page-two.js'])
  })

  test('let go of parts nobody can have open any more', async () => {
    await lay(pagesOf('one'), hoursAgo(90))
    await lay(pagesOf('two'), hoursAgo(25))
    const screens = await lay(pagesOf('three'))
    expect(await partsIn(screens)).toEqual(['library-same.js', 'page-three.js', 'page-two.js'])
  })

  test('are as old as the moment their building began: what changed meanwhile is newer', async () => {
    const began = new Date(Date.now() - hourMs)
    const screens = await lay(pagesOf('one'), began)
    expect((await stat(join(screens, 'index.html'))).mtimeMs).toBeCloseTo(began.getTime(), 0)
  })
})
