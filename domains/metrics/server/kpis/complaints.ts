import { sum } from '../facts/fact.ts'
import { complaintFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const complaints = defineKpi({
  code: 'complaints',
  name: { zh: '外呼投诉量', en: 'Complaints' },
  meaning: { zh: '登记在案的投诉，不论客户在哪里提出', en: 'Complaints on record, wherever customers made them' },
  formula: { zh: '外呼投诉量', en: 'Complaints received' },
  source: '外呼投诉量',
  unit: 'count',
  better: 'lower',
  owner: 'supervisor',
  top: sum(complaintFacts.complaints),
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
    equals: 1,
  },
})
