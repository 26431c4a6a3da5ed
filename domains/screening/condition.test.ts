import { describe, expect, test } from 'vitest'
import { Condition, isContradiction, Test } from './condition.ts'

const asked = (join: 'and' | 'or', ...tests: Partial<Test>[]) =>
  ({ join, tests: tests.map((part) => ({ field: 'attribute', name: '年龄', values: [], ...part })) }) as Condition

describe('a question', () => {
  test.each([
    [{ field: 'attribute', name: '城市', operator: 'is', values: ['上海'] }, true],
    [{ field: 'attribute', operator: 'is', values: ['上海'] }, false],
    [{ field: 'doNotCall', operator: 'yes' }, true],
    [{ field: 'doNotCall', operator: 'yes', values: ['1'] }, false],
    [{ field: 'doNotCall', operator: 'above', values: ['1'] }, false],
    [{ field: 'dials', operator: 'atLeast', values: ['3'] }, false],
    [{ field: 'dials', withinDays: 30, operator: 'atLeast', values: ['3'] }, true],
    [{ field: 'dials', withinDays: 0, operator: 'atLeast', values: ['3'] }, false],
    [{ field: 'priority', operator: 'above', values: ['1e5'] }, false],
    [{ field: 'priority', operator: 'above', values: ['1', '2'] }, false],
    [{ field: 'nonsense', operator: 'yes' }, false],
  ])('%j is one: %s', (test, isOne) => {
    expect(Test.safeParse(test).success).toBe(isOne)
  })
  test('there are one to twelve of them in a condition', () => {
    const one = { field: 'doNotCall', operator: 'yes' }
    expect(Condition.safeParse({ join: 'and', tests: [] }).success).toBe(false)
    expect(Condition.safeParse({ join: 'and', tests: Array(13).fill(one) }).success).toBe(false)
  })
})

describe('a contradiction', () => {
  test('is above 60 and below 50, at least 5 and below 5, but not at least 5 and at most 5', () => {
    expect(
      isContradiction(asked('and', { operator: 'above', values: ['60'] }, { operator: 'below', values: ['50'] })),
    ).toBe(true)
    expect(
      isContradiction(asked('and', { operator: 'atLeast', values: ['5'] }, { operator: 'below', values: ['5'] })),
    ).toBe(true)
    expect(
      isContradiction(asked('and', { operator: 'atLeast', values: ['5'] }, { operator: 'atMost', values: ['5'] })),
    ).toBe(false)
    expect(
      isContradiction(asked('or', { operator: 'above', values: ['60'] }, { operator: 'below', values: ['50'] })),
    ).toBe(false)
  })
  test('is one city and another, a city that is barred, known and not known', () => {
    expect(
      isContradiction(asked('and', { operator: 'is', values: ['上海'] }, { operator: 'is', values: ['北京'] })),
    ).toBe(true)
    expect(
      isContradiction(asked('and', { operator: 'is', values: ['上海'] }, { operator: 'isNot', values: [' 上海'] })),
    ).toBe(true)
    expect(isContradiction(asked('and', { operator: 'missing' }, { operator: 'is', values: ['上海'] }))).toBe(true)
    expect(
      isContradiction(asked('and', { operator: 'is', values: ['上海', '北京'] }, { operator: 'is', values: ['北京'] })),
    ).toBe(false)
  })
  test('is not what is asked of different things', () => {
    const tests = [
      { name: '年龄', operator: 'above', values: ['60'] },
      { name: '网龄', operator: 'below', values: ['5'] },
    ] as const
    expect(isContradiction(asked('and', ...(tests as unknown as Partial<Test>[])))).toBe(false)
    // Somebody may hold both products.
    const both = { field: 'products', name: undefined, operator: 'is' } as const
    expect(isContradiction(asked('and', { ...both, values: ['a'] }, { ...both, values: ['b'] }))).toBe(false)
  })
})
