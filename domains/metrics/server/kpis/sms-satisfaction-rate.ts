import { sum } from '../facts/fact.ts'
import { surveyFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const smsSatisfactionRate = defineKpi({
  code: 'sms_satisfaction_rate',
  name: { zh: '短信满意率', en: 'SMS satisfaction' },
  meaning: {
    zh: '短信评价中表示满意的比例；挂机评价另有一项',
    en: 'Of ratings by SMS, the share satisfied; ratings after hanging up stand apart',
  },
  formula: { zh: '短信满意量 ÷ 参与短信满意评价总量 × 100%', en: 'Satisfied by SMS ÷ ratings by SMS × 100 %' },
  source: '短信满意率',
  unit: 'ratio',
  better: 'higher',
  owner: 'supervisor',
  minimumSample: 30,
  version: 2,
  changed: {
    zh: '第 1 版没有数据来源；现由短信平台报送',
    en: 'Version 1 had no source; ratings are reported by the SMS platform now',
  },
  top: sum(surveyFacts.sms_satisfied),
  per: sum(surveyFacts.sms_surveys),
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
    equals: 0.75,
  },
})
