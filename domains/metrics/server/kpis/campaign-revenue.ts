import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const campaignRevenue = defineKpi({
  code: 'campaign_revenue',
  name: { zh: '项目收益', en: 'Campaign revenue' },
  meaning: { zh: '项目带来的收入：销售金额与保费', en: 'What the campaign brought in: sales and premiums' },
  formula: { zh: '销售金额 + 保费', en: 'Sales amount + premiums' },
  source: '项目收益',
  unit: 'money',
  better: 'higher',
  owner: 'finance',
  excludes: {
    zh: '分期本金与汇款不是收入；成本未扣除',
    en: 'Instalment principal and remittances are no revenue; costs are not taken off',
  },
  top: sum(orderFacts.revenue),
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
    equals: 12_200,
  },
})
