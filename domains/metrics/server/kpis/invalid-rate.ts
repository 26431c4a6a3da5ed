import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const invalidRate = defineKpi({
  code: 'invalid_rate',
  name: { zh: '无效数据比率', en: 'Invalid rate' },
  meaning: { zh: '客户记录中无效数据所占的比例', en: 'The share of records whose number is of no use' },
  formula: { zh: '无效数据总量 ÷ 客户数据总量 × 100%', en: 'Invalid records ÷ customer records × 100 %' },
  source: '无效数据比率',
  unit: 'ratio',
  better: 'lower',
  top: sum(contactFacts.invalid_records),
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
    equals: 0.25,
  },
})
