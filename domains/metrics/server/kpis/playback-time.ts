import { hours } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const playbackTime = defineKpi({
  code: 'playback_time',
  name: { zh: '放音时长', en: 'Playback time' },
  meaning: { zh: '向客户播放录音的时间', en: 'Time recordings were played to customers' },
  formula: { zh: '放音时长总和', en: 'Playback time added up' },
  source: '放音时长',
  unit: 'hours',
  better: 'neither',
  owner: 'teamLeader',
  top: hours(timeFacts.playback_ms),
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
    equals: 60 / 3600,
  },
})
