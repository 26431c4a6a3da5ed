import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const talkPerSuccess = defineKpi({
  code: 'talk_per_success',
  name: { zh: '成功通话均长', en: 'Talk time of a success' },
  meaning: {
    zh: '以成功结束的通话的平均时长；诊断均长前应先按结果分开看',
    en: 'The mean length of conversations that ended in success; look at lengths by outcome before judging them',
  },
  formula: { zh: '成功通话总时长 ÷ 成功量', en: 'Talk time of successes ÷ successes' },
  unit: 'seconds',
  better: 'neither',
  top: seconds(callFacts.success_talk_ms),
  per: sum(callFacts.talked_successes),
  spread: { kind: 'mean', squares: sum(callFacts.success_talk_s2) },
  example: {
    given: { calls: [{ talkSeconds: 60 }, { talkSeconds: 120, outcomeKind: 'success' }, { answered: true }, {}] },
    equals: 120,
  },
})
