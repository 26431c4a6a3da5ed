import { sum } from '../facts/fact.ts'
import { noFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const excellentRate = defineKpi({
  code: 'excellent_rate',
  name: { zh: '外呼质检优秀率', en: 'QA excellent rate' },
  meaning: { zh: '质检录音中评为优秀的比例', en: 'The share of reviewed recordings graded excellent' },
  formula: { zh: '质检优秀录音条数 ÷ 质检总数 × 100%', en: 'Excellent recordings ÷ recordings reviewed × 100 %' },
  source: '外呼质检优秀率',
  unit: 'ratio',
  better: 'higher',
  owner: 'qualityAnalyst',
  top: sum(noFacts.not_recorded),
  per: sum(noFacts.not_recorded),
  example: { given: {}, equals: null },
})
