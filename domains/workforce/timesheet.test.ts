import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agentStateCodes } from '#domains/presence/contract.ts'
import { activityKindCodes } from './shift.ts'
import {
  addFigures,
  adherenceOf,
  adheres,
  conformanceOf,
  figuresOf,
  lossOf,
  noFigures,
  type Planned,
  type Spent,
} from './timesheet.ts'

const hourMs = 3_600_000
const day = { from: 0, to: 24 * hourMs, now: 24 * hourMs }
const plan = (kind: Planned['kind'], from: number, to: number, isPaid = true): Planned => ({
  ...{ kind, isPaid },
  ...{ startsAt: from * hourMs, endsAt: to * hourMs },
})
const did = (state: Spent['state'], from: number, to: number): Spent => ({
  ...{ state },
  ...{ startsAt: from * hourMs, endsAt: to * hourMs },
})
const usual = [plan('work', 9, 12), plan('meal', 12, 13, false), plan('work', 13, 17), plan('meeting', 17, 18)]

describe('an agent’s day', () => {
  test('conforms and adheres where everything happened when it was planned', () => {
    const figures = figuresOf(day, usual, [did('talking', 9, 12), did('ready', 13, 17), did('meeting', 17, 18)])
    expect([conformanceOf(figures), adherenceOf(figures), lossOf(figures) / hourMs]).toEqual([1, 1, 1])
    expect([figures.scheduledMs / hourMs, figures.productiveMs / hourMs]).toEqual([8, 3])
  })
  test('conforms but does not adhere where the hours were right and their time was not', () => {
    const figures = figuresOf(day, usual, [did('ready', 11, 12), did('ready', 12, 13), did('ready', 13, 19)])
    expect(conformanceOf(figures)).toBe(1)
    expect(adherenceOf(figures)).toBe(5 / 8)
  })
  test('may exceed the hours planned, which no adherence does', () => {
    const figures = figuresOf(day, usual, [did('ready', 7, 20)])
    expect(conformanceOf(figures)).toBe(13 / 8)
    expect(adherenceOf(figures)).toBe(7 / 8)
  })
  test('of nothing planned has no rate, rather than a rate of 0', () => {
    const figures = figuresOf(day, [], [did('ready', 9, 10)])
    expect([conformanceOf(figures), adherenceOf(figures), lossOf(figures)]).toEqual([null, null, 0])
    expect(conformanceOf(noFigures())).toBeNull()
  })
  test('under way is measured by the hours that have passed', () => {
    const figures = figuresOf({ ...day, now: 11 * hourMs }, usual, [did('ready', 9, 11)])
    expect([figures.dueMs / hourMs, conformanceOf(figures), figures.scheduledMs / hourMs]).toEqual([2, 1, 8])
    expect(figuresOf({ ...day, now: -hourMs }, usual, []).dueMs).toBe(0)
  })
  test('gets its part of a shift over midnight, and the next day the rest', () => {
    const night = [plan('work', 22, 30)]
    const worked = [did('ready', 22, 26), did('break', 26, 27), did('ready', 27, 30)]
    const next = { from: 24 * hourMs, to: 48 * hourMs, now: 48 * hourMs }
    const [first, second] = [figuresOf(day, night, worked), figuresOf(next, night, worked)]
    expect([first.scheduledMs / hourMs, second.scheduledMs / hourMs]).toEqual([2, 6])
    expect([adherenceOf(first), adherenceOf(second)]).toEqual([1, 5 / 6])
    expect(addFigures([first, second]).signedInMs / hourMs).toBe(8)
  })
  test('closes: its states add up to the time signed in, and its parts to no more than the whole', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 8 }))
    const line = <T>(kinds: readonly T[]) =>
      fc.array(fc.tuple(fc.constantFrom(...kinds), span), { maxLength: 8 }).map((parts) => {
        let at = 0
        return parts.map(([kind, [gap, lasts]]) => {
          const startsAt = at + gap * 600_000
          at = startsAt + lasts * 900_000
          return { kind, startsAt, endsAt: at }
        })
      })
    fc.assert(
      fc.property(line(activityKindCodes), line(agentStateCodes), (planned, spent) => {
        const worked = spent.map(({ kind, ...one }) => ({ state: kind, ...one }))
        const paid = planned.map((one) => ({ ...one, isPaid: true }))
        const figures = figuresOf(day, paid, worked)
        const states = Object.values(figures.byState).reduce((sum, ms) => sum + ms, 0)
        expect(states).toBe(figures.signedInMs)
        expect(figures.adherentMs).toBeLessThanOrEqual(Math.min(figures.dueMs, figures.signedInMs))
        expect(figures.availableMs).toBeLessThanOrEqual(figures.dueMs)
        let adherent = 0
        for (let at = 0; at < day.to; at += 60_000) {
          const kind = paid.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)?.kind
          const state = worked.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)?.state
          if (kind && state && adheres(kind, state)) adherent += 60_000
        }
        expect(figures.adherentMs).toBe(adherent)
      }),
    )
  })
})
