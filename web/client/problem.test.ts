import { describe, expect, test } from 'vitest'
import { defineRefusals } from '#contract/problem.ts'
import { fieldIssues, knowRefusals, ProblemError, problemWords, Unreachable } from './problem.ts'

const refusals = defineRefusals('example', {
  taken: { status: 409, text: { zh: '“{name}”已被使用', en: '“{name}” is taken' } },
})
const problem = (code: string, params = {}) =>
  new ProblemError({ type: `/problems#${code}`, title: 'As the server said it', status: 409, code, params })

describe('a problem', () => {
  test('is told in each language, with what it is about', () => {
    knowRefusals(Object.values(refusals))
    expect(problemWords(problem('example.taken', { name: '开门红' }))).toEqual({
      zh: '“开门红”已被使用',
      en: '“开门红” is taken',
    })
  })
  test('that every route may give is known from the start', () => {
    expect(problemWords(problem('common.notSignedIn')).zh).toBe('请先登录')
  })
  test('of an unknown code is told in the words of the server', () => {
    expect(problemWords(problem('later.unknown')).zh).toBe('As the server said it')
  })
  test('of the network says so', () => expect(problemWords(new Unreachable('x')).zh).toContain('连不上服务器'))
  test('that is a slip of ours does not show its inside', () => {
    expect(problemWords(new TypeError('x is undefined')).en).toBe('Something went wrong on this page')
  })
  test('names the fields that were wrong', () => {
    const issues = [{ field: 'name', code: 'too_small', message: '…' }]
    expect(fieldIssues(problem('common.badInput', { issues }))).toEqual(issues)
    expect(fieldIssues(new Error('other'))).toEqual([])
  })
})
