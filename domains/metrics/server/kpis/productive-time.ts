import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const productiveTime = defineKpi({
  code: 'productive_time',
  name: { zh: '工作有效时长', en: 'Productive time' },
  meaning: {
    zh: '真正用于外呼工作的时间：拨号、通话、保持、话后、放音与内部呼叫',
    en: 'Time spent on calling: dialling, talk, hold, wrap-up, playback and internal calls',
  },
  formula: {
    zh: '拨号 + 通话 + 保持 + 话后处理 + 放音 + 内部呼叫',
    en: 'Dialling + talk + hold + wrap-up + playback + internal calls',
  },
  source: '工作有效时长',
  unit: 'hours',
  better: 'higher',
  owner: 'teamLeader',
  top: hours(
    timeFacts.dialing_ms,
    timeFacts.talking_ms,
    timeFacts.holding_ms,
    timeFacts.wrap_up_state_ms,
    timeFacts.playback_ms,
    timeFacts.internal_call_ms,
  ),
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
    equals: 2400 / 3600,
  },
})
