import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const remittanceAmount = defineKpi({
  code: 'remittance_amount',
  name: { zh: '客户汇款金额', en: 'Amount remitted' },
  meaning: { zh: '客户汇款的金额', en: 'How much customers remitted' },
  formula: { zh: '汇款金额之和', en: 'Remittances added up' },
  source: '客户汇款',
  unit: 'money',
  better: 'higher',
  top: sum(orderFacts.remittance_amount),
  example: {
    given: {
      orders: [
        { orderKind: 'sale', units: 3, amount: 9000, focusModel: true },
        { orderKind: 'sale', units: 1, amount: 2000 },
        { orderKind: 'instalment', amount: 60_000 },
        { orderKind: 'premium', amount: 1200 },
        { orderKind: 'remittance', amount: 5000 },
        { orderKind: 'activation', units: 2 },
      ],
    },
    equals: 5000,
  },
})
