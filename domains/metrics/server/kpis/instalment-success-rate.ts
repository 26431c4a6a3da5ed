import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { orderFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const instalmentSuccessRate = defineKpi({
  code: 'instalment_success_rate',
  name: { zh: '分期成功率', en: 'Instalment success rate' },
  meaning: { zh: '每次人工通话办成分期的比例', en: 'Instalment contracts for each agent call' },
  formula: { zh: '分期笔数 ÷ 人工呼出通话量 × 100%', en: 'Instalment contracts ÷ agent calls × 100 %' },
  source: '分期成功率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  top: sum(orderFacts.instalments),
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
    equals: 0.125,
  },
})
