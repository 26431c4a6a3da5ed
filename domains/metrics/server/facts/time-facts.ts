import { defineFacts } from './fact.ts'

/** What each stretch of agent time adds; the columns stand in the function `metrics.time_rows`. */
export const timeFacts = defineFacts('time', {
  signed_in_ms: { zh: '签入时长', en: 'Signed-in time', unit: 'ms' },
  ready_ms: { zh: '空闲时长', en: 'Ready time', unit: 'ms' },
  dialing_ms: { zh: '拨号振铃时长', en: 'Dialling time', unit: 'ms' },
  talking_ms: { zh: '通话状态时长', en: 'Time in conversation', unit: 'ms' },
  holding_ms: { zh: '保持时长', en: 'Hold time', unit: 'ms' },
  wrap_up_state_ms: { zh: '话后处理时长', en: 'Wrap-up time', unit: 'ms' },
  not_ready_ms: { zh: '示忙时长', en: 'Not-ready time', unit: 'ms' },
  break_ms: { zh: '小休时长', en: 'Break time', unit: 'ms' },
  meeting_ms: { zh: '会议时长', en: 'Meeting time', unit: 'ms' },
  training_ms: { zh: '培训时长', en: 'Training time', unit: 'ms' },
  playback_ms: { zh: '放音时长', en: 'Playback time', unit: 'ms' },
  internal_call_ms: { zh: '内部呼叫时长', en: 'Internal-call time', unit: 'ms' },
  not_ready_times: { zh: '示忙次数', en: 'Times not ready' },
  break_times: { zh: '小休次数', en: 'Breaks taken' },
  internal_call_times: { zh: '内部呼叫次数', en: 'Internal calls' },
  agent_days: { zh: '出勤人次', en: 'Agents at work, a day', isHeads: true },
})
