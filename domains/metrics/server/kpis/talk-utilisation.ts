import { seconds } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const talkUtilisation = defineKpi({
  code: 'talk_utilisation',
  name: { zh: '工时效率', en: 'Talk utilisation' },
  meaning: {
    zh: '签入时间中用于通话的比例；保持计入通话',
    en: 'The share of signed-in time spent talking, hold included',
  },
  formula: { zh: '通话时长 ÷ 签入系统时长', en: 'Talk time ÷ signed-in time' },
  source: '工时效率',
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 3600,
  top: seconds(timeFacts.talking_ms, timeFacts.holding_ms),
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
    equals: 0.5,
  },
})
