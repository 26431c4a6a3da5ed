import { sql } from 'kysely'
import { both, calls, defineKpi, inCampaignsOf, succeeded, sumOfCampaigns } from '../kpi.ts'

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
  top: calls(both(succeeded, inCampaignsOf('survey', 'satisfaction'))),
  per: sumOfCampaigns(sql`f.target_successes`, sql`f.type in ('survey', 'satisfaction')`),
  example: {
    given: {
      campaign: { type: 'survey', targetSuccesses: 10 },
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 40, outcomeKind: 'callback' },
        {},
      ],
    },
    equals: 0.1,
  },
})
