import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IdleAccount, type IdleCause, type IdleQuarter, idleCauses, sumOf } from './idle-causes.ts'
import { quarterAround } from './quarter.ts'

const shanghai = { timeZone: 'Asia/Shanghai', dayStartsAt: '06:00' }
const minute = 60_000
const nine = Date.parse('2026-03-05T01:00:00Z')
const open = (from = nine, site = shanghai) => new IdleAccount((at) => quarterAround(site, at), from)
const totalOf = (quarters: readonly IdleQuarter[]): number => quarters.reduce((sum, { ms }) => sum + sumOf(ms), 0)

describe('idle agents', () => {
  test('are put down to what kept the next call from being placed while they waited', () => {
    const account = open()
    account.change(nine, { agents: 2, cause: 'pacing' })
    account.change(nine + 10_000, { cause: 'list' })
    account.change(nine + 15_000, { agents: 1 })
    account.change(nine + 16_000, { agents: 0 })
    account.settle(nine + minute)
    expect(account.dayOf(nine + minute)).toEqual({
      day: '2026-03-05',
      ms: { pacing: 20_000, list: 11_000, lines: 0, hours: 0, gate: 0, other: 0 },
    })
  })

  test('are counted by the quarter of an hour, and by the business day of the site', () => {
    const before = Date.parse('2026-03-05T21:55:00Z')
    const account = open(before)
    account.change(before, { agents: 1, cause: 'hours' })
    account.settle(before + 10 * minute)
    const grown = account.takeGrown(before + 10 * minute)
    expect(grown.map(({ day, ms }) => [day, ms.hours / minute])).toEqual([
      ['2026-03-05', 5],
      ['2026-03-06', 5],
    ])
  })

  test('cut a quarter in two where a business day begins within it', () => {
    const at = Date.parse('2026-03-05T22:00:00Z')
    const quarter = quarterAround({ ...shanghai, dayStartsAt: '06:10' }, at)
    expect([quarter.day, quarter.endsAt - quarter.startsAt]).toEqual(['2026-03-05', 10 * minute])
    const next = quarterAround({ ...shanghai, dayStartsAt: '06:10' }, quarter.endsAt)
    expect([next.day, next.startsAt, next.endsAt - next.startsAt]).toEqual(['2026-03-06', quarter.endsAt, 5 * minute])
  })

  test('go on from what the record holds after a restart, and are told again as a whole', () => {
    const account = open()
    account.recall(nine, { pacing: 4000 })
    account.change(nine, { agents: 1, cause: 'pacing' })
    account.settle(nine + 1000)
    expect(account.takeGrown(nine + 1000).map(({ ms }) => ms.pacing)).toEqual([5000])
    account.settle(nine + 3000)
    expect(account.takeGrown(nine + 3000).map(({ ms }) => ms.pacing)).toEqual([7000])
  })

  test('gain nothing while a clock runs backwards', () => {
    const account = open()
    account.change(nine, { agents: 3, cause: 'lines' })
    account.settle(nine - minute)
    account.settle(nine + 1000)
    expect(account.dayOf(nine).ms.lines).toBe(3000)
  })
})

describe('the sum of all causes', () => {
  const change = fc.record({
    after: fc.integer({ min: 0, max: 40 * minute }),
    agents: fc.integer({ min: 0, max: 50 }),
    cause: fc.constantFrom<IdleCause>(...idleCauses),
    isWritten: fc.boolean(),
  })
  const site = fc.record({
    timeZone: fc.constantFrom('Asia/Shanghai', 'Asia/Kathmandu', 'Europe/Berlin', 'America/New_York'),
    dayStartsAt: fc.constantFrom('00:00', '06:00', '05:40', '23:59'),
  })

  test('is the time agents were ready with no call on its way, however often it is written down', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), site, (changes, clock) => {
        const from = Date.parse('2026-03-28T20:00:00Z')
        const account = open(from, clock)
        const written = new Map<number, IdleQuarter>()
        const write = (at: number) => {
          account.settle(at)
          for (const quarter of account.takeGrown(at)) written.set(quarter.startsAt, quarter)
        }
        let [at, agents, ready] = [from, 0, 0]
        for (const step of changes) {
          ready += step.after * agents
          at += step.after
          account.change(at, step)
          agents = step.agents
          if (step.isWritten) write(at)
        }
        write(at)
        expect(totalOf([...written.values()])).toBe(ready)
        for (const { startsAt, endsAt, ms } of written.values())
          expect(sumOf(ms)).toBeLessThanOrEqual((endsAt - startsAt) * 50)
      }),
    )
  })
})
