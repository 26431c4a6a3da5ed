import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { contactFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const contactRate = defineKpi({
  code: 'contact_rate',
  name: { zh: '外呼成功联系率', en: 'Contact rate' },
  meaning: {
    zh: '人工通话次数与客户记录数之比；同一客户多次通话会重复计入，可能超过 100%',
    en: 'Agent calls against customer records; a customer spoken to twice counts twice, so it may exceed 100 %',
  },
  formula: { zh: '人工呼出通话量 ÷ 呼出客户数据总量 × 100%', en: 'Agent calls ÷ customer records × 100 %' },
  source: '外呼成功联系率',
  unit: 'ratio',
  better: 'higher',
  top: sum(callFacts.agent_calls),
  per: sum(contactFacts.records),
  example: {
    given: { calls: [{ talkSeconds: 60 }, { talkSeconds: 10 }, { talkSeconds: 10 }, {}], contacts: [{}, {}] },
    equals: 1.5,
  },
})
