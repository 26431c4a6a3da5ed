import { sum } from '../facts/fact.ts'
import { staffFacts } from '../facts/people-facts.ts'
import { defineKpi } from '../kpi.ts'

export const seats = defineKpi({
  code: 'seats',
  name: { zh: '座席数', en: 'Seats' },
  meaning: {
    zh: '期末在岗、配有分机的客户代表所占的座席',
    en: 'Seats with a headset that agents in post hold at the end of the period',
  },
  formula: { zh: '座席数', en: 'Seats' },
  source: '座席数',
  unit: 'count',
  better: 'neither',
  owner: 'director',
  top: sum(staffFacts.seats_at_end),
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
    equals: 2,
  },
})
