import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const effectiveRate = defineKpi({
  code: 'effective_rate',
  name: { zh: '有效电话率', en: 'Effective rate' },
  meaning: { zh: '接通的电话中成为有效通话的比例', en: 'The share of connects that became effective calls' },
  formula: { zh: '有效电话量 ÷ 接通量 × 100%', en: 'Effective calls ÷ connects × 100 %' },
  source: '有效电话量',
  unit: 'ratio',
  better: 'higher',
  excludes: { zh: '非本人、语音信箱、无效号码', en: 'Wrong persons, voicemail, invalid numbers' },
  top: sum(callFacts.effective_calls),
  per: sum(callFacts.connects),
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
