import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locales } from '#contract/words.ts'
import { causeOf } from './binding-cause.ts'
import { type BindingKind, bindings } from './contract.ts'
import { type Ledger, type Prediction, pacingLimits, spentIn, stripOf } from './explanation.ts'
import {
  idleCauseWords,
  ledgerSentence,
  leftSentence,
  limitSentences,
  modeSentences,
  type Sum,
  terms,
} from './explanation-text.ts'
import { idleCauses } from './idle-causes.ts'

const sum: Sum = {
  inFlight: '14',
  seconds: '8',
  answers: '3.6',
  free: '5.1',
  margin: '1.5',
  risk: '4.1%',
  allowed: '4.8%',
}
const prediction: Prediction = {
  inFlight: 14,
  withinSeconds: 8,
  expectedAnswers: 3.58,
  freeNow: 2,
  expectedFree: 5.12,
  answerRate: 0.22,
  risk: 0.041,
  riskAllowed: 0.048,
  limit: 'answersExpected',
}
const ledger: Ledger = {
  answered24h: 800,
  abandoned24h: 9,
  answered30d: 0,
  abandoned30d: 0,
  left: 3,
  target: 0.015,
  ceiling: 0.03,
}

describe('the reason for no more calls', () => {
  test('is a sentence with the numbers of the last decision', () => {
    expect(limitSentences.answersExpected.zh(sum)).toBe(
      '14 通待应答，8 秒内预计 3.6 位接听，届时约有 5.1 名坐席可接；再多拨一通，没人接的可能就会超过允许的 4.8%，所以先等。',
    )
    expect(limitSentences.answersExpected.en(sum)).toBe(
      '14 calls in flight should bring 3.6 answers within 8 s for 5.1 agents; with one more the chance of silence would exceed the 4.8% allowed, so it waits.',
    )
    expect(limitSentences.ledgerSpent.zh(sum)).toContain('呼损额度已用完')
    expect(limitSentences.ledgerSpent.en(sum)).toContain('The abandon ledger is spent')
  })
  test('is told for every limit and every way of dialling, in both languages', () => {
    for (const locale of locales) {
      const said = [
        ...pacingLimits.map((limit) => limitSentences[limit][locale](sum)),
        ...Object.values(modeSentences).map((words) => words[locale]),
      ]
      for (const sentence of said) {
        expect(sentence).not.toMatch(/undefined|null|NaN/)
        expect(sentence).toMatch(locale === 'zh' ? /。$/ : /\.$/)
      }
    }
  })
})

describe('every term of the panel', () => {
  test('has a name of its own and one sentence of help in both languages', () => {
    const named = [...Object.values(terms), ...Object.values(idleCauseWords)]
    for (const locale of locales) {
      expect(new Set(named.map(({ name }) => name[locale])).size).toBe(named.length)
      for (const { help } of named) expect(help[locale]).toMatch(/^[^。.]+[。.]$/)
    }
  })
})

describe('the sum of a prediction', () => {
  test('comes out as it is shown', () => {
    expect(stripOf(prediction, 0)).toEqual({
      inFlight: 14,
      answers: 3.6,
      freeNow: 2,
      waiting: 0,
      freeSoon: 3.1,
      free: 5.1,
      margin: 1.5,
    })
    expect(stripOf(prediction, 1)).toMatchObject({ waiting: 1, freeSoon: 4.1 })
  })
  test('comes out whatever the numbers', () => {
    const some = fc.record({
      expectedAnswers: fc.double({ min: 0, max: 500, noNaN: true }),
      expectedFree: fc.double({ min: -20, max: 500, noNaN: true }),
      freeNow: fc.nat(200),
    })
    fc.assert(
      fc.property(some, fc.nat(20), (numbers, waiting) => {
        const { freeNow, freeSoon, free, answers, margin } = stripOf({ ...prediction, ...numbers }, waiting)
        expect(freeNow - waiting + freeSoon).toBeCloseTo(free, 6)
        expect(free - answers).toBeCloseTo(margin, 6)
      }),
    )
  })
})

describe('the abandon ledger', () => {
  test('tells what was spent of what the target allows; a share of nothing is none', () => {
    expect(spentIn(ledger, '24h')).toEqual({ answered: 800, abandoned: 9, rate: 9 / 800, allowed: 12 })
    expect(spentIn(ledger, '30d').rate).toBeNull()
    expect(ledgerSentence.zh({ answered: '800', abandoned: '9', allowed: '12.0', rate: '1.13%' })).toBe(
      '接听 800，呼损 9（1.13%），按目标最多 12.0',
    )
  })
  test('says how many calls are left, and that none is', () => {
    expect([leftSentence.zh(3.7), leftSentence.en(3.7)]).toEqual(['还可用 3 通', '3 more may be abandoned'])
    expect([leftSentence.zh(0.4), leftSentence.en(0.4)]).toEqual(['不足 1 通', 'Less than one call left'])
    expect([leftSentence.zh(-2), leftSentence.en(-2)]).toEqual(['额度已用完', 'Spent for now'])
  })
})

test('every binding is a cause of idle time', () => {
  for (const kind of Object.keys(bindings) as BindingKind[]) expect(idleCauses).toContain(causeOf(kind))
  expect([causeOf('resting'), causeOf('lineLimit'), causeOf('outsideHours'), causeOf('ledgerSpent')]).toEqual([
    'list',
    'lines',
    'hours',
    'gate',
  ])
})
