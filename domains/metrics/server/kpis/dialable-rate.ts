import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const dialableRate = defineKpi({
  code: 'dialable_rate',
  name: { zh: '外呼有效号码率', en: 'Dialable rate' },
  meaning: { zh: '客户记录中有效号码所占的比例', en: 'The share of records whose number works' },
  formula: { zh: '外呼有效号码量 ÷ 客户数据总量 × 100%', en: 'Dialable numbers ÷ customer records × 100 %' },
  source: '外呼有效号码率',
  unit: 'ratio',
  better: 'higher',
  top: sum(contactFacts.dialable_records),
  per: sum(contactFacts.records),
  spread: { kind: 'share' },
  example: {
    given: {
      contacts: [
        { attempts: 1 },
        { attempts: 2, closeReason: 'emptyNumber' },
        { attempts: 1, closeReason: 'success' },
        {},
      ],
    },
    equals: 0.75,
  },
})
