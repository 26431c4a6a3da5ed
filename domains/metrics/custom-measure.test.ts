import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf, Definition, type FactKind, faultOf } from './custom-measure.ts'

const facts = new Map<string, FactKind>(
  (
    [
      ['agent_calls', 'count'],
      ['talked_refusals', 'count'],
      ['talk_ms', 'ms'],
      ['hold_ms', 'ms'],
      ['talk_s2', 'squaredSeconds'],
      ['revenue', 'money'],
    ] as const
  ).map(([code, unit]) => [code, { code, unit }]),
)
const known = { own: 'own_it', facts, measures: new Set(['idle_rate', 'own_it', 'own_other']) }
const part = (codes: string[], scale = 'one') => ({ terms: codes.map((code) => ({ code, sign: 1 })), scale })
const definition = (more: object): Definition =>
  Definition.parse({
    name: { zh: '拒绝占比', en: 'Refusals' },
    meaning: { zh: '拒绝的比例', en: 'The share refused' },
    top: part(['talked_refusals']),
    per: part(['agent_calls']),
    unit: 'ratio',
    better: 'lower',
    minimumSample: 30,
    ...more,
  })

describe('a measure somebody defines', () => {
  test('is made of facts, told by the piece or as time', () => {
    expect(faultOf(definition({ isShare: true }), known)).toBeUndefined()
    const time = { top: part(['talk_ms', 'hold_ms'], 'hours'), per: null, unit: 'hours' }
    expect(faultOf(definition(time), known)).toBeUndefined()
  })
  test.each([
    ['names a fact nobody records', { top: part(['smiles']) }, { fault: 'unknownFact', code: 'smiles' }],
    ['is made of itself', { per: part(['own_it']) }, { fault: 'refersToItself', code: 'own_it' }],
    ['is made of another measure', { top: part(['idle_rate']) }, { fault: 'refersToMeasure', code: 'idle_rate' }],
    ['is made of squares', { top: part(['talk_s2']) }, { fault: 'unknownFact', code: 'talk_s2' }],
    ['adds one fact twice', { top: part(['agent_calls', 'agent_calls']) }, { fault: 'factTwice', code: 'agent_calls' }],
    ['adds calls to money', { top: part(['agent_calls', 'revenue']) }, { fault: 'unitsMixed' }],
    ['tells time by the piece', { top: part(['talk_ms']) }, { fault: 'scaleWrong' }],
    ['tells calls in hours', { top: part(['agent_calls'], 'hours') }, { fault: 'scaleWrong' }],
    ['is a ratio of nothing', { per: null }, { fault: 'nothingBelow' }],
    ['is a share of money', { top: part(['revenue']), isShare: true }, { fault: 'shareWrong' }],
  ])('is refused if it %s', (_, more, fault) => {
    expect(faultOf(definition(more), known)).toEqual(fault)
  })
  test('goes by a code the database takes, whatever its name', () => {
    expect(codeOf('Refusals per talk-hour')).toBe('own_refusals_per_talk_hour')
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (name) => /^own_[a-z0-9_]{1,50}$/.test(codeOf(name))))
  })
})
