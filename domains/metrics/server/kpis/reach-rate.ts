import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const reachRate = defineKpi({
  code: 'reach_rate',
  name: { zh: '接触率', en: 'Contact rate per call' },
  meaning: {
    zh: '呼出电话中与客户真正说上话的比例（接触率、联络率）',
    en: 'The share of calls placed on which an agent spoke with the customer',
  },
  formula: { zh: '人工呼出通话量 ÷ 呼出电话量 × 100%', en: 'Agent calls ÷ calls placed × 100 %' },
  source: '接触率/联络率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  top: sum(callFacts.agent_calls),
  per: sum(callFacts.dials),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 40, outcomeKind: 'callback' },
        {},
      ],
    },
    equals: 0.8,
  },
})
