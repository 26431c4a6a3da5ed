import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const averageWrapUp = defineKpi({
  code: 'average_wrap_up',
  name: { zh: '话后处理均长', en: 'Average wrap-up' },
  meaning: { zh: '每次人工通话后平均整理多久', en: 'How long an agent wrapped up after a conversation' },
  formula: { zh: '话后处理总时长 ÷ 人工呼出通话量', en: 'Wrap-up time ÷ agent calls' },
  source: '前后处理时长',
  unit: 'seconds',
  better: 'lower',
  owner: 'teamLeader',
  top: seconds(callFacts.wrap_up_ms),
  per: sum(callFacts.agent_calls),
  spread: { kind: 'mean', squares: sum(callFacts.wrap_up_s2) },
  example: {
    given: {
      calls: [
        { ringsAfter: 2, answeredAfter: 10, joinedAfter: 11, talkSeconds: 60, wrapUpSeconds: 20 },
        { ringsAfter: 2, answeredAfter: 22, joinedAfter: 25, talkSeconds: 30, wrapUpSeconds: 40 },
        { ringsAfter: 3 },
      ],
    },
    equals: 30,
  },
})
