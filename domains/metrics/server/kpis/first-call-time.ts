import { seconds, sum } from '../facts/fact.ts'
import { firstCallFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const firstCallTime = defineKpi({
  code: 'first_call_time',
  name: { zh: '首呼时间', en: 'Time to the first call' },
  meaning: {
    zh: '从签入到第一次拨号或通话平均用了多久',
    en: 'How long it took from signing in to the first dial or conversation',
  },
  formula: {
    zh: '签入至首呼时长 ÷ 有首呼的签入次数',
    en: 'Time from sign-in to the first call ÷ sign-ins with a call',
  },
  unit: 'seconds',
  better: 'lower',
  owner: 'teamLeader',
  minimumSample: 5,
  excludes: { zh: '没有拨号也没有通话的签入', en: 'Sign-ins without any dial or conversation' },
  top: seconds(firstCallFacts.first_call_ms),
  per: sum(firstCallFacts.first_calls),
  spread: { kind: 'mean', squares: sum(firstCallFacts.first_call_s2) },
  example: {
    given: {
      agents: [
        [
          { state: 'ready', seconds: 300 },
          { state: 'dialing', seconds: 20 },
        ],
        [
          { state: 'ready', seconds: 100 },
          { state: 'talking', seconds: 60 },
        ],
        [{ state: 'ready', seconds: 900 }],
      ],
    },
    equals: 200,
  },
})
