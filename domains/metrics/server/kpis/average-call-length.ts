import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const averageCallLength = defineKpi({
  code: 'average_call_length',
  name: { zh: '通话均长', en: 'Average length of a call' },
  meaning: { zh: '坐席每次人工通话平均占用的通话时间，含保持', en: 'Talk time, hold included, for each agent call' },
  formula: { zh: '通话时长 ÷ 通话次数', en: 'Talk time ÷ agent calls' },
  source: '通话均长',
  unit: 'seconds',
  better: 'neither',
  owner: 'teamLeader',
  minimumSample: 30,
  top: seconds(callFacts.talk_ms),
  per: sum(callFacts.agent_calls),
  spread: { kind: 'mean', squares: sum(callFacts.talk_s2) },
  example: { given: { calls: [{ talkSeconds: 60 }, { talkSeconds: 120 }, { talkSeconds: 30 }, {}] }, equals: 70 },
})
