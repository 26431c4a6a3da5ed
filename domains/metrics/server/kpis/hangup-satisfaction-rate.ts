import { sum } from '../facts/fact.ts'
import { surveyFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const hangupSatisfactionRate = defineKpi({
  code: 'hangup_satisfaction_rate',
  name: { zh: '挂机满意率', en: 'Satisfaction after hanging up' },
  meaning: { zh: '挂机评价中表示满意的比例', en: 'Of ratings given right after the call, the share satisfied' },
  formula: {
    zh: '挂机满意量 ÷ 参与挂机满意评价总量 × 100%',
    en: 'Satisfied after hanging up ÷ ratings after hanging up × 100 %',
  },
  source: '短信满意率',
  unit: 'ratio',
  better: 'higher',
  owner: 'supervisor',
  minimumSample: 30,
  top: sum(surveyFacts.hangup_satisfied),
  per: sum(surveyFacts.hangup_surveys),
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
