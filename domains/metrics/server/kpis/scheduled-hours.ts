import { hours } from '../facts/fact.ts'
import { planFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const scheduledHours = defineKpi({
  code: 'scheduled_hours',
  name: { zh: '月排班工时', en: 'Scheduled hours' },
  meaning: {
    zh: '排班应工作的小时数，扣除无薪休息；休假日不计',
    en: 'Hours planned, without unpaid breaks; days of leave do not count',
  },
  formula: {
    zh: '每日理论排班工作时长 × 出勤天数（不含休息、产假、哺乳假、年假、丧假、婚假）',
    en: 'Planned working hours a day × days attended (days off and leave excluded)',
  },
  source: '月排班工时',
  unit: 'hours',
  better: 'neither',
  owner: 'planner',
  top: hours(planFacts.scheduled_ms),
  example: {
    given: {
      shifts: [{ seconds: 28_800 }, { seconds: 28_800, unpaidSeconds: 3600 }, { seconds: 28_800, onLeave: 'annual' }],
    },
    equals: 15,
  },
})
