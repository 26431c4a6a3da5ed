import { describe, expect, test } from 'vitest'
import { usualHours, usualPolicy } from '#domains/campaigns/server/public.ts'
import {
  believe,
  type Evidence,
  type ForecastInputs,
  type ForecastResult,
  forecast,
  type Ledgers,
  noEvidence,
} from '#domains/simulation/server/public.ts'
import { forecastNetwork } from './network.ts'
import { drawTruth, sampledFrom } from './test-truth.ts'

const nothingKnown: Ledgers = { own: noEvidence, alike: noEvidence, centre: noEvidence }
const morning = Date.parse('2026-03-05T01:00:00.000Z')

type Given = Partial<Omit<ForecastInputs, 'rules' | 'list'>> & {
  rules?: Partial<ForecastInputs['rules']>
  contacts?: number
  agents?: number
}
const inputsWith = ({ rules, contacts = 150, agents = 3, ...given }: Given = {}): ForecastInputs => ({
  seed: 11,
  runs: 20,
  startAt: morning,
  agentsByHour: Array.from({ length: 24 }, () => agents),
  hoursPerDay: null,
  list: contacts === 0 ? [] : [{ count: contacts, attempts: 0, attemptLimit: null, tries: {}, dueAt: 0 }],
  beliefs: believe(nothingKnown),
  ...given,
  rules: {
    mode: 'progressive',
    callingHours: usualHours,
    timeZone: 'Asia/Shanghai',
    attemptPolicy: usualPolicy,
    endsOn: null,
    abandonTarget: 0.015,
    abandonCeiling: 0.03,
    lineLimit: null,
    successes: ['success'],
    ...rules,
  },
})
const foretell = (given?: Given): Promise<ForecastResult> => forecast(inputsWith(given), forecastNetwork)
const width = ({ low, high }: { low: number; high: number }): number => high - low

describe('a forecast', () => {
  test('is the same for the same seed and another for another', async () => {
    const [first, again, other] = [await foretell(), await foretell(), await foretell({ seed: 12 })]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  test('calls everybody on the list and closes them with or without success', async () => {
    const { burned, successes, finishes, finish, days } = await foretell()
    expect(finishes).toBe(1)
    expect(burned.median + successes.median).toBeGreaterThanOrEqual(148)
    expect(burned.median + successes.median).toBeLessThanOrEqual(152)
    expect(finish.low && finish.median && finish.high && finish.low <= finish.median).toBeTruthy()
    expect(days[0]?.day).toBe('2026-03-05')
    for (const [position, { attempts }] of days.entries())
      expect(attempts.median).toBeGreaterThanOrEqual(days[position - 1]?.attempts.median ?? 0)
  })

  test('says that without agents it never finishes', async () => {
    const { stuck, finish, finishes, attempts } = await foretell({ agents: 0 })
    expect({ stuck, finish, finishes, attempts }).toEqual({
      stuck: 'noAgents',
      finish: { low: null, median: null, high: null },
      finishes: 0,
      attempts: { low: 0, median: 0, high: 0 },
    })
  })

  test('of an empty list is nothing at all', async () => {
    const { stuck, attempts, contacts, successes, burned, agentHours } = await foretell({ contacts: 0 })
    const none = { low: 0, median: 0, high: 0 }
    expect(stuck).toBe('nobodyToCall')
    expect([attempts, contacts, successes, burned, agentHours]).toEqual([none, none, none, none, none])
  })

  test('calls on no day without calling hours, and says so when there is none at all', async () => {
    const never = Object.fromEntries(Object.keys(usualHours.windows).map((day) => [day, []]))
    const closed = { outsideUsualConfirmed: false, windows: never as unknown as typeof usualHours.windows }
    expect((await foretell({ rules: { callingHours: closed } })).stuck).toBe('noHours')
    const mondays = { ...closed, windows: { ...closed.windows, monday: [{ from: '09:00', to: '10:00' }] } }
    const { days } = await foretell({ rules: { callingHours: mondays }, contacts: 400 })
    expect(days.length).toBeGreaterThan(1)
    expect(days.every(({ day }) => new Date(day).getUTCDay() === 1)).toBe(true)
  })

  test('ends with the campaign', async () => {
    const { days, finish } = await foretell({ rules: { endsOn: '2026-03-06' }, contacts: 2000 })
    expect(days.map(({ day }) => day)).toEqual(['2026-03-05', '2026-03-06'])
    expect(finish.median).toBeNull()
  })

  test('is surer the more is known', async () => {
    const truth = drawTruth(5)
    const [little, much] = [sampledFrom(truth, 5, 60), sampledFrom(truth, 5, 20_000)].map((own) => ({
      ...nothingKnown,
      own,
    }))
    const unsure = await foretell({ beliefs: believe(nothingKnown), runs: 40, contacts: 600 })
    const fair = await foretell({ beliefs: believe(little as Ledgers), runs: 40, contacts: 600 })
    const sure = await foretell({ beliefs: believe(much as Ledgers), runs: 40, contacts: 600 })
    expect(width(fair.contacts)).toBeLessThan(width(unsure.contacts))
    expect(width(sure.contacts)).toBeLessThan(width(fair.contacts))
    expect(width(sure.successes)).toBeLessThan(width(unsure.successes))
  })

  test('of a predictive campaign needs fewer agent hours and abandons some', async () => {
    const shape = {
      contacts: 3000,
      agents: 12,
      runs: 8,
      beliefs: believe({ ...nothingKnown, own: sampledFrom(drawTruth(3), 3, 4000) }),
    }
    const byOne = await foretell(shape)
    const ahead = await foretell({ ...shape, rules: { mode: 'predictive' } })
    expect(ahead.agentHours.median).toBeLessThan(byOne.agentHours.median)
    expect(ahead.abandoned.median).toBeGreaterThan(0)
    expect(ahead.abandoned.median / ahead.contacts.median).toBeLessThan(0.04)
  })

  test('of a large list comes to about what the whole of it would', { timeout: 60_000 }, async () => {
    const beliefs = believe({ ...nothingKnown, own: sampledFrom(drawTruth(3), 3, 4000) })
    const whole = await foretell({ contacts: 4000, agents: 10, beliefs, runs: 40 })
    const large = await foretell({ contacts: 40_000, agents: 100, beliefs, runs: 40 })
    expect(whole.thinnedBy).toBe(1)
    expect(large.thinnedBy).toBeGreaterThan(2)
    expect(large.attempts.median / whole.attempts.median / 10).toBeCloseTo(1, 1)
    expect(large.contacts.median / whole.contacts.median / 10).toBeCloseTo(1, 1)
  })
})

/**
 * 64 campaigns with rates drawn anew, each forecast from a few hundred past calls and then rehearsed with its true rates.
 * Of 64 bands that hold 80 %, 43 to 59 hold (99 % of the time); counts are whole and bands inclusive, so one more may.
 */
test('8 of 10 rehearsed campaigns end inside their band', { timeout: 180_000 }, async () => {
  const campaigns = 64
  const inside = { attempts: 0, contacts: 0, successes: 0 }
  for (let number = 0; number < campaigns; number++) {
    const truth = drawTruth(number)
    const own: Evidence = sampledFrom(truth, number, 300)
    const shape = { contacts: 120, agents: 2, seed: 1000 + number }
    const said = await foretell({ ...shape, runs: 40, beliefs: believe({ ...nothingKnown, own }) })
    const came = await foretell({ ...shape, seed: 900_000 + number, runs: 1, beliefs: truth })
    for (const measure of ['attempts', 'contacts', 'successes'] as const) {
      const actual = came[measure].median
      if (actual >= said[measure].low && actual <= said[measure].high) inside[measure]++
    }
  }
  for (const held of Object.values(inside)) {
    expect(held, JSON.stringify(inside)).toBeGreaterThanOrEqual(43)
    expect(held, JSON.stringify(inside)).toBeLessThanOrEqual(60)
  }
})
