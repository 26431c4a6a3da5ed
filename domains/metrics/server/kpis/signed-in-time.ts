import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const signedInTime = defineKpi({
  code: 'signed_in_time',
  name: { zh: '签入时长', en: 'Signed-in time' },
  meaning: { zh: '从签入到签出的总时长，各状态之和', en: 'Time from sign-in to sign-out: all states together' },
  formula: {
    zh: '通话 + 振铃拨号 + 话后 + 空闲 + 示忙 + 小休 + 培训会议 + 放音 + 内部呼叫',
    en: 'Talk + dialling + wrap-up + idle + not ready + breaks + training and meetings + playback + internal calls',
  },
  source: '签入系统时长',
  unit: 'hours',
  better: 'neither',
  owner: 'teamLeader',
  top: hours(timeFacts.signed_in_ms),
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
    equals: 7260 / 3600,
  },
})
