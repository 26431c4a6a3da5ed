import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from '#platform/postgres/folder-lock.ts'
import { environmentWith } from './config.ts'
import { screensFolder } from './screens.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['web', 'domains', 'contract', 'vite.config.ts', 'server/build-screens.ts']
const vite = join(root, 'node_modules/vite/bin/vite.js')
const firstPage = 'index.html'
const dayMs = 86_400_000

const newest = async (path: string): Promise<number> => {
  const about = await stat(path)
  if (!about.isDirectory()) return about.mtimeMs
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))))
  return Math.max(0, ...inside)
}

const areBuilt = async (): Promise<boolean> => {
  const built = join(screensFolder, firstPage)
  if (!existsSync(built)) return false
  const sourceTime = Math.max(...(await Promise.all(sources.map((name) => newest(join(root, name))))))
  return statSync(built).mtimeMs > sourceTime
}

/** Parts of the pages there, which are as old as those or newer, are dated from their replacement on. */
const retire = async (screens: string, began: Date): Promise<void> => {
  const page = await stat(join(screens, firstPage)).catch(() => undefined)
  const folder = join(screens, 'assets')
  // Older than the pages now laid, so that the next replacement does not date them again.
  const retired = new Date(began.getTime() - 1)
  for (const name of page ? await readdir(folder) : []) {
    const part = join(folder, name)
    if (page && (await stat(part)).mtimeMs >= page.mtimeMs) await utimes(part, retired, retired)
  }
}

/**
 * Lays freshly built pages over those there, the first page last: whoever loads it finds all it names. Parts of the
 * pages replaced stay for a day, for a page that is open goes on fetching its own.
 */
export const layOver = async (built: string, screens: string, began: Date): Promise<void> => {
  const [newParts, oldParts] = [join(built, 'assets'), join(screens, 'assets')]
  await mkdir(oldParts, { recursive: true })
  await retire(screens, began)
  const parts = new Set(await readdir(newParts))
  for (const name of parts) await rename(join(newParts, name), join(oldParts, name))
  const others = (await readdir(built)).filter((name) => name !== 'assets' && name !== firstPage)
  for (const name of others) await rename(join(built, name), join(screens, name))
  // What changed while it was built is newer, and built the next time.
  await utimes(join(built, firstPage), began, began)
  await rename(join(built, firstPage), join(screens, firstPage))
  for (const name of await readdir(oldParts)) {
    const part = join(oldParts, name)
    if (!parts.has(name) && (await stat(part)).mtimeMs < began.getTime() - dayMs) await rm(part, { force: true })
  }
}

const build = async (): Promise<void> => {
  const began = new Date()
  const folder = join(dirname(screensFolder), `web-${process.pid}`)
  const building = spawn(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Whoever asks, a test too: libraries behave otherwise, and slower, in pages built for anything else.
    env: environmentWith({ NODE_ENV: 'production' }),
  })
  const code = await new Promise<number | null>((resolve) => building.on('exit', resolve))
  try {
    if (code !== 0) throw new Error('页面构建失败 / the pages could not be built')
    await layOver(folder, screensFolder, began)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Builds the browser app when it is missing or older than its sources; answers whether it did. Any number of processes
 * may ask at once, and centres that serve it already go on.
 */
export const buildScreens = async (say: (line: string) => void): Promise<boolean> => {
  // An installation without development packages brings its pages with it.
  if (!existsSync(vite) || (await areBuilt())) return false
  await mkdir(dirname(screensFolder), { recursive: true })
  return withLock(join(dirname(screensFolder), 'building.lock'), async () => {
    if (await areBuilt()) return false
    say('正在构建页面 / building the pages …')
    await build()
    return true
  })
}
