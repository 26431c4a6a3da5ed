import { sum } from '../facts/fact.ts'
import { noFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const smsSatisfactionRate = defineKpi({
  code: 'sms_satisfaction_rate',
  name: { zh: '短信满意率', en: 'SMS satisfaction' },
  meaning: { zh: '参与短信评价的客户中表示满意的比例', en: 'The share of customers rating by SMS who were satisfied' },
  formula: { zh: '短信满意量 ÷ 参与短信满意评价总量 × 100%', en: 'Satisfied ÷ rated by SMS × 100 %' },
  source: '短信满意率',
  unit: 'ratio',
  better: 'higher',
  top: sum(noFacts.not_recorded),
  per: sum(noFacts.not_recorded),
  example: { given: {}, equals: null },
})
