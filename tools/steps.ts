import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findViolations } from './bounds.ts'
import { checks } from './checks/all.ts'
import { repository, runScript, watchScript } from './run-program.ts'
import { add, nothing, type Score, scoreOf } from './score.ts'

/** One stretch of `npm run check` or `npm test`. Complaints go to the screen as they come. */
export type Step = { name: string; run: () => Promise<Score> }

const passed: Score = { ...nothing, passed: 1 }
const failed = (why: string): Score => ({ ...nothing, failed: 1, failures: [why] })

const complain = (name: string, lines: readonly string[]): Score => {
  for (const line of lines) console.log(`  ${line}`)
  return lines.length === 0 ? passed : failed(`${name}: ${lines[0]}`)
}

const program = (name: string, script: string, ...args: string[]): Step => ({
  name,
  run: async () => {
    const { code, output, errors } = await runScript(script, args)
    if (code !== 0) console.log(`${output}${errors}`)
    return code === 0 ? passed : failed(`${name}: ended with ${code}`)
  },
})

const bounds: Step = {
  name: 'bounds',
  run: async () =>
    complain(
      'bounds',
      (await findViolations()).map(({ rule, from, to }) => `${rule}: ${from} → ${to}`),
    ),
}

const ownChecks: Step = {
  name: 'checks',
  run: async () => {
    const scores: Score[] = []
    for (const { find } of checks) scores.push(complain('checks', await find(repository)))
    return scores.reduce(add, nothing)
  },
}

const testProject = (name: string, until: number): Step => ({
  name,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-'))
    const report = join(folder, 'report.json')
    const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await watchScript(
      'node_modules/vitest/vitest.mjs',
      ['run', '--project', name, ...reporting],
      until - Date.now(),
    )
    const text = await readFile(report, 'utf8').catch(() => undefined)
    await rm(folder, { recursive: true })
    return scoreOf(text, code)
  },
})

const lint = (fix: boolean): Step =>
  program(
    'lint',
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--max-diagnostics=200',
    ...(fix ? ['--write'] : []),
  )

/** What a person runs before every commit: seconds, no database, no browser. */
export const quickSteps = ({ fix }: { fix: boolean }): Step[] => [
  program('types', 'node_modules/typescript/bin/tsc', '--project', '.'),
  lint(fix),
  bounds,
  ownChecks,
]

/** All tests together; on a slow machine they take an hour. What goes on for longer hangs, and is ended to say so. */
const mostMinutes = 84

/** Everything, in the order in which a mistake is cheapest to find. */
export const allSteps = (): Step[] => {
  const until = Date.now() + mostMinutes * 60_000
  return [
    ...quickSteps({ fix: false }),
    testProject('tools', until),
    testProject('unit', until),
    testProject('db', until),
    testProject('phone', until),
    testProject('centre', until),
    program('generated', 'tools/reference.ts', '--check'),
    program('db types', 'tools/db-types.ts', '--check'),
    testProject('e2e', until),
  ]
}

/** Runs one after the other, a line with its seconds for each, and adds up. A step that breaks counts as failed. */
export const runSteps = async (steps: readonly Step[]): Promise<Score> => {
  let total = nothing
  for (const { name, run } of steps) {
    const began = performance.now()
    const score = await run().catch((problem: unknown) => {
      console.log(problem)
      return failed(`${name}: ${problem}`)
    })
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const skipped = score.skipped > 0 ? `, ${score.skipped} skipped` : ''
    const word = score.failed > 0 ? 'FAILED' : 'ok'
    console.log(
      `${name.padEnd(10)} ${word.padEnd(6)} ${seconds.padStart(6)} s  ${score.passed} passed, ${score.failed} failed${skipped}`,
    )
    total = add(total, score)
  }
  return total
}
