import { expect, test } from 'vitest'
import { blockRules } from './blocked.ts'
import { blockRuleNames } from './desk-text.ts'

test('every rule by which the gate refuses has a name of its own in counts', () => {
  expect(blockRules.filter((rule) => !(rule in blockRuleNames))).toEqual([])
  const names = blockRules.map((rule) => blockRuleNames[rule]?.zh)
  expect(new Set(names).size).toBe(names.length)
})
