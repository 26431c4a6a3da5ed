import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const abandonRate = defineKpi({
  code: 'abandon_rate',
  name: { zh: '呼损率', en: 'Abandon rate' },
  meaning: {
    zh: '客户接起后没有坐席应答的比例；语音信箱不计',
    en: 'The share of answered calls that found no agent; voicemails are left out',
  },
  formula: {
    zh: '呼损量 ÷ 有人（或未知）接听的呼叫数 × 100%',
    en: 'Abandoned ÷ answered by a person or unknown × 100 %',
  },
  source: '呼损率',
  unit: 'ratio',
  better: 'lower',
  owner: 'supervisor',
  excludes: { zh: '语音信箱', en: 'Voicemail' },
  top: sum(callFacts.abandoned),
  per: sum(callFacts.connects),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 60 },
        { talkSeconds: 20 },
        { talkSeconds: 20 },
        { answered: true, abandoned: true },
        { answered: true, answeredBy: 'machine' },
        {},
      ],
    },
    equals: 0.25,
  },
})
