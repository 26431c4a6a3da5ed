import { sum } from '../facts/fact.ts'
import { reviewFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const averageReviewScore = defineKpi({
  code: 'average_review_score',
  name: { zh: '质检平均分', en: 'Average QA score' },
  meaning: { zh: '质检录音的平均得分', en: 'The mean score of reviewed recordings' },
  formula: { zh: '质检得分合计 ÷ 质检总数', en: 'Scores added up ÷ recordings reviewed' },
  source: '质检',
  unit: 'number',
  better: 'higher',
  owner: 'qualityAnalyst',
  minimumSample: 5,
  top: sum(reviewFacts.review_score),
  per: sum(reviewFacts.reviews),
  spread: { kind: 'mean', squares: sum(reviewFacts.review_score_squared) },
  example: {
    given: {
      reviews: [
        { score: 96, excellent: true },
        { score: 80, excellent: false },
        { score: 70, excellent: false },
        { score: 90, excellent: true },
      ],
    },
    equals: 84,
  },
})
