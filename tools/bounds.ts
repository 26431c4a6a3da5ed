import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { repository, runScript } from './run-program.ts'

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

export type Violation = { rule: string; from: string; to: string }

const parts = ['contract', 'platform', 'domains', 'adapters', 'server', 'web', 'database', 'bench', 'e2e', 'tools']

/** Reads every import below `root` and answers those that break the dependency rule of `.dependency-cruiser.mjs`. */
export const findViolations = async (root = repository): Promise<Violation[]> => {
  const here = parts.filter((part) => existsSync(resolve(root, part)))
  const { output, errors } = await runScript(
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...here],
    root,
  )
  if (!output) throw new Error(errors)
  return Report.parse(JSON.parse(output)).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }))
}

if (import.meta.main) {
  const violations = await findViolations()
  for (const { rule, from, to } of violations) console.log(`${rule}: ${from} → ${to}`)
  process.exitCode = violations.length > 0 ? 1 : 0
}
