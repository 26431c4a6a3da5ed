import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const onlineSuccesses = defineKpi({
  code: 'online_successes',
  name: { zh: '外呼在线成功量', en: 'In-call successes' },
  meaning: {
    zh: '在通话中达成项目成功的次数；何为成功由项目类型决定',
    en: 'Calls that ended in what the campaign calls a success',
  },
  formula: { zh: '通话中达成成功的次数', en: 'Successes reached during calls' },
  source: '外呼在线成功量',
  unit: 'count',
  better: 'higher',
  version: 2,
  changed: { zh: '第 1 版也数没有通话的成功', en: 'Version 1 counted successes without a conversation too' },
  top: sum(callFacts.talked_successes),
  example: {
    given: {
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 40, outcomeKind: 'callback' },
        {},
      ],
    },
    equals: 1,
  },
})
