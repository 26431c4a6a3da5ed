import { callFacts } from '../facts/call-facts.ts'
import { inCampaigns, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const salesRate = defineKpi({
  code: 'sales_rate',
  name: { zh: '营销成功率', en: 'Sales conversion' },
  meaning: {
    zh: '电话营销项目的人工通话中成交的比例',
    en: 'The share of agent calls of telesales campaigns that ended in a sale',
  },
  formula: { zh: '营销成功量 ÷ 人工呼出通话量 × 100%', en: 'Sales ÷ agent calls × 100 %' },
  source: '营销成功率',
  unit: 'ratio',
  better: 'higher',
  top: inCampaigns(['sales'], sum(callFacts.talked_successes)),
  per: inCampaigns(['sales'], sum(callFacts.agent_calls)),
  spread: { kind: 'share' },
  example: {
    given: {
      campaign: { type: 'sales' },
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
