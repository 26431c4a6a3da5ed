import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const focusShare = defineKpi({
  code: 'focus_share',
  name: { zh: '主推机型占比', en: 'Focus-model share' },
  meaning: { zh: '成交台数中主推机型所占的比例', en: 'The share of units sold that are models in focus' },
  formula: { zh: '主推机型台数 ÷ 销售台数 × 100%', en: 'Focus-model units ÷ units sold × 100 %' },
  source: '主推机型完成',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  top: sum(orderFacts.focus_units),
  per: sum(orderFacts.sale_units),
  spread: { kind: 'none' },
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
    equals: 0.75,
  },
})
