import { sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const breakTimes = defineKpi({
  code: 'break_times',
  name: { zh: '小休次数', en: 'Breaks taken' },
  meaning: { zh: '小休的次数，可按原因分组', en: 'How often agents took a break; it can be told by reason' },
  formula: { zh: '小休次数', en: 'Breaks taken' },
  unit: 'count',
  better: 'neither',
  owner: 'teamLeader',
  top: sum(timeFacts.break_times),
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
