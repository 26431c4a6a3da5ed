import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const holdTime = defineKpi({
  code: 'hold_time',
  name: { zh: '保持时长', en: 'Hold time' },
  meaning: { zh: '通话中让客户等待的时间', en: 'Time customers were kept on hold' },
  formula: { zh: '保持时长总和', en: 'Hold time added up' },
  unit: 'hours',
  better: 'lower',
  owner: 'teamLeader',
  top: hours(timeFacts.holding_ms),
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
    equals: 120 / 3600,
  },
})
