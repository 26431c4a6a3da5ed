import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const dealsPerHead = defineKpi({
  code: 'deals_per_head',
  name: { zh: '每座席成交电话量', en: 'Successes per head' },
  meaning: { zh: '每位出勤坐席每天的成功次数', en: 'Successes for each agent and day at work' },
  formula: { zh: '成交电话量 ÷ 出勤座席数（人日）', en: 'Successes ÷ agents at work (agent-days)' },
  source: '每座席成交电话量',
  unit: 'number',
  better: 'higher',
  version: 2,
  changed: { zh: '第 1 版也数没有通话的成功', en: 'Version 1 counted successes without a conversation too' },
  top: sum(callFacts.talked_successes),
  per: sum(timeFacts.agent_days),
  example: {
    given: {
      calls: [{ talkSeconds: 60, outcomeKind: 'success' }],
      agents: [[{ state: 'ready', seconds: 60 }], [{ state: 'ready', seconds: 60 }]],
    },
    equals: 0.5,
  },
})
