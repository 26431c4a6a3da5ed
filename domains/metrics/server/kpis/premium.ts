import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const premium = defineKpi({
  code: 'premium',
  name: { zh: '保费', en: 'Premium' },
  meaning: { zh: '成交保单的保费', en: 'Premium of policies sold' },
  formula: { zh: '保费之和', en: 'Premiums added up' },
  source: '保费',
  unit: 'money',
  better: 'higher',
  top: sum(orderFacts.premium),
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
    equals: 1200,
  },
})
