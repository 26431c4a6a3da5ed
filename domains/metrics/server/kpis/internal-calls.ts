import { sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const internalCalls = defineKpi({
  code: 'internal_calls',
  name: { zh: '内部呼叫次数', en: 'Internal calls' },
  meaning: { zh: '与同事通话的次数', en: 'How often agents called colleagues' },
  formula: { zh: '内部呼叫次数', en: 'Internal calls' },
  unit: 'count',
  better: 'neither',
  owner: 'teamLeader',
  top: sum(timeFacts.internal_call_times),
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
