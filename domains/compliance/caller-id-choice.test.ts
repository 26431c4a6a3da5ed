import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseCallerId, distance, nowhere, type PoolMember, poolNo, type Whereabouts } from './caller-id-choice.ts'
import { type CallerIdRule, callerIdNo, openCallerUse, stricterLimits, unknownCallerId } from './caller-ids.ts'

const now = Date.parse('2026-03-05T02:00:00Z')
const minute = 60_000
const shanghai = { province: '上海', city: '上海市' }
const hangzhou = { province: '浙江', city: '杭州市' }
const ningbo = { province: '浙江', city: '宁波市' }

type Past = { rule?: Partial<CallerIdRule>; place?: Whereabouts; placed?: number[]; up?: number }
/** `placed`: how many minutes ago calls went out under it; `up` of them are not over. */
const member = (number: string, { rule = {}, place = nowhere, placed = [], up = 0 }: Past = {}): PoolMember => {
  const use = openCallerUse()
  for (const minutes of placed.toSorted((a, b) => b - a)) use.remember(now - minutes * minute, 1)
  for (let n = 0; n < up; n++) use.stillUp()
  return { number, place, use, rule: { ...unknownCallerId, ...rule } }
}
const ask = { nowMs: now, purpose: null }
const somebody = { near: nowhere, seen: null }
const chosen = (pool: readonly PoolMember[], called = somebody as { near: Whereabouts; seen: string | null }) =>
  chooseCallerId(pool, ask, called)?.number

describe('the number a customer is shown', () => {
  test('is never one that rests, is flagged, retired or full, and then the next one is', () => {
    const bad = [
      member('1', { rule: { state: 'resting' } }),
      member('2', { rule: { openFlags: 1 } }),
      member('3', { rule: { state: 'retired' } }),
      member('4', { rule: { concurrentLimit: 2 }, up: 2 }),
      member('5', { rule: { hourLimit: 2 }, placed: [5, 6] }),
      member('6', { rule: { dayLimit: 3 }, placed: [100, 200, 300] }),
    ]
    expect(chosen(bad)).toBeUndefined()
    expect(chosen([...bad, member('7')])).toBe('7')
  })
  test('is of their city, else of their province, else any', () => {
    const pool = [member('sh', { place: shanghai }), member('hz', { place: hangzhou }), member('400')]
    expect(chosen(pool, { near: hangzhou, seen: null })).toBe('hz')
    expect(chosen(pool, { near: ningbo, seen: null })).toBe('hz')
    expect(chosen(pool, { near: shanghai, seen: null })).toBe('sh')
    expect(chosen(pool, { near: { province: '广东', city: '广州市' }, seen: null })).toBe('sh')
  })
  test('of one place is the one that has used the least of its limits, not the one that has called the least', () => {
    const small = member('small', { rule: { dayLimit: 10 }, placed: [100, 101, 102] })
    const large = member('large', { rule: { dayLimit: 100 }, placed: [100, 101, 102, 103, 104] })
    expect(chosen([small, large])).toBe('large')
    expect(chosen([member('a', { placed: [100] }), member('b')])).toBe('b')
  })
  test('stays the one they saw last while that may be used, also against one nearer to them', () => {
    const pool = [member('hz', { place: hangzhou }), member('sh', { place: shanghai, placed: [1, 2, 3] })]
    expect(chosen(pool, { near: hangzhou, seen: 'sh' })).toBe('sh')
    const rested = [member('hz', { place: hangzhou }), member('sh', { rule: { state: 'resting' } })]
    expect(chosen(rested, { near: hangzhou, seen: 'sh' })).toBe('hz')
    expect(chosen(pool, { near: hangzhou, seen: 'never ours' })).toBe('hz')
  })
  test('knows a city with and without its last word, and takes no city for that of another province', () => {
    expect(distance({ province: '', city: '杭州' }, hangzhou)).toBe(0)
    expect(distance(hangzhou, ningbo)).toBe(1)
    expect(distance({ province: '', city: '' }, { province: '', city: '' })).toBe(2)
    expect(distance({ province: '江苏', city: '新城' }, { province: '河北', city: '新城' })).toBe(2)
  })
})

describe('a pool without room', () => {
  const full = (number: string, minutesAgo: number) => member(number, { rule: { hourLimit: 1 }, placed: [minutesAgo] })
  test('of one number says what that number says', () => {
    expect(poolNo([full('1', 10)], ask)).toMatchObject({ cause: 'callerIdInHour', count: 1, most: 1 })
    expect(poolNo([], ask)).toBeUndefined()
  })
  test('says when the first of its numbers is free again', () => {
    const resting = member('2', { rule: { state: 'resting', restUntilMs: now + 600 * minute } })
    const no = poolNo([full('1', 10), full('3', 40), resting], ask)
    expect(no).toEqual({ cause: 'callerIdsFull', againAtMs: now + 21 * minute, numbers: 3 })
  })
  test('has room when a call ends, and needs somebody where no number will ever be free by itself', () => {
    const busy = member('2', { rule: { concurrentLimit: 1 }, up: 1 })
    expect(poolNo([full('1', 10), busy], ask)?.cause).toBe('callerIdsBusy')
    const out = [member('1', { rule: { state: 'retired' } }), member('2', { rule: { openFlags: 2 } })]
    expect(poolNo(out, ask)).toEqual({ cause: 'callerIdsOut', againAtMs: null, numbers: 2 })
  })
})

const places = fc.constantFrom(nowhere, shanghai, hangzhou, ningbo)
const limit = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null })
const anyMember = fc
  .record({
    state: fc.constantFrom('inUse', 'inUse', 'inUse', 'resting', 'retired'),
    restUntilMs: fc.option(fc.integer({ min: now - 60 * minute, max: now + 60 * minute }), { nil: null }),
    openFlags: fc.constantFrom(0, 0, 0, 1),
    purpose: fc.constantFrom('any', 'any', 'marketing', 'service'),
    limits: fc.record({ concurrentLimit: limit, hourLimit: limit, dayLimit: limit }),
    place: places,
    placed: fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 6 }),
    up: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ limits, place, placed, up, ...rule }) => ({
    rule: { ...rule, ...limits } as CallerIdRule,
    place,
    placed,
    up,
  }))
const anyPool = fc.array(anyMember, { maxLength: 8 }).map((all) => all.map((past, n) => member(`n${n}`, past)))
const anyAsk = fc.record({
  nowMs: fc.constant(now),
  purpose: fc.constantFrom('marketing' as const, 'service' as const, null),
  limits: fc.option(fc.record({ concurrentLimit: limit, hourLimit: limit, dayLimit: limit }), { nil: undefined }),
})
const anyCalled = fc.record({ near: places, seen: fc.option(fc.constantFrom('n0', 'n1', 'n7', 'gone'), { nil: null }) })

describe('whatever the pool, the limits and the customer', () => {
  const isGood = ({ rule, use }: PoolMember, asked: Parameters<typeof chooseCallerId>[1]): boolean =>
    callerIdNo(asked.limits ? { ...rule, ...stricterLimits(rule, asked.limits) } : rule, use, asked) === undefined
  test('a number is chosen exactly when one may be used, and it is one that may', () => {
    fc.assert(
      fc.property(anyPool, anyAsk, anyCalled, (pool, asked, called) => {
        const one = chooseCallerId(pool, asked, called)
        const good = pool.filter((each) => isGood(each, asked))
        expect(one === undefined).toBe(good.length === 0)
        if (one) expect(good).toContain(one)
        if (pool.length > 0) expect(poolNo(pool, asked) === undefined).toBe(one !== undefined)
      }),
    )
  })
  test('the same is chosen when asked again, no good one is nearer, and who saw a good one sees it again', () => {
    fc.assert(
      fc.property(anyPool, anyAsk, anyCalled, (pool, asked, called) => {
        const one = chooseCallerId(pool, asked, called)
        expect(chooseCallerId(pool, asked, called)).toBe(one)
        if (!one) return
        const good = pool.filter((each) => isGood(each, asked))
        const seen = good.find(({ number }) => number === called.seen)
        const nearest = Math.min(...good.map(({ place }) => distance(place, called.near)))
        if (seen) expect(one).toBe(seen)
        else expect(distance(one.place, called.near)).toBe(nearest)
      }),
    )
  })
  test('a pool is worn evenly: with like limits no number is ever two calls ahead of another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 60 }), (size, calls) => {
        const pool = Array.from({ length: size }, (_, n) => member(`n${n}`, { rule: { dayLimit: 50 } }))
        for (let n = 0; n < calls; n++) {
          const one = chooseCallerId(pool, ask, somebody)
          one?.use.placed(now)
          one?.use.ended()
        }
        const placed = pool.map(({ use }) => use.inDay(now))
        expect(Math.max(...placed) - Math.min(...placed)).toBeLessThanOrEqual(1)
      }),
    )
  })
  const isAbove = (count: number, most: number | null): boolean => most !== null && count > most
  const isOver = ({ rule, use }: PoolMember, nowMs: number): boolean =>
    isAbove(use.concurrent(), rule.concurrentLimit) ||
    isAbove(use.inHour(nowMs), rule.hourLimit) ||
    isAbove(use.inDay(nowMs), rule.dayLimit)
  test('no number ever goes over a limit while calls come and go', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ concurrentLimit: limit, hourLimit: limit, dayLimit: limit }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), ends: fc.boolean() }), { maxLength: 60 }),
        (limits, steps) => {
          const pool = limits.map((own, n) => member(`n${n}`, { rule: own }))
          const up: PoolMember[] = []
          let nowMs = now
          for (const { after, ends } of steps) {
            nowMs += after * minute
            if (ends) up.shift()?.use.ended()
            const one = chooseCallerId(pool, { nowMs, purpose: null }, somebody)
            one?.use.placed(nowMs)
            if (one) up.push(one)
            expect(pool.filter((each) => isOver(each, nowMs))).toEqual([])
          }
        },
      ),
    )
  })
})
