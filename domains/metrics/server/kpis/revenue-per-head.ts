import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const revenuePerHead = defineKpi({
  code: 'revenue_per_head',
  name: { zh: '人均产能', en: 'Revenue per head' },
  meaning: { zh: '每位出勤坐席每天带来的收入', en: 'Revenue for each agent at work, a day' },
  formula: { zh: '项目收益 ÷ 出勤人次', en: 'Revenue ÷ agents at work' },
  source: '人均产能',
  unit: 'money',
  better: 'higher',
  minimumSample: 1,
  top: sum(orderFacts.revenue),
  per: sum(timeFacts.agent_days),
  example: {
    given: {
      agents: [[{ state: 'ready', seconds: 60 }], [{ state: 'ready', seconds: 60 }]],
      orders: [
        { orderKind: 'sale', units: 3, amount: 9000, focusModel: true },
        { orderKind: 'sale', units: 1, amount: 2000 },
        { orderKind: 'instalment', amount: 60_000 },
        { orderKind: 'premium', amount: 1200 },
        { orderKind: 'remittance', amount: 5000 },
        { orderKind: 'activation', units: 2 },
      ],
    },
    equals: 6100,
  },
})
