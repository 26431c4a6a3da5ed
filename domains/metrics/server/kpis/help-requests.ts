import { sum } from '../facts/fact.ts'
import { helpFacts } from '../facts/reported-facts.ts'
import { defineKpi } from '../kpi.ts'

export const helpRequests = defineKpi({
  code: 'help_requests',
  name: { zh: '内部求助次数', en: 'Requests for help' },
  meaning: {
    zh: '坐席向班长求助的次数；求助多的话术和产品需要先改进',
    en: 'How often agents asked a leader for help; scripts and products that need much help come first',
  },
  formula: { zh: '内部求助次数', en: 'Requests for help' },
  source: '内部求助次数',
  unit: 'count',
  better: 'neither',
  owner: 'teamLeader',
  top: sum(helpFacts.help_requests),
  example: { given: { helps: 2 }, equals: 2 },
})
