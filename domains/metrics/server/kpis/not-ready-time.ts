import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const notReadyTime = defineKpi({
  code: 'not_ready_time',
  name: { zh: '示忙时长', en: 'Not-ready time' },
  meaning: { zh: '示忙的时间，可按原因分组', en: 'Time not ready; it can be told by reason' },
  formula: { zh: '示忙时长总和', en: 'Not-ready time added up' },
  source: '示忙时长',
  unit: 'hours',
  better: 'lower',
  owner: 'teamLeader',
  top: hours(timeFacts.not_ready_ms),
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
    equals: 0.1,
  },
})
