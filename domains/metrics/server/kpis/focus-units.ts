import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const focusUnits = defineKpi({
  code: 'focus_units',
  name: { zh: '主推机型台数', en: 'Focus-model units' },
  meaning: { zh: '主推机型的成交台数', en: 'Units ordered of the models in focus' },
  formula: { zh: '主推机型台数之和', en: 'Units of focus models added up' },
  source: '主推机型完成',
  unit: 'count',
  better: 'higher',
  top: sum(orderFacts.focus_units),
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
    equals: 3,
  },
})
