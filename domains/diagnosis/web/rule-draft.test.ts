import { expect, test } from 'vitest'
import { combinations } from '../combinations.ts'
import { RuleBody } from '../rule.ts'
import { bodyOf, draftOf, emptyBranch } from './rule-draft.ts'

test.each(combinations.map(({ code, body }) => [code, body] as const))(
  '%s opened and saved untouched is the same rule',
  (_, body) => {
    for (const locale of ['zh', 'en'] as const)
      expect(RuleBody.parse(bodyOf(draftOf(body, locale), body, locale))).toEqual(body)
  },
)
test('words that were changed are said in both languages, the others keep their translation', () => {
  const [{ body }] = combinations as [(typeof combinations)[number]]
  const saved = bodyOf({ ...draftOf(body, 'zh'), name: '我的组合' }, body, 'zh')
  expect(saved.name).toEqual({ zh: '我的组合', en: '我的组合' })
  expect(saved.why).toEqual(body.why)
})
test('new branches get codes of their own', () => {
  const [{ body }] = combinations as [(typeof combinations)[number]]
  const draft = draftOf(body, 'zh')
  const codes = bodyOf(
    { ...draft, branches: [...draft.branches, emptyBranch(), emptyBranch()] },
    body,
    'zh',
  ).branches.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})
