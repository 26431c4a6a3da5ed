import { callFacts } from '../facts/call-facts.ts'
import { inCampaigns, sum } from '../facts/fact.ts'
import { campaignFacts } from '../facts/other-facts.ts'
import { questionnaireFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const surveyProgress = defineKpi({
  code: 'survey_progress',
  name: { zh: '外呼问卷完成进度', en: 'Survey progress' },
  meaning: {
    zh: '已完成的问卷占目标问卷数的比例；仅统计问卷与满意度项目',
    en: 'Questionnaires completed against the target; survey and satisfaction campaigns only',
  },
  formula: { zh: '完成问卷数 ÷ 目标问卷数 × 100%', en: 'Questionnaires completed ÷ target × 100 %' },
  source: '外呼问卷完成进度',
  unit: 'ratio',
  better: 'higher',
  minimumSample: 0,
  version: 2,
  changed: { zh: '第 1 版只数通话中完成的问卷', en: 'Version 1 counted questionnaires completed in calls alone' },
  top: inCampaigns(
    ['survey', 'satisfaction'],
    sum(callFacts.talked_successes, questionnaireFacts.questionnaires_elsewhere),
  ),
  per: inCampaigns(['survey', 'satisfaction'], sum(campaignFacts.target_successes)),
  example: {
    given: {
      campaign: { type: 'survey', targetSuccesses: 10 },
      calls: [{ talkSeconds: 90, outcomeKind: 'success' }, { talkSeconds: 30, outcomeKind: 'refusal' }, {}],
      questionnaires: [{ completed: true }, { completed: false }],
    },
    equals: 0.2,
  },
})
