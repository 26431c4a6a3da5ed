import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'carillon-bin-'))
const put = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
const lockOf = (version: string): string =>
  JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/bell': { version } } })

/** A checkout of ours in small: one dependency, and a task that does as it is told. */
beforeAll(() => {
  cpSync(import.meta.dirname, join(root, 'bin'), { recursive: true })
  put('package.json', '{ "type": "module" }')
  put('package-lock.json', lockOf('1.0.0'))
  put('node_modules/.package-lock.json', lockOf('1.0.0'))
  put(
    'server/main.ts',
    `const [what]: string[] = process.argv.slice(2)
     for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { console.log(signal); process.exit(7) })
     if (what === 'wait') setInterval(() => console.log('waiting'), 20)
     else { console.log(process.argv.slice(2).join(' ')); process.exitCode = 3 }`,
  )
})
afterAll(() => rmSync(root, { recursive: true }))

const run = (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [join(root, 'bin', 'run.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  }
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number, said })) }
}

describe('the first command', () => {
  test('hands its arguments over and answers with the exit code of the task', async () => {
    expect(await run(['start', 'a', 'b']).ended).toEqual({ code: 3, said: 'a b\n' })
  })

  test('does not install again what npm has installed already', async () => {
    await run(['start']).ended

    expect(existsSync(join(root, 'node_modules', '.carillon-installed'))).toBe(true)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('lets the task end in order when told %s', async (signal) => {
    const { child, ended } = run(['start', 'wait'])
    await once(child.stdout, 'data')
    child.kill(signal)
    const { code, said } = await ended

    expect(code).toBe(7)
    expect(said).toContain(signal)
  })

  test('names the tasks, in both languages, when asked for another', async () => {
    const { code, said } = await run(['strat']).ended

    expect(code).toBe(1)
    expect(said).toContain('可用任务：start')
    expect(said).toContain('Tasks: start')
  })

  test('says what to do, in both languages, when the dependencies have changed and npm cannot be found', async () => {
    put('package-lock.json', lockOf('1.0.1'))
    const { code, said } = await run(['start'], { PATH: '/nowhere' }).ended
    put('package-lock.json', lockOf('1.0.0'))

    expect(code).toBe(1)
    expect(said).toContain('无法运行 npm')
    expect(said).toContain('npm cannot be run')
  })
})
