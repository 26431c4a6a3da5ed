import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const wrapUpTime = defineKpi({
  code: 'wrap_up_time',
  name: { zh: '前后处理时长', en: 'Pre- and after-call work' },
  meaning: { zh: '通话前后处理资料的时间', en: 'Time spent on the record before and after calls' },
  formula: { zh: '前处理时长 + 话后处理时长', en: 'Pre-call work + after-call work' },
  source: '前后处理时长',
  unit: 'hours',
  better: 'lower',
  owner: 'teamLeader',
  excludes: {
    zh: '通话前的准备目前计入空闲，不单独记录',
    en: 'Work before a call is part of idle time: it is not recorded apart',
  },
  top: hours(timeFacts.wrap_up_state_ms),
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
    equals: 240 / 3600,
  },
})
