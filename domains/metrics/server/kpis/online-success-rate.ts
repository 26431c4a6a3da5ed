import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const onlineSuccessRate = defineKpi({
  code: 'online_success_rate',
  name: { zh: '外呼在线成功率', en: 'In-call success rate' },
  meaning: { zh: '人工通话中以成功结束的比例', en: 'The share of agent calls that ended in success' },
  formula: { zh: '外呼在线成功量 ÷ 人工呼出通话量 × 100%', en: 'In-call successes ÷ agent calls × 100 %' },
  source: '外呼在线成功率',
  unit: 'ratio',
  better: 'higher',
  top: sum(callFacts.talked_successes),
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
    equals: 0.25,
  },
})
