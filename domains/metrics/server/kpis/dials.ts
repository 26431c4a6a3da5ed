import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const dials = defineKpi({
  code: 'dials',
  name: { zh: '呼出电话量', en: 'Dials' },
  meaning: { zh: '呼出的电话次数', en: 'Calls placed' },
  formula: { zh: '呼出电话次数', en: 'Calls placed' },
  source: '呼出电话量',
  unit: 'count',
  better: 'neither',
  top: sum(callFacts.dials),
  example: {
    given: {
      calls: [
        { answered: true, answeredBy: 'person' },
        { answered: true, answeredBy: 'machine' },
        { answered: true, answeredBy: null },
        {},
      ],
    },
    equals: 4,
  },
})
