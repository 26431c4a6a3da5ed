import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const attemptsPerContact = defineKpi({
  code: 'attempts_per_contact',
  name: { zh: '客户拨打频次', en: 'Attempts per contact' },
  meaning: { zh: '每位拨打过的客户平均被拨打的次数', en: 'How often a customer who was called at all was called' },
  formula: { zh: '呼出次数 ÷ 已拨打客户数', en: 'Attempts ÷ customers called' },
  source: '客户拨打频次',
  unit: 'number',
  better: 'lower',
  top: sum(contactFacts.record_attempts),
  per: sum(contactFacts.attempted_records),
  example: {
    given: {
      contacts: [
        { attempts: 1 },
        { attempts: 2, closeReason: 'emptyNumber' },
        { attempts: 1, closeReason: 'success' },
        {},
      ],
    },
    equals: 1.3333333333333333,
  },
})
