import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const instalmentPrincipal = defineKpi({
  code: 'instalment_principal',
  name: { zh: '分期本金', en: 'Instalment principal' },
  meaning: { zh: '办理分期的本金', en: 'Principal of instalment contracts' },
  formula: { zh: '分期本金之和', en: 'Instalment principal added up' },
  source: '分期本金',
  unit: 'money',
  better: 'higher',
  top: sum(orderFacts.instalment_principal),
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
    equals: 60_000,
  },
})
