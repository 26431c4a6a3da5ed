import { callFacts } from '../facts/call-facts.ts'
import { inCampaigns, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const surveyCompletionRate = defineKpi({
  code: 'survey_completion_rate',
  name: { zh: '外呼完成问卷率', en: 'Survey completion rate' },
  meaning: {
    zh: '人工通话中完成问卷的比例；仅统计问卷与满意度项目',
    en: 'The share of agent calls that completed the questionnaire; survey and satisfaction campaigns only',
  },
  formula: { zh: '完成问卷数 ÷ 人工呼出通话量 × 100%', en: 'Questionnaires completed ÷ agent calls × 100 %' },
  source: '外呼完成问卷率',
  unit: 'ratio',
  better: 'higher',
  top: inCampaigns(['survey', 'satisfaction'], sum(callFacts.talked_successes)),
  per: inCampaigns(['survey', 'satisfaction'], sum(callFacts.agent_calls)),
  example: {
    given: {
      campaign: { type: 'satisfaction' },
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 40, outcomeKind: 'callback' },
        {},
      ],
    },
    equals: 0.25,
  },
})
