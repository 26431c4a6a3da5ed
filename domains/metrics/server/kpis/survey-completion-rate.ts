import { callFacts } from '../facts/call-facts.ts'
import { inCampaigns, sum } from '../facts/fact.ts'
import { questionnaireFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const surveyCompletionRate = defineKpi({
  code: 'survey_completion_rate',
  name: { zh: '外呼完成问卷率', en: 'Survey completion' },
  meaning: {
    zh: '每次人工通话得到完成问卷的比例；含通话以外完成的问卷',
    en: 'Questionnaires completed for each agent call, those completed outside calls included',
  },
  formula: { zh: '完成问卷数 ÷ 人工呼出通话量 × 100%', en: 'Questionnaires completed ÷ agent calls × 100 %' },
  source: '外呼完成问卷率',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 30,
  version: 2,
  changed: { zh: '第 1 版只数通话中完成的问卷', en: 'Version 1 counted questionnaires completed in calls alone' },
  top: inCampaigns(
    ['survey', 'satisfaction'],
    sum(callFacts.talked_successes, questionnaireFacts.questionnaires_elsewhere),
  ),
  per: inCampaigns(['survey', 'satisfaction'], sum(callFacts.agent_calls)),
  spread: { kind: 'share' },
  example: {
    given: {
      campaign: { type: 'survey' },
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        {},
      ],
      questionnaires: [{ completed: true }, { completed: false }],
    },
    equals: 0.5,
  },
})
