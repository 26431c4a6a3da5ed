import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const invalidRecords = defineKpi({
  code: 'invalid_records',
  name: { zh: '无效数据总量', en: 'Invalid records' },
  meaning: {
    zh: '拨打后证实为空号、停机、无效或非本人的记录数',
    en: 'Records proven empty, suspended, invalid or of somebody else',
  },
  formula: { zh: '空号 + 停机 + 无效 + 非本人', en: 'Empty + suspended + invalid + wrong person' },
  source: '无效数据总量',
  unit: 'count',
  better: 'lower',
  top: sum(contactFacts.invalid_records),
  example: {
    given: {
      contacts: [
        { attempts: 1 },
        { attempts: 2, closeReason: 'emptyNumber' },
        { attempts: 1, closeReason: 'success' },
        {},
      ],
    },
    equals: 1,
  },
})
