import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, say } from './words.mjs'

/** Installs the dependencies when they are missing or package-lock.json has changed since. */
export const installIfNeeded = async (root) => {
  // Lives inside node_modules, so that it goes when they go.
  const marker = join(root, 'node_modules', '.carillon-installed')
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8')
  const wanted = createHash('sha256').update(lock.replaceAll('\r\n', '\n')).digest('hex')
  if ((await readFile(marker, 'utf8').catch(() => '')).trim() === wanted) return

  if (!(await installedByHand(root, JSON.parse(lock)))) await install(root)
  await writeFile(marker, `${wanted}\n`).catch(() => undefined)
}

/** Whether npm itself, run by a person, has already installed exactly what the lock asks for. */
const installedByHand = async (root, lock) => {
  const text = await readFile(join(root, 'node_modules', '.package-lock.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return false
  const present = JSON.parse(text).packages ?? {}
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .every(([path, { version, optional }]) => (present[path] ? present[path].version === version : optional))
}

const install = async (root) => {
  say('正在安装依赖，首次约需一两分钟……', 'Installing dependencies; the first time takes a minute or two …')
  const started = Date.now()
  const tick = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000)
    say(`仍在安装（${seconds} 秒）……`, `Still installing (${seconds} s) …`)
  }, 20_000)
  let { code, error, said } = await runNpm(root, ['ci'])
  // `ci` insists on an entry for every operating system; a registry that carries only some cannot give them.
  if (said?.includes('EUSAGE')) ({ code, error, said } = await runNpm(root, ['install', '--no-save']))
  clearInterval(tick)

  if (error) {
    fail(
      `无法运行 npm（${error.message}）。npm 随 Node.js 一起安装，请到 https://nodejs.org 重新安装 Node.js。`,
      `npm cannot be run (${error.message}). It comes with Node.js; install Node.js again from https://nodejs.org.`,
    )
  }
  if (code !== 0) {
    process.stderr.write(said)
    fail(
      '依赖安装失败，原因见上。请检查网络与磁盘空间；网络慢时可先用 npm config set registry 换成就近的镜像',
      'Installing the dependencies failed; the reason stands above. Check the network and the free disk space; behind a proxy: npm config set proxy http://host:port',
    )
  }
  say('依赖已装好。', 'The dependencies are installed.')
}

/** Everything, also where NODE_ENV=production would leave out what builds the pages; and no package's scripts. */
const runNpm = (root, how) =>
  new Promise((resolve) => {
    const args = [...how, '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
    args.push('--loglevel=error')
    const npm = process.env.npm_execpath
    const isScript = npm !== undefined && /npm-cli\.c?js$/.test(npm)
    const options = { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] }
    const child = isScript
      ? spawn(process.execPath, [npm, ...args], options)
      : spawn('npm', args, { ...options, shell: process.platform === 'win32' })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    child.once('error', (error) => resolve({ error }))
    child.once('close', (code) => resolve({ code, said }))
  })
