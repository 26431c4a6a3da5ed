import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { complaintFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const complaintRate = defineKpi({
  code: 'complaint_rate',
  name: { zh: '外呼投诉率', en: 'Complaint rate' },
  meaning: {
    zh: '登记在案的投诉与人工通话之比；“成功接通量”与人工呼出通话量是同一批通话',
    en: 'Complaints on record for each agent call; connected calls and agent calls are the same set of calls',
  },
  formula: { zh: '外呼投诉量 ÷ 外呼成功接通量 × 100%', en: 'Complaints ÷ connected calls × 100 %' },
  source: '外呼投诉率',
  unit: 'ratio',
  better: 'lower',
  owner: 'supervisor',
  minimumSample: 30,
  excludes: {
    zh: '客户在通话中当场抱怨、没有登记的，见“通话中投诉率”',
    en: 'What customers held against us in the call without a complaint on record: see the rate in conversation',
  },
  version: 2,
  changed: {
    zh: '第 1 版只数通话中以投诉结束的；现数登记在案的投诉',
    en: 'Version 1 counted conversations that ended as a complaint; now complaints on record count',
  },
  top: sum(complaintFacts.complaints),
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
