import { describe, expect, test } from 'vitest'
import { closingLine, scoreOf } from './score.ts'

const report = (files: { status: string; tests: string[] }[]): string => {
  const all = files.flatMap(({ tests }) => tests)
  const count = (status: string): number => all.filter((one) => one === status).length
  return JSON.stringify({
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((one) => ({ status: one })),
    })),
  })
}

describe('the score of a test run', () => {
  test('counts tests, not files', () => {
    const text = report([{ status: 'failed', tests: ['passed', 'passed', 'failed', 'pending'] }])
    expect(scoreOf(text, 1)).toEqual({ passed: 2, failed: 1, skipped: 1 })
  })

  test('counts a file that cannot be read as one failure', () => {
    const text = report([
      { status: 'passed', tests: ['passed'] },
      { status: 'failed', tests: [] },
    ])
    expect(scoreOf(text, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  test('is never clean when the run ended badly', () => {
    expect(scoreOf(report([{ status: 'passed', tests: ['passed'] }]), 1).failed).toBe(1)
    expect(scoreOf(undefined, 0).failed).toBe(1)
  })

  test('closes with one line that machines read', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 3 })).toBe('12 passed, 0 failed')
  })
})
