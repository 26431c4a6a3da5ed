import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const complaintRate = defineKpi({
  code: 'complaint_rate',
  name: { zh: '外呼投诉率', en: 'Complaint rate' },
  meaning: {
    zh: '人工通话中引起投诉的比例；“成功接通量”与人工呼出通话量是同一批通话',
    en: 'The share of agent calls that led to a complaint; connected calls here are the agent calls',
  },
  formula: { zh: '外呼投诉量 ÷ 外呼成功接通量 × 100%', en: 'Complaints ÷ connected calls × 100 %' },
  source: '外呼投诉率',
  unit: 'ratio',
  better: 'lower',
  owner: 'supervisor',
  top: sum(callFacts.complaints_heard),
  per: sum(callFacts.agent_calls),
  example: { given: { calls: [{ talkSeconds: 20, outcomeKind: 'complaint' }, { talkSeconds: 30 }, {}] }, equals: 0.5 },
})
