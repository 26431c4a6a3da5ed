import { seconds } from '../facts/fact.ts'
import { planFacts } from '../facts/people-facts.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const workloadIndex = defineKpi({
  code: 'workload_index',
  name: { zh: '工作量综合考核', en: 'Workload index' },
  meaning: {
    zh: '排班的每一小时里，拨号、通话、保持和话后处理占多少；原文没有公式，这是本系统的定义',
    en: 'Dialling, talk, hold and wrap-up for each scheduled hour; the handbook gives no formula, this one is ours',
  },
  formula: {
    zh: '（拨号 + 通话 + 保持 + 话后处理）÷ 排班工时 × 100%',
    en: '(Dialling + talk + hold + wrap-up) ÷ scheduled time × 100 %',
  },
  source: '工作量综合考核',
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 3600,
  top: seconds(timeFacts.dialing_ms, timeFacts.talking_ms, timeFacts.holding_ms, timeFacts.wrap_up_state_ms),
  per: seconds(planFacts.scheduled_past_ms),
  example: {
    given: {
      agents: [
        [
          { state: 'ready', seconds: 3600 },
          { state: 'talking', seconds: 2700 },
          { state: 'wrapUp', seconds: 900 },
        ],
      ],
      shifts: [{ agent: 0, seconds: 7200 }],
    },
    equals: 0.5,
  },
})
