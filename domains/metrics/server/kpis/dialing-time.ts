import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const dialingTime = defineKpi({
  code: 'dialing_time',
  name: { zh: '拨号振铃时长', en: 'Dialling and ringing time' },
  meaning: { zh: '等待客户接听的时间', en: 'Time waiting for a customer to answer' },
  formula: { zh: '拨号时长 + 振铃时长', en: 'Dialling + ringing time' },
  unit: 'hours',
  better: 'neither',
  owner: 'teamLeader',
  top: hours(timeFacts.dialing_ms),
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
    equals: 300 / 3600,
  },
})
