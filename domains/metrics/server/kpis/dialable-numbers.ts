import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const dialableNumbers = defineKpi({
  code: 'dialable_numbers',
  name: { zh: '外呼有效号码量', en: 'Dialable numbers' },
  meaning: {
    zh: '没有被证实为空号、停机、无效或非本人的记录数',
    en: 'Records not proven empty, suspended, invalid or of somebody else',
  },
  formula: { zh: '客户数据总量 − 无效数据总量', en: 'Customer records − invalid records' },
  source: '外呼有效号码量',
  unit: 'count',
  better: 'higher',
  top: sum(contactFacts.dialable_records),
  example: {
    given: {
      contacts: [
        { attempts: 1 },
        { attempts: 2, closeReason: 'emptyNumber' },
        { attempts: 1, closeReason: 'success' },
        {},
      ],
    },
    equals: 3,
  },
})
