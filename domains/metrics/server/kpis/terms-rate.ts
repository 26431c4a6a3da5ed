import { sum } from '../facts/fact.ts'
import { behaviourFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const termsRate = defineKpi({
  code: 'terms_rate',
  name: { zh: '如实告知率', en: 'Terms stated' },
  meaning: { zh: '该告知费用与条款时如实告知的比例', en: 'How often costs and terms were stated when due' },
  formula: { zh: '做到次数 ÷ 机会次数 × 100%', en: 'Times done ÷ opportunities × 100 %' },
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  excludes: { zh: '没有机会的通话', en: 'Calls without an opportunity' },
  top: sum(behaviourFacts.terms_stated_done),
  per: sum(behaviourFacts.terms_stated_opportunities),
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
    equals: 0.5,
  },
})
