import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const effectiveCalls = defineKpi({
  code: 'effective_calls',
  name: { zh: '有效电话量', en: 'Effective calls' },
  meaning: {
    zh: '与本人谈过并知道客户意向的通话数',
    en: 'Conversations with the right person after which we know where the customer stands',
  },
  formula: {
    zh: '结果为成功、拒绝、预约、考虑中的通话数',
    en: 'Conversations that ended in success, refusal, callback or no decision',
  },
  source: '有效电话量',
  unit: 'count',
  better: 'higher',
  excludes: { zh: '非本人、语音信箱、无效号码', en: 'Wrong persons, voicemail, invalid numbers' },
  top: sum(callFacts.effective_calls),
  example: {
    given: {
      calls: [
        { talkSeconds: 60, outcomeKind: 'success' },
        { talkSeconds: 60, outcomeKind: 'refusal' },
        { talkSeconds: 5, outcomeKind: 'wrongPerson' },
        { answered: true, abandoned: true, outcomeKind: 'abandoned' },
        {},
      ],
    },
    equals: 2,
  },
})
