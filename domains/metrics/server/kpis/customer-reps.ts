import { sum } from '../facts/fact.ts'
import { staffFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const customerReps = defineKpi({
  code: 'customer_reps',
  name: { zh: '客户代表数', en: 'Agents in post' },
  meaning: { zh: '期末在岗的客户代表', en: 'Agents in post at the end of the period' },
  formula: { zh: '客户代表数', en: 'Agents in post' },
  source: '客户代表数',
  unit: 'count',
  better: 'neither',
  owner: 'director',
  excludes: { zh: '按技能类型的人数见员工页', en: 'By kind of skill: see the page of employees' },
  top: sum(staffFacts.agents_at_end),
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
    equals: 3,
  },
})
