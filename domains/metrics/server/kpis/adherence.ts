import { seconds } from '../facts/fact.ts'
import { adherenceFacts, planFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const adherence = defineKpi({
  code: 'adherence',
  name: { zh: '遵从率', en: 'Adherence' },
  meaning: {
    zh: '每一分钟是否在做排班安排的事：按计划执行的时长占排班工时的比例',
    en: 'Whether each minute was spent as planned: time as planned against scheduled time',
  },
  formula: { zh: '按计划执行时长 ÷ 排班工时 × 100%', en: 'Time as planned ÷ scheduled time × 100 %' },
  unit: 'ratio',
  better: 'higher',
  owner: 'planner',
  minimumSample: 3600,
  excludes: { zh: '尚未到点的班次；无薪休息', en: 'Scheduled time still to come; unpaid breaks' },
  top: seconds(adherenceFacts.adhering_ms),
  per: seconds(planFacts.scheduled_past_ms),
  example: {
    given: {
      agents: [
        [
          { state: 'ready', seconds: 3600 },
          { state: 'meeting', seconds: 1800 },
          { state: 'talking', seconds: 1800 },
        ],
      ],
      shifts: [{ agent: 0, seconds: 10_800 }],
    },
    equals: 0.5,
  },
})
