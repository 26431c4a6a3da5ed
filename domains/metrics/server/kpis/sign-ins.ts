import { sum } from '../facts/fact.ts'
import { sessionFacts } from '../facts/other-facts.ts'
import { defineKpi } from '../kpi.ts'

export const signIns = defineKpi({
  code: 'sign_ins',
  name: { zh: '签入次数', en: 'Sign-ins' },
  meaning: {
    zh: '坐席签入系统的次数；按职场与班组统计，不分项目',
    en: 'How often agents signed in; counted by site and team, not by campaign',
  },
  formula: { zh: '签入系统次数', en: 'Sign-ins' },
  source: '签入签出次数',
  unit: 'count',
  better: 'neither',
  owner: 'teamLeader',
  top: sum(sessionFacts.sign_ins),
  example: { given: { agents: [[{ state: 'ready', seconds: 60 }], [{ state: 'ready', seconds: 60 }]] }, equals: 2 },
})
