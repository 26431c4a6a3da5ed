import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const remittances = defineKpi({
  code: 'remittances',
  name: { zh: '客户汇款笔数', en: 'Remittances' },
  meaning: { zh: '客户汇款的笔数', en: 'How many remittances customers made' },
  formula: { zh: '汇款笔数', en: 'Remittances' },
  source: '客户汇款',
  unit: 'count',
  better: 'higher',
  top: sum(orderFacts.remittances),
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
    equals: 1,
  },
})
