import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const breakTime = defineKpi({
  code: 'break_time',
  name: { zh: '小休时长', en: 'Break time' },
  meaning: { zh: '小休的时间，可按原因分组', en: 'Time on breaks; it can be told by reason' },
  formula: { zh: '小休时长总和（按原因）', en: 'Break time added up, by reason' },
  unit: 'hours',
  better: 'neither',
  owner: 'teamLeader',
  top: hours(timeFacts.break_ms),
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
    equals: 600 / 3600,
  },
})
