import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { screensFolder } from './screens.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['web', 'domains', 'contract', 'vite.config.ts']

const newest = async (path: string): Promise<number> => {
  const about = await stat(path)
  if (!about.isDirectory()) return about.mtimeMs
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))))
  return Math.max(0, ...inside)
}

/** Builds the browser app when it is missing or older than its sources; answers whether it did. */
export const buildScreens = async (say: (line: string) => void): Promise<boolean> => {
  const built = join(screensFolder, 'index.html')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  // An installation without development packages brings its pages with it.
  if (!existsSync(vite)) return false
  const sourceTime = Math.max(...(await Promise.all(sources.map((name) => newest(join(root, name))))))
  if (existsSync(built) && statSync(built).mtimeMs > sourceTime) return false
  say('正在构建页面 / building the pages …')
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise<number | null>((resolve) => build.on('exit', resolve))
  if (code !== 0) throw new Error('页面构建失败 / the pages could not be built')
  return true
}
