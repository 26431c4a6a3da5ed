import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const connectRate = defineKpi({
  code: 'connect_rate',
  name: { zh: '接通率', en: 'Connect rate' },
  meaning: {
    zh: '呼出的电话中有人接听的比例；语音信箱不算接通',
    en: 'The share of calls a person answered; a voicemail is not a person',
  },
  formula: { zh: '接通量 ÷ 呼出电话量 × 100%', en: 'Connects ÷ dials × 100 %' },
  source: '接触率/联络率',
  unit: 'ratio',
  better: 'higher',
  top: sum(callFacts.connects),
  per: sum(callFacts.dials),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { answered: true, answeredBy: 'person' },
        { answered: true, answeredBy: 'machine' },
        { answered: true, answeredBy: null },
        {},
      ],
    },
    equals: 0.5,
  },
})
