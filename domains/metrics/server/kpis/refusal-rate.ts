import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const refusalRate = defineKpi({
  code: 'refusal_rate',
  name: { zh: '拒绝率', en: 'Refusal rate' },
  meaning: { zh: '被客户拒绝的人工通话所占的比例', en: 'The share of agent calls the customer ended with a refusal' },
  formula: { zh: '拒绝通话量 ÷ 人工呼出通话量 × 100%', en: 'Refusals ÷ agent calls × 100 %' },
  source: '拒绝率',
  unit: 'ratio',
  better: 'lower',
  owner: 'teamLeader',
  minimumSample: 30,
  top: sum(callFacts.talked_refusals),
  per: sum(callFacts.agent_calls),
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
    equals: 0.5,
  },
})
