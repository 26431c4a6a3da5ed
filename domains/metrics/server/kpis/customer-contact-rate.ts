import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const customerContactRate = defineKpi({
  code: 'customer_contact_rate',
  name: { zh: '客户联系率', en: 'Customer contact rate' },
  meaning: {
    zh: '实际通过话的客户占客户记录的比例；每位客户只在第一次通话时计一次',
    en: 'The share of customers spoken to; each counts once, at the first conversation',
  },
  formula: { zh: '联系客户数 ÷ 客户数据总量 × 100%', en: 'Customers spoken to ÷ customer records × 100 %' },
  unit: 'ratio',
  better: 'higher',
  top: sum(callFacts.first_talks),
  per: sum(contactFacts.records),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 60, record: 1 },
        { talkSeconds: 10, record: 1 },
        { record: 2 },
        { talkSeconds: 5, record: 3 },
      ],
      contacts: [{}, {}, {}, {}],
    },
    equals: 0.5,
  },
})
