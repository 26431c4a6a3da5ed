import { z } from 'zod'

/** How many passed, failed and were skipped. */
export type Score = { passed: number; failed: number; skipped: number }

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

/**
 * Reads the JSON report of a test run. A file that could not even be read counts as one failure, and so does a run
 * that ended badly although no test of it failed, or left no report at all.
 */
export const scoreOf = (reportText: string | undefined, exitCode: number): Score => {
  if (reportText === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const report = Report.parse(JSON.parse(reportText))
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  const failed = report.numFailedTests + brokenFiles.length
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** The last line of a run, for people and for machines that read it. */
export const closingLine = ({ passed, failed }: Score): string => `${passed} passed, ${failed} failed`
