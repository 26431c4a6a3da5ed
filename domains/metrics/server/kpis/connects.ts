import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const connects = defineKpi({
  code: 'connects',
  name: { zh: '接通量', en: 'Connects' },
  meaning: { zh: '有人接听的呼叫数；语音信箱不算接通', en: 'Calls a person answered; a voicemail is not a person' },
  formula: { zh: '有人接听的呼叫数', en: 'Calls answered by a person' },
  source: '接通量',
  unit: 'count',
  better: 'higher',
  top: sum(callFacts.connects),
  example: {
    given: {
      calls: [
        { answered: true, answeredBy: 'person' },
        { answered: true, answeredBy: 'machine' },
        { answered: true, answeredBy: null },
        {},
      ],
    },
    equals: 2,
  },
})
