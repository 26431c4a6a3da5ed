import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const internalCallTime = defineKpi({
  code: 'internal_call_time',
  name: { zh: '内部呼叫时长', en: 'Internal-call time' },
  meaning: { zh: '与同事通话的时间', en: 'Time on calls with colleagues' },
  formula: { zh: '内部呼叫时长总和', en: 'Internal-call time added up' },
  source: '内部呼叫时长',
  unit: 'hours',
  better: 'neither',
  owner: 'teamLeader',
  top: hours(timeFacts.internal_call_ms),
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
    equals: 180 / 3600,
  },
})
