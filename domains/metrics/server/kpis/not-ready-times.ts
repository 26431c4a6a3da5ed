import { sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const notReadyTimes = defineKpi({
  code: 'not_ready_times',
  name: { zh: '示忙次数', en: 'Times not ready' },
  meaning: { zh: '示忙的次数，可按原因分组', en: 'How often agents went not ready; it can be told by reason' },
  formula: { zh: '示忙次数', en: 'Times not ready' },
  source: '示忙次数',
  unit: 'count',
  better: 'lower',
  owner: 'teamLeader',
  top: sum(timeFacts.not_ready_times),
  example: {
    given: {
      agents: [
        [
          { state: 'ready', seconds: 1200 },
          { state: 'dialing', seconds: 300 },
          { state: 'talking', seconds: 1500 },
          { state: 'holding', seconds: 120 },
          { state: 'wrapUp', seconds: 240 },
          { state: 'notReady', seconds: 360 },
          { state: 'break', seconds: 600 },
          { state: 'meeting', seconds: 900 },
          { state: 'training', seconds: 1800 },
          { state: 'playback', seconds: 60 },
          { state: 'internalCall', seconds: 180 },
        ],
      ],
    },
    equals: 1,
  },
})
