import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const agentCallsPerHead = defineKpi({
  code: 'agent_calls_per_head',
  name: { zh: '人均呼出通话量', en: 'Agent calls per head' },
  meaning: { zh: '每位出勤坐席每天的通话次数', en: 'Agent calls for each agent and day at work' },
  formula: { zh: '人工呼出通话量 ÷ 出勤客户代表数（人日）', en: 'Agent calls ÷ agents at work (agent-days)' },
  source: '人均呼出通话量',
  unit: 'number',
  better: 'higher',
  top: sum(callFacts.agent_calls),
  per: sum(timeFacts.agent_days),
  example: {
    given: {
      calls: [{ talkSeconds: 60 }, { talkSeconds: 30 }, { talkSeconds: 20 }],
      agents: [
        [{ state: 'ready', seconds: 600 }],
        [
          { state: 'ready', seconds: 60 },
          { state: 'talking', seconds: 60 },
        ],
      ],
    },
    equals: 1.5,
  },
})
