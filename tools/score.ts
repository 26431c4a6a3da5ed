import { relative } from 'node:path'
import { z } from 'zod'
import { repository } from './run-program.ts'

/** How many passed, failed and were skipped; which failed and which passed only when tried again, a line each. */
export type Score = {
  passed: number
  failed: number
  skipped: number
  failures: readonly string[]
  again: readonly string[]
}

export const nothing: Score = { passed: 0, failed: 0, skipped: 0, failures: [], again: [] }
export const add = (a: Score, b: Score): Score => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
  again: [...a.again, ...b.again],
})

const Result = z.object({
  status: z.string(),
  fullName: z.string(),
  failureMessages: z.array(z.string()).nullish(),
})
const TestFile = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string().optional(),
  assertionResults: z.array(Result),
})

const Report = z.object({
  numPassedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(TestFile),
})

const firstLine = (words: string | undefined): string => words?.trim().split('\n')[0] ?? ''
const told = (file: string, { fullName, failureMessages }: z.output<typeof Result>): string =>
  `${file}: ${fullName}: ${firstLine(failureMessages?.[0])}`
const failuresIn = ({ name, status, message, assertionResults }: z.output<typeof TestFile>): string[] => {
  const file = relative(repository, name)
  const failed = assertionResults.filter((result) => result.status === 'failed')
  if (status === 'failed' && failed.length === 0) return [`${file}: ${firstLine(message)}`]
  return failed.map((result) => told(file, result))
}
const triedAgainIn = ({ name, assertionResults }: z.output<typeof TestFile>): string[] =>
  assertionResults
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages?.length)
    .map((result) => told(relative(repository, name), result))

/**
 * Reads the JSON report of a test run. A file that could not even be read counts as one failure, and so does a run
 * that ended badly although no test of it failed, or left no report at all.
 */
export const scoreOf = (reportText: string | undefined, exitCode: number): Score => {
  if (reportText === undefined) return { ...nothing, failed: 1, failures: ['the run left no report'] }
  const report = Report.parse(JSON.parse(reportText))
  const failures = report.testResults.flatMap(failuresIn)
  if (failures.length === 0 && exitCode !== 0) failures.push(`the run ended with ${exitCode} although no test failed`)
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    again: report.testResults.flatMap(triedAgainIn),
  }
}

/** Once more at the end, for whoever sees only that: what passed when it was tried again, and what failed. */
export const lastWords = ({ failures, again }: Score): string[] => [
  ...again.map((line) => `passed when tried again: ${line}`),
  ...failures.map((line) => `failed: ${line}`),
]

/** The last line of a run, for people and for machines that read it. */
export const closingLine = ({ passed, failed }: Score): string => `${passed} passed, ${failed} failed`
