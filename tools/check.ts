import { parseArgs } from 'node:util'
import { quickSteps, runSteps } from './steps.ts'

const { values } = parseArgs({ options: { fix: { type: 'boolean', default: false } } })
const { failed } = await runSteps(quickSteps(values))
process.exitCode = failed > 0 ? 1 : 0
