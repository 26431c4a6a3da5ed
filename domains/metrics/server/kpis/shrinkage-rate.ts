import { less, seconds } from '../facts/fact.ts'
import { adherenceFacts, planFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const shrinkageRate = defineKpi({
  code: 'shrinkage_rate',
  name: { zh: '损耗率', en: 'Shrinkage' },
  meaning: { zh: '排班工时中没有用于外呼的比例', en: 'The share of scheduled time not spent in production' },
  formula: {
    zh: '（排班工时 − 可生产时长）÷ 排班工时 × 100%',
    en: '(Scheduled time − time in production) ÷ scheduled time × 100 %',
  },
  unit: 'ratio',
  better: 'lower',
  owner: 'planner',
  minimumSample: 3600,
  top: less(seconds(planFacts.scheduled_past_ms), adherenceFacts.available_ms),
  per: seconds(planFacts.scheduled_past_ms),
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
    equals: 0.5,
  },
})
