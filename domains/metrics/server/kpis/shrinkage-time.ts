import { hours, less } from '../facts/fact.ts'
import { adherenceFacts, planFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const shrinkageTime = defineKpi({
  code: 'shrinkage_time',
  name: { zh: '损耗时长', en: 'Shrinkage time' },
  meaning: {
    zh: '排班付薪、却没有用于外呼的时间：缺勤、小休、会议、培训、示忙',
    en: 'Scheduled time not spent in production: absence, breaks, meetings, training, not ready',
  },
  formula: { zh: '排班工时 − 可生产时长', en: 'Scheduled time − time in production' },
  source: '损耗时长',
  unit: 'hours',
  better: 'lower',
  owner: 'planner',
  excludes: { zh: '尚未到点的班次', en: 'Scheduled time still to come' },
  top: less(hours(planFacts.scheduled_past_ms), adherenceFacts.available_ms),
  example: {
    given: {
      agents: [
        [
          { state: 'ready', seconds: 3600 },
          { state: 'break', seconds: 1800 },
          { state: 'talking', seconds: 1800 },
        ],
      ],
      shifts: [{ agent: 0, seconds: 10_800 }],
    },
    equals: 1.5,
  },
})
