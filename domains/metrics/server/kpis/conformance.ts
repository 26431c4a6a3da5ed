import { seconds } from '../facts/fact.ts'
import { planFacts } from '../facts/people-facts.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const conformance = defineKpi({
  code: 'conformance',
  name: { zh: '工时吻合率', en: 'Conformance' },
  meaning: {
    zh: '实际签入的总时长相当于排班工时的多少；只看总量，不看是否按点',
    en: 'How much of the scheduled time was signed in, whenever that was',
  },
  formula: { zh: '实际签入系统工作时长 ÷ 排班工时 × 100%', en: 'Signed-in time ÷ scheduled time × 100 %' },
  source: '工时吻合率',
  unit: 'ratio',
  better: 'higher',
  owner: 'planner',
  minimumSample: 3600,
  excludes: { zh: '尚未到点的班次', en: 'Scheduled time still to come' },
  top: seconds(timeFacts.signed_in_ms),
  per: seconds(planFacts.scheduled_past_ms),
  example: {
    given: { agents: [[{ state: 'ready', seconds: 5400 }]], shifts: [{ agent: 0, seconds: 7200 }] },
    equals: 0.75,
  },
})
