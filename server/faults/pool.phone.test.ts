import { afterAll, beforeAll, expect, test } from 'vitest'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { waitUntil } from '#adapters/asterisk/test-exchange.ts'
import { addCallerId } from '#domains/compliance/server/public.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { openPhoneCentre, type PhoneCentre } from './test-phones.ts'

const limits = {
  '02160000001': { concurrentLimit: 1, hourLimit: null, dayLimit: null },
  '02160000002': { concurrentLimit: 2, hourLimit: null, dayLimit: null },
  '02160000003': { concurrentLimit: 1, hourLimit: null, dayLimit: 4 },
} as const
const pool = Object.keys(limits)
const calls = 24
/** How far the logs of two processes of one machine may be apart. */
const sameMomentMs = 20

type Span = { from: string; began: number; ended: number }
/** The most of these that were ever up at once. */
const mostAtOnce = (spans: readonly Span[]): number =>
  Math.max(
    0,
    ...spans.map(
      ({ began }) => spans.filter((other) => other.began <= began && other.ended - sameMomentMs > began).length,
    ),
  )

describeWithPhones('a campaign that calls under three numbers, on a real telephone network', (programs) => {
  let phones: PhoneCentre
  beforeAll(async () => {
    phones = await openPhoneCentre(programs)
    await waitUntil(() => phones.crew().seated() === 7, 60)
    phones.crew().work()
  })
  afterAll(() => phones?.close())

  test('shows each customer the number the ledger says, and no number on more calls than it may be', async () => {
    const { ctx, engine, teams, carrier } = phones
    const about = { kind: 'landline', purpose: 'any', ownerName: '钟鸣', licence: '沪-1', region: '上海' } as const
    for (const [number, limit] of Object.entries(limits)) await addCallerId(ctx, { number, ...about, ...limit })
    const known = () => [...engine().callerIds.all()].filter(({ rule }) => rule.concurrentLimit !== null).length
    await waitUntil(() => known() === 3, 10)

    const [callerId = '', ...moreCallerIds] = pool
    const numbers = Array.from({ length: calls }, (_, n) => numberThat('brief', n))
    await phones.call('号码池', teams.first, numbers, { callerId, moreCallerIds })
    await waitUntil(async () => {
      const kept = await phones.ledger()
      return kept.length >= calls && kept.every(({ endedAt }) => endedAt !== null)
    }, 180)

    const seen = new Map((await carrier.calls()).map((call) => [call.to.slice(-11), call]))
    const kept = await phones.calls('out')
    expect(kept.length).toBe(calls)
    for (const { number, callerId: shown } of kept)
      expect([number, seen.get(number.slice(-11))?.from]).toEqual([number, shown])

    const spans = [...seen.values()].map(({ from, cameAt, endedAt }) => ({
      ...{ from, began: cameAt, ended: endedAt ?? Number.POSITIVE_INFINITY },
    }))
    const told = pool.map((number) => {
      const ours = spans.filter(({ from }) => from === number)
      return { number, calls: ours.length, atOnce: mostAtOnce(ours) }
    })
    for (const { number, calls: count, atOnce } of told) {
      const { concurrentLimit, dayLimit } = limits[number as keyof typeof limits]
      expect(atOnce).toBeLessThanOrEqual(concurrentLimit)
      expect(count).toBeLessThanOrEqual(dayLimit ?? calls)
      expect(count).toBeGreaterThan(0)
    }
    expect(told.reduce((all, { calls: count }) => all + count, 0)).toBe(calls)
    // With the third number used up, three lines are all there are for four free agents.
    expect(told.find(({ number }) => number === '02160000002')?.atOnce).toBe(2)
  }, 240_000)
})
