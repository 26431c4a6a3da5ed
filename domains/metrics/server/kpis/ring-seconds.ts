import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const ringSeconds = defineKpi({
  code: 'ring_seconds',
  name: { zh: '振铃时长', en: 'Ring time' },
  meaning: { zh: '被接听的电话平均振铃多久', en: 'How long calls rang before they were answered' },
  formula: { zh: '振铃总时长 ÷ 接听量', en: 'Ring time ÷ answered calls' },
  source: '振铃时长',
  unit: 'seconds',
  better: 'neither',
  top: seconds(callFacts.ring_ms),
  per: sum(callFacts.rung),
  example: {
    given: {
      calls: [
        { ringsAfter: 2, answeredAfter: 10, joinedAfter: 11, talkSeconds: 60, wrapUpSeconds: 20 },
        { ringsAfter: 2, answeredAfter: 22, joinedAfter: 25, talkSeconds: 30, wrapUpSeconds: 40 },
        { ringsAfter: 3 },
      ],
    },
    equals: 14,
  },
})
