import { seconds } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const notReadyRate = defineKpi({
  code: 'not_ready_rate',
  name: { zh: '示忙率', en: 'Not-ready rate' },
  meaning: {
    zh: '签入时间中示忙的比例；小休、会议、培训另计',
    en: 'The share of signed-in time not ready; breaks, meetings and training are counted apart',
  },
  formula: { zh: '示忙时长 ÷ 签入系统工时 × 100%', en: 'Not-ready time ÷ signed-in time × 100 %' },
  source: '示忙率',
  unit: 'ratio',
  better: 'lower',
  owner: 'teamLeader',
  minimumSample: 3600,
  excludes: { zh: '小休、会议、培训', en: 'Breaks, meetings, training' },
  top: seconds(timeFacts.not_ready_ms),
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
    equals: 0.1,
  },
})
