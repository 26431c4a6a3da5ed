import { sum } from '../facts/fact.ts'
import { behaviourFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const needRate = defineKpi({
  code: 'need_rate',
  name: { zh: '需求询问率', en: 'Needs asked for' },
  meaning: { zh: '该询问需求时询问了的比例', en: 'How often agents asked what the customer needs' },
  formula: { zh: '做到次数 ÷ 机会次数 × 100%', en: 'Times done ÷ opportunities × 100 %' },
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  excludes: { zh: '没有机会的通话', en: 'Calls without an opportunity' },
  top: sum(behaviourFacts.need_asked_done),
  per: sum(behaviourFacts.need_asked_opportunities),
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
