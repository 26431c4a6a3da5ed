import { callFacts } from '../facts/call-facts.ts'
import { seconds } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const talkTime = defineKpi({
  code: 'talk_time',
  name: { zh: '通话时长', en: 'Talk time' },
  meaning: { zh: '坐席通话的总时长', en: 'All the time agents talked' },
  formula: { zh: '通话总时长', en: 'Total talk time' },
  source: '通话时长',
  unit: 'seconds',
  better: 'neither',
  top: seconds(callFacts.talk_ms),
  example: {
    given: {
      calls: [
        { ringsAfter: 2, answeredAfter: 10, joinedAfter: 11, talkSeconds: 60, wrapUpSeconds: 20 },
        { ringsAfter: 2, answeredAfter: 22, joinedAfter: 25, talkSeconds: 30, wrapUpSeconds: 40 },
        { ringsAfter: 3 },
      ],
    },
    equals: 90,
  },
})
