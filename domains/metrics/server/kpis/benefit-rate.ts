import { sum } from '../facts/fact.ts'
import { behaviourFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const benefitRate = defineKpi({
  code: 'benefit_rate',
  name: { zh: '利益讲解率', en: 'Benefits explained' },
  meaning: { zh: '该讲产品利益时讲清楚的比例', en: 'How often agents explained what the product brings' },
  formula: { zh: '做到次数 ÷ 机会次数 × 100%', en: 'Times done ÷ opportunities × 100 %' },
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  excludes: { zh: '没有机会的通话', en: 'Calls without an opportunity' },
  top: sum(behaviourFacts.benefit_explained_done),
  per: sum(behaviourFacts.benefit_explained_opportunities),
  spread: { kind: 'share' },
  example: {
    given: {
      behaviours: [
        { behaviour: 'opening_in_15s', done: 3, opportunities: 4 },
        { behaviour: 'need_asked', done: 1, opportunities: 2 },
        { behaviour: 'objection_answered', done: 2, opportunities: 5 },
        { behaviour: 'close_attempt', done: 1, opportunities: 4 },
        { behaviour: 'benefit_explained', done: 2, opportunities: 2 },
        { behaviour: 'terms_stated', done: 1, opportunities: 2 },
      ],
    },
    equals: 1,
  },
})
