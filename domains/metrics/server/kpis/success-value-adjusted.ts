import { callFacts } from '../facts/call-facts.ts'
import { sum } from '../facts/fact.ts'
import { standardFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const successValueAdjusted = defineKpi({
  code: 'success_value_adjusted',
  name: { zh: '成功值（名单调整）', en: 'Success value, list-adjusted' },
  meaning: {
    zh: '按名单好坏折算后的成功值：差名单上的一通电话少算，好名单上的多算，分到不同名单的坐席才能比较',
    en: 'The success value with calls weighed by their list: one on a poor list counts less, one on a good list more, so that agents on different lists compare',
  },
  formula: {
    zh: '成功量² ÷ 折算通话量；折算通话量 = 人工呼出通话量 ×（名单成功率 ÷ 项目成功率）',
    en: 'Successes² ÷ weighed calls; weighed calls = agent calls × (success rate of the list ÷ that of the campaign)',
  },
  source: '成功值',
  unit: 'number',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  excludes: {
    zh: '通话少的名单按项目成功率折算（相当于先有 100 通）',
    en: 'Lists of few calls lean on the campaign, as if 100 calls had been made at its rate',
  },
  top: sum(callFacts.talked_successes),
  per: sum(standardFacts.standard_calls),
  power: 2,
  spread: { kind: 'product' },
  example: {
    given: {
      calls: [
        { talkSeconds: 60, list: 1, outcomeKind: 'success' },
        { talkSeconds: 60, list: 1, outcomeKind: 'success' },
        { talkSeconds: 60, list: 2 },
        { talkSeconds: 60, list: 2 },
      ],
    },
    equals: 4 / (2 * (52 / 102 / 0.5) + 2 * (50 / 102 / 0.5)),
  },
})
