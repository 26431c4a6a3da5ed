import { callFacts } from '../facts/call-facts.ts'
import { hours } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const talkHours = defineKpi({
  code: 'talk_hours',
  name: { zh: '通时', en: 'Talk hours' },
  meaning: { zh: '坐席与客户通话的小时数', en: 'Hours agents talked with customers' },
  formula: { zh: '通话时长总和', en: 'Talk time added up' },
  source: '通时',
  unit: 'hours',
  better: 'higher',
  owner: 'teamLeader',
  top: hours(callFacts.talk_ms),
  example: { given: { calls: [{ talkSeconds: 1800 }, { talkSeconds: 900 }, {}] }, equals: 0.75 },
})
