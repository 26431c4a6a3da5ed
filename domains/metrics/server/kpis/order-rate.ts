import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const orderRate = defineKpi({
  code: 'order_rate',
  name: { zh: '出单率', en: 'Order rate' },
  meaning: { zh: '每次人工通话出单的比例', en: 'Orders for each agent call' },
  formula: { zh: '订单数 ÷ 人工呼出通话量 × 100%', en: 'Orders ÷ agent calls × 100 %' },
  source: '出单率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  top: sum(orderFacts.orders),
  per: sum(callFacts.agent_calls),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 60 },
        { talkSeconds: 60 },
        { talkSeconds: 60 },
        { talkSeconds: 60 },
        { talkSeconds: 60 },
        { talkSeconds: 60 },
        { talkSeconds: 60 },
        { talkSeconds: 60 },
      ],
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
