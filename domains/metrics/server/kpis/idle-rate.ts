import { seconds } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const idleRate = defineKpi({
  code: 'idle_rate',
  name: { zh: '空闲率', en: 'Idle rate' },
  meaning: {
    zh: '签入时间中示闲等待、没有拨号的比例',
    en: 'The share of signed-in time ready and waiting without a call',
  },
  formula: { zh: '空闲时长总和 ÷ 签入系统工时 × 100%', en: 'Idle time ÷ signed-in time × 100 %' },
  source: '空闲率',
  unit: 'ratio',
  better: 'lower',
  owner: 'teamLeader',
  minimumSample: 3600,
  top: seconds(timeFacts.ready_ms),
  per: seconds(timeFacts.signed_in_ms),
  example: {
    given: {
      agents: [
        [
          { state: 'ready', seconds: 300 },
          { state: 'talking', seconds: 400 },
          { state: 'holding', seconds: 100 },
          { state: 'wrapUp', seconds: 100 },
          { state: 'notReady', seconds: 100 },
        ],
      ],
    },
    equals: 0.3,
  },
})
