import { describe, expect, test } from 'vitest'
import { combinations } from './combinations.ts'
import { issueOf, type Known, RuleBody } from './rule.ts'

const codes = [...new Set(combinations.flatMap(({ body }) => body.measures))]
const dictionary = new Map<string, Known>(
  [...codes, 'average_wrap_up'].map((code) => [code, { code, unit: 'ratio' }] as const),
)
dictionary.set('dials', { code: 'dials', unit: 'count' })
const good = combinations[0]?.body as RuleBody
const first = good.branches[0] as RuleBody['branches'][number]

test.each(combinations.map(({ code, body }) => [code, body] as const))(
  'the combination %s is a rule like any other',
  (_, body) => {
    expect(RuleBody.parse(body)).toEqual(body)
    expect(issueOf(body, dictionary)).toBeUndefined()
  },
)

describe('a rule is refused', () => {
  test('with a measure nobody knows, even as behaviour', () => {
    expect(issueOf({ ...good, measures: [...good.measures, 'luck'] }, dictionary)).toEqual({
      issue: 'unknownMeasure',
      about: 'luck',
    })
    const branches = good.branches.map((branch) => ({
      ...branch,
      alone: branch.alone && { ...branch.alone, behaviour: 'charm' },
    }))
    expect(issueOf({ ...good, branches }, dictionary)).toEqual({ issue: 'unknownMeasure', about: 'charm' })
  })
  test('with a measure named twice', () => {
    expect(issueOf({ ...good, measures: ['idle_rate', 'idle_rate'] }, dictionary)?.issue).toBe('measureTwice')
    const branches = [{ ...first, conditions: [...first.conditions, ...first.conditions] }]
    expect(issueOf({ ...good, branches }, dictionary)?.issue).toBe('conditionTwice')
  })
  test('with a sum, which grows with the time somebody was there', () => {
    expect(issueOf({ ...good, measures: [...good.measures, 'dials'] }, dictionary)).toEqual({
      issue: 'notARatio',
      about: 'dials',
    })
  })
  test('with a condition on a measure it does not have, or a threshold without a number', () => {
    expect(issueOf({ ...good, measures: ['talk_utilisation', 'idle_rate'] }, dictionary)?.issue).toBe('foreignMeasure')
    const branches = [{ ...first, conditions: first.conditions.map((one) => ({ ...one, value: null })) }]
    expect(issueOf({ ...good, branches }, dictionary)?.issue).toBe('valueMissing')
  })
  test('with nothing to say, or a word for a person where nobody is looked at', () => {
    expect(issueOf({ ...good, branches: [{ ...first, alone: null, shared: null }] }, dictionary)?.issue).toBe(
      'nothingToSay',
    )
    expect(issueOf({ ...good, subject: 'campaign' }, dictionary)?.issue).toBe('nobodyAlone')
    expect(issueOf({ ...good, branches: [first, first] }, dictionary)?.issue).toBe('branchTwice')
  })
  test('with one measure, five measures or no window', () => {
    expect(RuleBody.safeParse({ ...good, measures: ['idle_rate'] }).success).toBe(false)
    expect(RuleBody.safeParse({ ...good, measures: ['a', 'b', 'c', 'd', 'e'] }).success).toBe(false)
    expect(RuleBody.safeParse({ ...good, windowDays: 0 }).success).toBe(false)
  })
})
