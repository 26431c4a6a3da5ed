import { callFacts } from '../facts/call-facts.ts'
import { inCampaigns, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const salesSuccesses = defineKpi({
  code: 'sales_successes',
  name: { zh: '营销成功量', en: 'Sales' },
  meaning: { zh: '电话营销项目中的成交次数', en: 'Sales made by calls of telesales campaigns' },
  formula: { zh: '电话营销项目的成交次数', en: 'Sales of telesales campaigns' },
  source: '营销成功量',
  unit: 'count',
  better: 'higher',
  version: 2,
  changed: { zh: '第 1 版也数没有通话的成功', en: 'Version 1 counted successes without a conversation too' },
  top: inCampaigns(['sales'], sum(callFacts.talked_successes)),
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
    equals: 1,
  },
})
