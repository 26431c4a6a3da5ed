import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const successValue = defineKpi({
  code: 'success_value',
  name: { zh: '成功值', en: 'Success value' },
  meaning: {
    zh: '成功量与成功率的乘积，数量和效率都要：时间加倍，成功值也加倍，比较时请看每签入小时',
    en: 'Successes times success rate, so that both count; it doubles with the time worked, so compare it per signed-in hour',
  },
  formula: {
    zh: '成功量 × 成功率 = 成功量² ÷ 人工呼出通话量',
    en: 'Successes × success rate = successes² ÷ agent calls',
  },
  source: '成功值',
  unit: 'number',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  top: sum(callFacts.talked_successes),
  per: sum(callFacts.agent_calls),
  power: 2,
  spread: { kind: 'product' },
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
    equals: 0.25,
  },
})
