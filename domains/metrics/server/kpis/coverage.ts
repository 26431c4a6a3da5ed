import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const coverage = defineKpi({
  code: 'coverage',
  name: { zh: '客户覆盖率', en: 'Coverage' },
  meaning: {
    zh: '号码有效的客户里，已经说上话的比例',
    en: 'Of the customers with a working number, the share spoken to',
  },
  formula: {
    zh: '有接触客户 ÷ 应覆盖客户 × 100%',
    en: 'Customers spoken to ÷ customers with a working number × 100 %',
  },
  source: '客户覆盖率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 0,
  excludes: { zh: '空号、停机、错号', en: 'Numbers that do not exist, are out of service or belong to somebody else' },
  top: sum(callFacts.first_talks),
  per: sum(contactFacts.dialable_records),
  spread: { kind: 'share' },
  example: {
    given: {
      calls: [
        { talkSeconds: 30, record: 1 },
        { talkSeconds: 30, record: 1 },
      ],
      contacts: [{ attempts: 2 }, { attempts: 1 }, { attempts: 1, closeReason: 'emptyNumber' }],
    },
    equals: 0.5,
  },
})
