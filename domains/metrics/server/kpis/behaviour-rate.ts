import { sum } from '../facts/fact.ts'
import { behaviourFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const behaviourRate = defineKpi({
  code: 'behaviour_rate',
  name: { zh: '关键行为达成率', en: 'Key behaviours' },
  meaning: {
    zh: '应当做的关键行为里做到的比例',
    en: 'Of the key behaviours there was an opportunity for, the share done',
  },
  formula: { zh: '做到次数 ÷ 机会次数 × 100%', en: 'Times done ÷ opportunities × 100 %' },
  source: '关键行为指标',
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  excludes: { zh: '没有机会的通话', en: 'Calls without an opportunity' },
  top: sum(behaviourFacts.behaviours_done),
  per: sum(behaviourFacts.behaviour_opportunities),
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
    equals: 10 / 19,
  },
})
