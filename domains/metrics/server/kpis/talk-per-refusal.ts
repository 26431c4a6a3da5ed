import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const talkPerRefusal = defineKpi({
  code: 'talk_per_refusal',
  name: { zh: '拒绝通话均长', en: 'Talk time of a refusal' },
  meaning: { zh: '以拒绝结束的通话的平均时长', en: 'The mean length of conversations that ended in refusal' },
  formula: { zh: '拒绝通话总时长 ÷ 拒绝量', en: 'Talk time of refusals ÷ refusals' },
  unit: 'seconds',
  better: 'neither',
  top: seconds(callFacts.refusal_talk_ms),
  per: sum(callFacts.talked_refusals),
  spread: { kind: 'mean', squares: sum(callFacts.refusal_talk_s2) },
  example: {
    given: {
      calls: [
        { talkSeconds: 40, outcomeKind: 'refusal' },
        { talkSeconds: 20, outcomeKind: 'refusal' },
        { talkSeconds: 300, outcomeKind: 'success' },
      ],
    },
    equals: 30,
  },
})
