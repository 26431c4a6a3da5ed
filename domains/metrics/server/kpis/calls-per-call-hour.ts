import { callFacts } from '../facts/call-facts.ts'
import { hours, sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const callsPerCallHour = defineKpi({
  code: 'calls_per_call_hour',
  name: { zh: '每小时呼叫次数（呼出口径）', en: 'Calls per calling hour' },
  meaning: {
    zh: '坐席每拨号、通话、话后处理一小时呼出的次数',
    en: 'Calls placed for each hour agents dialled, talked and wrapped up',
  },
  formula: { zh: '呼出总次数 ÷ 呼出时长（拨号 + 通话 + 话后，小时）', en: 'Calls ÷ (dialling + talk + wrap-up) hours' },
  source: '每小时呼叫次数',
  unit: 'perHour',
  better: 'higher',
  top: sum(callFacts.dials),
  per: hours(timeFacts.dialing_ms, timeFacts.talking_ms, timeFacts.holding_ms, timeFacts.wrap_up_state_ms),
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
    equals: 6,
  },
})
