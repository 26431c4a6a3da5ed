import { callFacts } from '../facts/call-facts.ts'
import { hours, sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const callsPerLoginHour = defineKpi({
  code: 'calls_per_login_hour',
  name: { zh: '每小时呼叫次数（签入口径）', en: 'Calls per signed-in hour' },
  meaning: { zh: '坐席每签入一小时呼出的次数', en: 'Calls placed for each hour agents were signed in' },
  formula: { zh: '呼出总次数 ÷ 签入时长（小时）', en: 'Calls ÷ signed-in hours' },
  source: '每小时呼叫次数',
  unit: 'perHour',
  better: 'higher',
  top: sum(callFacts.dials),
  per: hours(timeFacts.signed_in_ms),
  spread: { kind: 'rate' },
  example: {
    given: {
      calls: [{}, {}, {}],
      agents: [
        [
          { state: 'ready', seconds: 3600 },
          { state: 'dialing', seconds: 300 },
          { state: 'talking', seconds: 1200 },
          { state: 'wrapUp', seconds: 300 },
        ],
      ],
    },
    equals: 2,
  },
})
