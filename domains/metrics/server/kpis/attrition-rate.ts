import { sum } from '../facts/fact.ts'
import { staffFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const attritionRate = defineKpi({
  code: 'attrition_rate',
  name: { zh: '流失率', en: 'Attrition' },
  meaning: {
    zh: '离职员工与平均在职员工之比；跨月时按各月的平均在职人数合计',
    en: 'People who left against the average number in post; over several months the averages of the months are added up',
  },
  formula: {
    zh: '离职员工数 ÷（（月初员工数 + 月末员工数）÷ 2）× 100%',
    en: 'People who left ÷ ((in post at the start + at the end of the month) ÷ 2) × 100 %',
  },
  source: '流失率',
  unit: 'ratio',
  better: 'lower',
  owner: 'director',
  minimumSample: 5,
  excludes: { zh: '本月尚未结束时以今天为月末', en: 'In a month that is not over, today stands for its end' },
  top: sum(staffFacts.leavers),
  per: sum(staffFacts.half_staff),
  spread: { kind: 'rate' },
  example: {
    given: {
      staff: [
        { joinedOn: '2025-06-01', endpoint: 'sip:1' },
        { joinedOn: '2025-06-01', endpoint: 'sip:2' },
        { joinedOn: '2025-06-01' },
        { joinedOn: '2025-06-01', leftOn: '2026-03-05', endpoint: 'sip:3' },
        { joinedOn: '2025-06-01', post: 'teamLeader' },
        { joinedOn: '2026-04-01' },
      ],
    },
    equals: 1 / 4.5,
  },
})
