import { sum } from '../facts/fact.ts'
import { surveyFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const satisfactionRate = defineKpi({
  code: 'satisfaction_rate',
  name: { zh: '客户满意度', en: 'Customer satisfaction' },
  meaning: { zh: '所有渠道的评价中表示满意的比例', en: 'Of ratings by any channel, the share satisfied' },
  formula: {
    zh: '满意评价量 ÷ 评价总量 × 100%（短信、挂机、回访）',
    en: 'Satisfied ratings ÷ ratings × 100 % (SMS, after hanging up, by telephone)',
  },
  source: '客户满意度',
  unit: 'ratio',
  better: 'higher',
  owner: 'supervisor',
  minimumSample: 30,
  top: sum(surveyFacts.satisfied_surveys),
  per: sum(surveyFacts.surveys),
  spread: { kind: 'share' },
  example: {
    given: {
      surveys: [
        { channel: 'sms', satisfied: true },
        { channel: 'sms', satisfied: true },
        { channel: 'sms', satisfied: false },
        { channel: 'sms', satisfied: true },
        { channel: 'hangup', satisfied: true },
        { channel: 'hangup', satisfied: false },
        { channel: 'call', satisfied: false },
        { channel: 'call', satisfied: false },
      ],
    },
    equals: 0.5,
  },
})
