import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const conversionRate = defineKpi({
  code: 'conversion_rate',
  name: { zh: '转化率', en: 'Conversion' },
  meaning: {
    zh: '说上话的客户里最终成交的比例；同一客户多次通话只算一位',
    en: 'Of the customers spoken to, the share who took the offer; a customer called often counts once',
  },
  formula: { zh: '成功量 ÷ 联系客户数 × 100%', en: 'Successes ÷ customers spoken to × 100 %' },
  source: '转化率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  top: sum(callFacts.talked_successes),
  per: sum(callFacts.first_talks),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 30, record: 1, outcomeKind: 'callback' },
        { talkSeconds: 60, record: 1, outcomeKind: 'success' },
        { talkSeconds: 20, record: 2, outcomeKind: 'refusal' },
      ],
    },
    equals: 0.5,
  },
})
