import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const averageTalkTime = defineKpi({
  code: 'average_talk_time',
  name: { zh: '项目呼出均长', en: 'Average talk time' },
  meaning: { zh: '每次人工通话的平均时长', en: 'The mean length of a conversation' },
  formula: { zh: '客户代表呼出总时长 ÷ 成功通话次数', en: 'Total talk time ÷ agent calls' },
  source: '项目呼出均长',
  unit: 'seconds',
  better: 'neither',
  top: seconds(callFacts.talk_ms),
  per: sum(callFacts.agent_calls),
  spread: { kind: 'mean', squares: sum(callFacts.talk_s2) },
  example: {
    given: { calls: [{ talkSeconds: 60 }, { talkSeconds: 120, outcomeKind: 'success' }, { answered: true }, {}] },
    equals: 90,
  },
})
