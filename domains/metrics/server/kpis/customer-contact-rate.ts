import { calls, contacts, defineKpi, firstTalkWithRecord } from '../kpi.ts'

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
  top: calls(firstTalkWithRecord),
  per: contacts(),
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
