import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const dealCalls = defineKpi({
  code: 'deal_calls',
  name: { zh: '成交电话量', en: 'Deal calls' },
  meaning: { zh: '以成交结束的人工通话', en: 'Agent calls that ended in a deal' },
  formula: { zh: '成交电话量', en: 'Deal calls' },
  source: '成交电话量',
  unit: 'count',
  better: 'higher',
  top: sum(callFacts.talked_successes),
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
    equals: 1,
  },
})
