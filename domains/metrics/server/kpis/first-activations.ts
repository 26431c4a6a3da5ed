import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const firstActivations = defineKpi({
  code: 'first_activations',
  name: { zh: '首次激活量', en: 'First activations' },
  meaning: { zh: '首次激活的数量', en: 'How many were activated for the first time' },
  formula: { zh: '首次激活量', en: 'First activations' },
  source: '首次激活量',
  unit: 'count',
  better: 'higher',
  top: sum(orderFacts.first_activations),
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
    equals: 2,
  },
})
