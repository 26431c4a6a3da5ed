import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const followUpFrequency = defineKpi({
  code: 'follow_up_frequency',
  name: { zh: '跟进频次', en: 'Follow-up frequency' },
  meaning: { zh: '平均与每位客户通话几次', en: 'How often each customer spoken to was spoken with' },
  formula: { zh: '人工呼出通话量 ÷ 联系客户数', en: 'Agent calls ÷ customers spoken to' },
  source: '跟进频次',
  unit: 'number',
  better: 'neither',
  minimumSample: 30,
  top: sum(callFacts.agent_calls),
  per: sum(callFacts.first_talks),
  spread: { kind: 'none' },
  example: {
    given: {
      calls: [
        { talkSeconds: 30, record: 1 },
        { talkSeconds: 30, record: 1 },
        { talkSeconds: 30, record: 2 },
        { talkSeconds: 30, record: 1 },
      ],
    },
    equals: 2,
  },
})
