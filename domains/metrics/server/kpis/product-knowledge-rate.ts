import { sum } from '../facts/fact.ts'
import { behaviourFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const productKnowledgeRate = defineKpi({
  code: 'product_knowledge_rate',
  name: { zh: '产品知识达成率', en: 'Product-knowledge behaviours' },
  meaning: {
    zh: '产品类关键行为做到的比例：讲清利益、如实告知',
    en: 'Product behaviours done: explaining what it brings, stating terms',
  },
  formula: { zh: '做到次数 ÷ 机会次数 × 100%', en: 'Times done ÷ opportunities × 100 %' },
  source: '产品知识',
  unit: 'ratio',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  excludes: { zh: '没有机会的通话', en: 'Calls without an opportunity' },
  top: sum(behaviourFacts.product_knowledge_done),
  per: sum(behaviourFacts.product_knowledge_opportunities),
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
    equals: 0.75,
  },
})
