import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const pitchSuccessRate = defineKpi({
  code: 'pitch_success_rate',
  name: { zh: '成功推介率', en: 'Pitch success' },
  meaning: {
    zh: '听完推介并作出决定的客户中，选择成交的比例',
    en: 'Of customers who heard the offer and decided, the share who took it',
  },
  formula: {
    zh: '成功量 ÷（成功量 + 拒绝量 + 未决定量）× 100%',
    en: 'Successes ÷ (successes + refusals + undecided) × 100 %',
  },
  source: '成功推介率/销售率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  excludes: { zh: '约定回拨的通话：还没有决定', en: 'Callbacks agreed: nothing is decided yet' },
  top: sum(callFacts.talked_successes),
  per: sum(callFacts.talked_successes, callFacts.talked_refusals, callFacts.talked_undecided),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 40, outcomeKind: 'callback' },
        {},
      ],
    },
    equals: 1 / 3,
  },
})
