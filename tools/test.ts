import { parseArgs } from 'node:util'
import { closingLine, lastWords } from './score.ts'
import { allSteps, runSteps } from './steps.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, skip: { type: 'string' } } })
const listed = (names: string | undefined): string[] => names?.split(',').filter(Boolean) ?? []

const steps = allSteps()
const known = steps.map(({ name }) => name)
const only = listed(values.only)
const skip = listed(values.skip)

const unknown = [...only, ...skip].filter((name) => !known.includes(name))
if (unknown.length > 0) throw new Error(`no such step: ${unknown.join(', ')}; there are ${known.join(', ')}`)

const score = await runSteps(
  steps.filter(({ name }) => (only.length === 0 || only.includes(name)) && !skip.includes(name)),
)
for (const line of lastWords(score)) console.log(line)
console.log(closingLine(score))
process.exitCode = score.failed > 0 ? 1 : 0
