import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const agentCalls = defineKpi({
  code: 'agent_calls',
  name: { zh: '人工呼出通话量', en: 'Agent calls' },
  meaning: {
    zh: '坐席与客户实际通话（通话时长大于 0）的次数',
    en: 'Calls on which an agent spoke (talk time above 0)',
  },
  formula: { zh: '通话时长 > 0 秒的呼出电话量', en: 'Calls with talk time above 0 s' },
  source: '人工呼出通话量',
  unit: 'count',
  better: 'higher',
  top: sum(callFacts.agent_calls),
  example: {
    given: { calls: [{ talkSeconds: 60 }, { talkSeconds: 120, outcomeKind: 'success' }, { answered: true }, {}] },
    equals: 2,
  },
})
