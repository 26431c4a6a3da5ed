import { sql } from 'kysely'
import { both, calls, defineKpi, succeeded, sumOfCalls, talked } from '../kpi.ts'

export const talkPerSuccess = defineKpi({
  code: 'talk_per_success',
  name: { zh: '成功通话均长', en: 'Talk time of a success' },
  meaning: {
    zh: '以成功结束的通话的平均时长；诊断均长前应先按结果分开看',
    en: 'The mean length of conversations that ended in success; look at lengths by outcome before judging them',
  },
  formula: { zh: '成功通话总时长 ÷ 成功量', en: 'Talk time of successes ÷ successes' },
  unit: 'seconds',
  better: 'neither',
  top: sumOfCalls(sql`f.talk_ms / 1000.0`, succeeded),
  per: calls(both(succeeded, talked)),
  example: {
    given: { calls: [{ talkSeconds: 60 }, { talkSeconds: 120, outcomeKind: 'success' }, { answered: true }, {}] },
    equals: 120,
  },
})
