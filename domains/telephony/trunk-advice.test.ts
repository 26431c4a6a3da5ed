import { expect, test } from 'vitest'
import { adviceOn, findingsOf } from './trunk-advice.ts'
import { trunkSteps } from './trunk-contract.ts'
import { trunkText } from './trunk-text.ts'

test('every wrong step has a sentence in both languages, whatever was found', () => {
  for (const step of trunkSteps)
    for (const found of ['', '401 Unauthorized', '403 Forbidden', '503 Away', 'ECONNREFUSED: connect', 'no answer'])
      expect(adviceOn({ step, found })).toEqual({ zh: expect.stringMatching(/。$/), en: expect.stringMatching(/\.$/) })
})

test('a wrong password, an unknown address and a missing login are told apart', () => {
  expect(adviceOn({ step: 'login', found: '401 Unauthorized' }).en).toContain('password is wrong')
  expect(adviceOn({ step: 'answer', found: '403 Forbidden' }).en).toContain('our IP')
  expect(adviceOn({ step: 'answer', found: '401 Unauthorized' }).en).toContain('wants a login')
  expect(adviceOn({ step: 'reach', found: 'ECONNREFUSED: connect' }).en).toContain('port')
})

test('steps behind the first wrong one are not looked at, and who is known by address needs no login', () => {
  const steps = [
    { step: 'name' as const, isRight: true, found: '127.0.0.1' },
    { step: 'reach' as const, isRight: false, found: 'no answer' },
  ]
  const standings = (trunk: { loginUser: string; registers: boolean }) =>
    findingsOf(steps, trunk).map(({ step, standing }) => `${step} ${standing}`)
  expect(standings({ loginUser: '', registers: false })).toEqual([
    'name right',
    'reach wrong',
    'transport notLooked',
    'login notNeeded',
    'register notNeeded',
    'answer notLooked',
  ])
  expect(standings({ loginUser: 'centre', registers: true })).toContain('register notLooked')
})

test('several trunks that are spent are named as each language lists things', () => {
  const { zh, en } = trunkText.spentTitle
  expect(zh({ names: ['甲', '乙'] })).toContain('“甲”、“乙”')
  expect(en({ names: ['A', 'B'] })).toMatch(/^Trunks “A”, “B” have cost what they may today/)
  expect(en({ names: ['A'] })).toMatch(/^Trunk “A” has cost what it may today/)
})
