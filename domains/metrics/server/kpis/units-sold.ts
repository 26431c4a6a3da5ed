import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const unitsSold = defineKpi({
  code: 'units_sold',
  name: { zh: '销售台数', en: 'Units sold' },
  meaning: { zh: '销售订单的台数', en: 'Units of sales orders' },
  formula: { zh: '销售订单台数之和', en: 'Units of sales orders added up' },
  source: '销售台数',
  unit: 'count',
  better: 'higher',
  top: sum(orderFacts.sale_units),
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
    equals: 4,
  },
})
