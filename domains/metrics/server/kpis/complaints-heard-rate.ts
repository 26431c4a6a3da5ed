import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const complaintsHeardRate = defineKpi({
  code: 'complaints_heard_rate',
  name: { zh: '通话中投诉率', en: 'Complaints in conversation' },
  meaning: { zh: '以投诉结束的人工通话所占的比例', en: 'The share of agent calls that ended as a complaint' },
  formula: { zh: '通话中投诉次数 ÷ 人工呼出通话量 × 100%', en: 'Complaints heard ÷ agent calls × 100 %' },
  unit: 'ratio',
  better: 'lower',
  owner: 'supervisor',
  minimumSample: 30,
  top: sum(callFacts.complaints_heard),
  per: sum(callFacts.agent_calls),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 20, outcomeKind: 'complaint' },
        { talkSeconds: 30 },
        { talkSeconds: 30 },
        { talkSeconds: 30 },
        {},
      ],
      complaints: [{}],
    },
    equals: 0.25,
  },
})
