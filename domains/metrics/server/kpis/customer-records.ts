import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const customerRecords = defineKpi({
  code: 'customer_records',
  name: { zh: '客户数据总量', en: 'Customer records' },
  meaning: { zh: '进入项目、准备外呼的客户记录数', en: 'Customer records drawn into the campaign' },
  formula: { zh: '提取的客户数据条数', en: 'Records extracted' },
  source: '客户数据总量',
  unit: 'count',
  better: 'neither',
  top: sum(contactFacts.records),
  example: {
    given: {
      contacts: [
        { attempts: 1 },
        { attempts: 2, closeReason: 'emptyNumber' },
        { attempts: 1, closeReason: 'success' },
        {},
      ],
    },
    equals: 4,
  },
})
