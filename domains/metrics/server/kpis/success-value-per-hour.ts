import { callFacts } from '../facts/call-facts.ts'
import { hours, sum } from '../facts/fact.ts'
import { timeFacts } from '../facts/time-facts.ts'
import { defineKpi } from '../kpi.ts'

export const successValuePerHour = defineKpi({
  code: 'success_value_per_hour',
  name: { zh: '成功值（每签入小时）', en: 'Success value per signed-in hour' },
  meaning: {
    zh: '每签入一小时的成功值，上班时间不同也能比较',
    en: 'The success value for each signed-in hour: comparable whatever the hours worked',
  },
  formula: { zh: '成功量² ÷ 人工呼出通话量 ÷ 签入小时', en: 'Successes² ÷ agent calls ÷ signed-in hours' },
  source: '成功值',
  unit: 'number',
  better: 'higher',
  owner: 'teamLeader',
  minimumSample: 30,
  top: sum(callFacts.talked_successes),
  per: sum(callFacts.agent_calls),
  power: 2,
  over: hours(timeFacts.signed_in_ms),
  spread: { kind: 'product' },
  example: {
    given: {
      calls: [
        { talkSeconds: 90, outcomeKind: 'success' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 30, outcomeKind: 'refusal' },
        { talkSeconds: 40, outcomeKind: 'callback' },
        {},
      ],
      agents: [
        [
          { state: 'ready', seconds: 900 },
          { state: 'talking', seconds: 900 },
        ],
      ],
    },
    equals: 0.5,
  },
})
