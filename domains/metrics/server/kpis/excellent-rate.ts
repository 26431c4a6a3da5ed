import { sum } from '../facts/fact.ts'
import { reviewFacts } from '../facts/reported-facts.ts'
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
  minimumSample: 30,
  version: 2,
  changed: {
    zh: '第 1 版没有数据来源；现由质检报送',
    en: 'Version 1 had no source; reviews are reported by quality control now',
  },
  top: sum(reviewFacts.excellent_reviews),
  per: sum(reviewFacts.reviews),
  spread: { kind: 'share' },
  example: {
    given: {
      reviews: [
        { score: 96, excellent: true },
        { score: 80, excellent: false },
        { score: 70, excellent: false },
        { score: 90, excellent: true },
      ],
    },
    equals: 0.5,
  },
})
