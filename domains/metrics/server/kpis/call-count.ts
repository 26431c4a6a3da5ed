import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const callCount = defineKpi({
  code: 'call_count',
  name: { zh: '通次', en: 'Call count' },
  meaning: {
    zh: '坐席与客户通话的次数，即人工呼出通话量',
    en: 'How often agents talked with customers: the agent calls',
  },
  formula: { zh: '通话次数', en: 'Agent calls' },
  source: '通次/通话次数',
  unit: 'count',
  better: 'higher',
  owner: 'teamLeader',
  top: sum(callFacts.agent_calls),
  example: { given: { calls: [{ talkSeconds: 1800 }, { talkSeconds: 900 }, {}] }, equals: 2 },
})
