import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const salesAmount = defineKpi({
  code: 'sales_amount',
  name: { zh: '销售金额', en: 'Sales amount' },
  meaning: { zh: '销售订单的金额', en: 'Amount of sales orders' },
  formula: { zh: '销售订单金额之和', en: 'Amounts of sales orders added up' },
  source: '销售金额',
  unit: 'money',
  better: 'higher',
  top: sum(orderFacts.sale_amount),
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
    equals: 11_000,
  },
})
