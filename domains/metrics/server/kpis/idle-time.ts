import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const idleTime = defineKpi({
  code: 'idle_time',
  name: { zh: '空闲时长', en: 'Idle time' },
  meaning: {
    zh: '示闲等待、没有拨号也没有系统操作的时间',
    en: 'Time ready and waiting: no dial and nothing done in the system',
  },
  formula: { zh: '空闲时长总和', en: 'Idle time added up' },
  source: '空闲时长',
  unit: 'hours',
  better: 'lower',
  owner: 'teamLeader',
  top: hours(timeFacts.ready_ms),
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
    equals: 1200 / 3600,
  },
})
