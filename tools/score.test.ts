import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repository } from './run-program.ts'
import { closingLine, lastWords, nothing, scoreOf } from './score.ts'

type Told = { status: string; failureMessages?: string[] }
const report = (files: { status: string; message?: string; tests: Told[] }[]): string => {
  const all = files.flatMap(({ tests }) => tests)
  const count = (status: string): number => all.filter((one) => one.status === status).length
  return JSON.stringify({
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    testResults: files.map(({ tests, ...file }, place) => ({
      ...file,
      name: join(repository, `desk/${place}.test.ts`),
      assertionResults: tests.map((one, nth) => ({ ...one, fullName: `an agent has their say ${nth}` })),
    })),
  })
}
const told = (...statuses: string[]): Told[] => statuses.map((status) => ({ status }))

describe('the score of a test run', () => {
  test('counts tests, not files', () => {
    const text = report([{ status: 'failed', tests: told('passed', 'passed', 'failed', 'pending') }])
    expect(scoreOf(text, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 1 })
  })

  test('counts a file that cannot be read as one failure', () => {
    const text = report([
      { status: 'passed', tests: told('passed') },
      { status: 'failed', message: 'Cannot find module', tests: [] },
    ])
    expect(scoreOf(text, 1)).toMatchObject({
      passed: 1,
      failed: 1,
      failures: ['desk/1.test.ts: Cannot find module'],
    })
  })

  test('is never clean when the run ended badly', () => {
    expect(scoreOf(report([{ status: 'passed', tests: told('passed') }]), 1).failed).toBe(1)
    expect(scoreOf(undefined, 0).failed).toBe(1)
  })

  test('names at the end what failed and what passed only when tried again', () => {
    const failureMessages = ['Error: too late\n    at desk.ts:1']
    const tests = [...told('passed'), { status: 'passed', failureMessages }, { status: 'failed', failureMessages }]
    expect(lastWords(scoreOf(report([{ status: 'failed', tests }]), 1))).toEqual([
      'passed when tried again: desk/0.test.ts: an agent has their say 1: Error: too late',
      'failed: desk/0.test.ts: an agent has their say 2: Error: too late',
    ])
  })

  test('closes with one line that machines read', () => {
    expect(closingLine({ ...nothing, passed: 12, skipped: 3 })).toBe('12 passed, 0 failed')
  })
})
