import { callFacts } from '../facts/call-facts.ts'
import { seconds, sum } from '../facts/fact.ts'
import { defineKpi } from '../kpi.ts'

export const customerWait = defineKpi({
  code: 'customer_wait',
  name: { zh: '客户等待坐席时长', en: 'Customer wait' },
  meaning: { zh: '客户接起后平均等待多久才有坐席', en: 'How long a customer who answered waited for an agent' },
  formula: { zh: '接听到坐席接入的总时长 ÷ 坐席接入量', en: 'Time from answer to agent ÷ calls joined' },
  unit: 'seconds',
  better: 'lower',
  owner: 'supervisor',
  top: seconds(callFacts.wait_ms),
  per: sum(callFacts.joined),
  example: {
    given: {
      calls: [
        { ringsAfter: 2, answeredAfter: 10, joinedAfter: 11, talkSeconds: 60, wrapUpSeconds: 20 },
        { ringsAfter: 2, answeredAfter: 22, joinedAfter: 25, talkSeconds: 30, wrapUpSeconds: 40 },
        { ringsAfter: 3 },
      ],
    },
    equals: 2,
  },
})
