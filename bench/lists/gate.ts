import { openGate } from '#domains/compliance/gate/gate.ts'
import { type Happened, whatForbids } from '#domains/compliance/gate/plain.ts'
import type { Question } from '#domains/compliance/gate/question.ts'
import { type CallingRules, weekdays } from '#domains/compliance/rules.ts'
import { openCallerIdPool, openLiveGate } from '#domains/compliance/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db.ts'
import { openJournal } from '#platform/journal.ts'
import { silentLog } from '#platform/log.ts'
import { historyOf } from '#server/gate-ground.ts'
import { percentile, round } from '../ground.ts'
import type { Part, PartOptions } from './part.ts'

const shanghai = ['Asia/Shanghai']
const start = Date.parse('2026-03-05T02:00:00Z')
const rules: CallingRules = {
  hours: {
    windows: Object.fromEntries(weekdays.map((day) => [day, [{ from: '08:00', to: '21:00' }]])) as never,
    ...{ onHolidays: 'closed', holidayWindows: [], calendar: 'cn' },
  },
  ...{ consent: 'optOut', refusalLockOutDays: 184 },
  caps: [
    { of: 'number', within: '24h', most: 3 },
    { of: 'number', within: '5m', most: 3 },
    { of: 'number', within: 'month', most: 12 },
    { of: 'person', within: 'day', most: 5 },
  ],
  callerId: { atOnce: null, perHour: null, perDay: null },
  registry: { code: 'cn', required: true, maxAgeDays: 31 },
}
const phone = (n: number): string => `+86${13_000_000_000 + n}`
const customer = (n: number): string =>
  `00000000-0000-7000-8${String(n % 1000).padStart(3, '0')}-${String(n).padStart(12, '0')}`
const asked = (n: number, now: number): Question => ({
  ...{ now, kind: 'machine', number: phone(n), customerId: customer(n), campaignId: 'spring', jurisdiction: 'cn' },
  ...{ purpose: 'sales', zones: shanghai, callerId: null, lockOutHours: 72, hasAgent: false },
})
/** Numbers that look random and are the same in every run. */
const scattered = (n: number, within: number): number => (Math.imul(n, 2_654_435_761) >>> 0) % within

const rssMegabytes = (): number => {
  ;(globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().rss / 1024 / 1024
}

/** A million people called three times within the month, a tenth of them today, and ten million numbers on the registry. */
const fill = (people: number, registered: number) => {
  const before = rssMegabytes()
  const gate = openGate()
  gate.setRules(new Map([['cn', [{ effectiveFrom: 0, number: 1, rules }]]]))
  const numbers = new Float64Array(registered)
  for (let n = 0; n < registered; n++) numbers[n] = 8_615_000_000_000 + n * 7
  gate.setRegistry('cn', { numbers, datedAt: start - 10 * 86_400_000 })
  const began = performance.now()
  for (let n = 0; n < people * 3; n++)
    gate.count({
      number: phone(n % people),
      customerId: customer(n % people),
      campaignId: 'spring',
      at: start - (n % people < people / 10 ? 3_600_000 : scattered(n, 28) * 86_400_000) - n,
    })
  const seconds = (performance.now() - began) / 1000
  return { gate, countsPerSecond: (people * 3) / seconds, megabytes: rssMegabytes() - before }
}
const decide = (gate: ReturnType<typeof openGate>, people: number, decisions: number) => {
  const slow: number[] = []
  let allowed = 0
  const began = performance.now()
  for (let n = 0; n < decisions; n++) {
    const at = n % 100 === 0 ? performance.now() : 0
    if (gate.ask(asked(scattered(n, people), start + n)).allowed) allowed++
    if (at > 0) slow.push(performance.now() - at)
  }
  const seconds = (performance.now() - began) / 1000
  return {
    perSecond: decisions / seconds,
    allowed,
    p99Microseconds: percentile(slow, 0.99) * 1000,
    worstMs: Math.max(...slow),
  }
}
/** The plain re-check goes through the whole history for every question: measured on a thousandth of it. */
const recheck = (calls: number, questions: number): number => {
  const history: Happened[] = [
    {
      kind: 'rules',
      jurisdiction: 'cn',
      number: 1,
      effectiveFrom: 0,
      approved: true,
      rules: { ...rules, registry: null },
    },
  ]
  for (let n = 0; n < calls; n++)
    history.push({ kind: 'attempt', number: phone(n), customerId: customer(n), campaignId: 'spring', at: start - n })
  const began = performance.now()
  for (let n = 0; n < questions; n++) whatForbids(history, asked(scattered(n, calls), start + n))
  return questions / ((performance.now() - began) / 1000)
}

const noLease = { text: 'select 1', values: [] }
/**
 * From the word "no more calls" until no order for that number leaves any more: orders are asked about without a pause,
 * as many dialling campaigns would, while numbers are forbidden one after the other and written down.
 */
const forbidUnderLoad = async ({ freshDatabase, quick }: PartOptions) => {
  const { url } = await freshDatabase()
  const database = openDatabase(url)
  const base = { database, now: () => new Date(), log: silentLog }
  const journal = openJournal(base, noLease)
  try {
    const gate = openLiveGate({
      ...{
        base,
        clock: wallClock(),
        journal,
        callerIds: openCallerIdPool(base),
        zonesOf: () => shanghai,
        history: historyOf(base),
      },
    })
    await gate.load()
    const dial = (n: number) => ({
      ...{
        kind: 'machine' as const,
        number: phone(n),
        customerId: customer(n),
        campaignId: customer(1),
        entryId: customer(n),
      },
      ...{ agentId: null, jurisdiction: 'cn', purpose: 'sales' as const, timeZone: 'Asia/Shanghai', lockOutHours: 72 },
    })
    const rounds = quick ? 200 : 2000
    const latency: number[] = []
    const onRecord: number[] = []
    let late = 0
    for (let n = 0; n < rounds; n++) {
      const said = performance.now()
      gate.forbid(phone(n), 'customer', { callId: null })
      const durable = journal.written().then(() => void onRecord.push(performance.now() - said))
      // Every dialler asks right before its order: sixty-four of them, on this number and on others.
      for (let dialler = 0; dialler < 64; dialler++) {
        const answer = gate.wouldAllow(dial(dialler % 8 === 0 ? n : n + rounds + dialler))
        if (dialler % 8 === 0 && answer.allowed) late++
      }
      latency.push(performance.now() - said)
      await durable
    }
    gate.stop()
    return { late, p99Ms: percentile(latency, 0.99), onRecordP99Ms: percentile(onRecord, 0.99) }
  } finally {
    await journal.stop()
    await database.stop()
  }
}

/** Decisions of the gate beside a plain re-check, what it costs in memory, and how soon a "do not call" holds. */
export const gatePart: Part = async (options) => {
  const [people, registered, decisions] = options.quick
    ? [100_000, 1_000_000, 100_000]
    : [1_000_000, 10_000_000, 1_000_000]
  options.log(`${people} people called three times each, ${registered} numbers on a registry`)
  const { gate, countsPerSecond, megabytes } = fill(people, registered)
  const { perSecond, allowed, p99Microseconds, worstMs } = decide(gate, people, decisions)
  options.log(`${decisions} decisions, ${allowed} allowed`)
  const plain = recheck(1000, options.quick ? 300 : 1000)
  const forbidding = await forbidUnderLoad(options)
  return {
    gate_decisions_per_second: round(perSecond),
    gate_decision_p99_microseconds: round(p99Microseconds, 1),
    gate_decision_worst_ms: round(worstMs, 3),
    gate_plain_recheck_per_second_of_1000_calls: round(plain),
    gate_ratio_to_plain_recheck: round(perSecond / plain, 1),
    gate_attempts_counted_per_second: round(countsPerSecond),
    gate_memory_megabytes: round(megabytes),
    gate_orders_after_do_not_call: forbidding.late,
    gate_do_not_call_to_last_dialler_p99_ms: round(forbidding.p99Ms, 3),
    gate_do_not_call_on_record_p99_ms: round(forbidding.onRecordP99Ms, 2),
  }
}
