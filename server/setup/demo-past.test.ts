import { describe, expect, test } from 'vitest'
import {
  batchDays,
  customersOf,
  type DemoAgent,
  type DemoCampaign,
  demoPast,
  midnightOf,
  pastWorkdays,
} from './demo-past.ts'
import { coached } from './demo-story.ts'

const now = new Date('2026-11-22T02:00:00.000Z')
const days = pastWorkdays(now)
const [first] = days
const agents: DemoAgent[] = ['D001', 'SH1001', 'SH1002', 'SH1003'].map((staffNumber, index) => ({
  ...{ id: staffNumber, staffNumber, teamId: 't', siteId: 's', campaign: 0, index },
  turn: { hour: 9.25, from: 0 },
}))
const campaigns: DemoCampaign[] = [
  {
    ...{ id: 'c', name: 'c', mode: 'predictive', callerId: '1', fromMs: first?.midnightMs ?? 0, index: 0 },
    batches: [{ id: 'b', listId: 'l', importedAtMs: first?.midnightMs ?? 0, day: 0 }],
    customerIds: Array.from({ length: 4000 }, (_, n) => `customer ${n}`),
  },
]
const reasons = { notReady: 'n', shortBreak: 's', meal: 'm', teamMeeting: 't', training: 'x' }
const made = (seed: number) => [...demoPast({ agents, campaigns, reasons }, { now, seed })]
const cells = (text: string): string[] => text.trimEnd().split('\t')
const at = (cell = ''): number => Date.parse(cell.replace(' ', 'T').replace('+00', 'Z'))

describe('the past of the demo', () => {
  const past = made(7)

  test('is the same for the same seed, and another for another', () => {
    expect(made(7)).toEqual(past)
    expect(made(8)[0]?.calls[0]).not.toBe(past[0]?.calls[0])
  })

  test('has calls on Mondays to Fridays alone, all of them before today', () => {
    expect(past.filter(({ sessions }) => sessions.length > 0)).toHaveLength(25)
    const moments = past.flatMap(({ calls }) => calls.map((call) => at(cells(call)[1])))
    const weekdays = new Set(moments.map((ms) => new Date(ms + 8 * 3_600_000).getUTCDay()))
    expect([...weekdays].sort()).toEqual([1, 2, 3, 4, 5])
    expect(Math.max(...moments)).toBeLessThan(midnightOf(now.getTime()))
  })

  test('calls each record of a list once, its attempts in order', () => {
    const entries = past.flatMap((day) => day.entries.map((entry) => cells(entry)))
    expect(new Set(entries.map(({ 4: number }) => number)).size).toBe(entries.length)
    const byEntry = Map.groupBy(
      past.flatMap(({ calls }) => calls.map(cells)),
      ({ 3: entry }) => entry,
    )
    for (const calls of byEntry.values()) {
      const attempts = calls.sort((a, b) => at(a[1]) - at(b[1])).map(({ 10: attempt }) => Number(attempt))
      expect(attempts).toEqual(attempts.map((_, n) => n + 1))
    }
  })

  test('has its last days answered no more often than the others', () => {
    const calls = past.flatMap((day) => day.calls.map((call) => cells(call)))
    const rateOf = (from: number, to: number): number => {
      const some = calls.filter(({ 1: moment }) => at(moment) >= from && at(moment) < to)
      return some.filter(({ 12: agent }) => agent !== '\\N').length / some.length
    }
    const [start, cut, end] = [days[5], days.at(-2), days.at(-1)].map((day) => day?.midnightMs ?? 0)
    expect(rateOf(cut ?? 0, (end ?? 0) + 86_400_000)).toBeLessThan(1.15 * rateOf(start ?? 0, cut ?? 0))
  })

  test('never runs out of customers, even where four lists last five weeks', () => {
    const crew = Array.from({ length: 25 }, (_, index) => ({ ...(agents[1] as DemoAgent), campaign: 1, index }))
    const batches = batchDays(1, 0).map((day) => {
      const id = `list ${day}`
      return { id, listId: id, importedAtMs: days[day]?.midnightMs ?? 0, day }
    })
    const customerIds = Array.from({ length: customersOf[1] }, (_, n) => `customer ${n}`)
    const one = { ...(campaigns[0] as DemoCampaign), index: 1, batches, customerIds }
    const filled = new Map<string, number>()
    for (const day of demoPast({ agents: crew, campaigns: [one, one], reasons }, { now, seed: 7 }))
      for (const { 1: list = '' } of day.entries.map(cells)) filled.set(list, (filled.get(list) ?? 0) + 1)
    expect(Math.max(...filled.values())).toBeLessThan(0.95 * customersOf[1])
  })

  test('shows who fell behind, and that it was over after the coaching', () => {
    const notReadyShare = (day: number): number => {
      const own = (past[day]?.spells ?? []).map(cells).filter(({ 4: who }) => who === coached.staffNumber)
      const ms = (some: string[][]): number => some.reduce((sum, { 1: from, 2: to }) => sum + at(to) - at(from), 0)
      return ms(own.filter(({ 7: state }) => state === 'notReady')) / ms(own)
    }
    for (let day = 0; day < days.length; day++) {
      const behind = day >= coached.from && day < coached.until
      if (behind) expect(notReadyShare(day)).toBeGreaterThan(0.15)
      else expect(notReadyShare(day)).toBeLessThan(0.1)
    }
  })
})
