import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const closeRate = defineKpi({
  code: 'close_rate',
  name: { zh: '成交电话率', en: 'Close rate' },
  meaning: { zh: '有效通话中以成功结束的比例', en: 'The share of effective calls that ended in success' },
  formula: { zh: '成交电话量 ÷ 有效电话量 × 100%', en: 'Successes ÷ effective calls × 100 %' },
  source: '成交电话量',
  unit: 'ratio',
  better: 'higher',
  top: sum(callFacts.talked_successes),
  per: sum(callFacts.effective_calls),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 60, outcomeKind: 'success' },
        { talkSeconds: 60, outcomeKind: 'refusal' },
        { talkSeconds: 5, outcomeKind: 'wrongPerson' },
        { answered: true, abandoned: true, outcomeKind: 'abandoned' },
        {},
      ],
    },
    equals: 0.5,
  },
})
