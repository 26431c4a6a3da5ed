import { describe, expect, test } from 'vitest'
import {
  basicsOrList,
  paceZoneOf,
  type StateShares,
  stateFindingOf,
  successValue,
  successValuePerHour,
  valueZoneOf,
  worthwhileChance,
} from './quadrant.ts'

describe('successes × rate', () => {
  const agents = [
    { name: 'A', successes: 12, calls: 90 },
    { name: 'B', successes: 24, calls: 400 },
    { name: 'C', successes: 27, calls: 300 },
  ]
  test('is 1.60, 1.44 and 2.43 for the three agents of the handbook, and the third one wins', () => {
    const values = agents.map(({ successes, calls }) => successValue(successes, calls) ?? 0)
    expect(values.map((value) => value.toFixed(2))).toEqual(['1.60', '1.44', '2.43'])
    expect(Math.max(...values)).toBe(values[2])
  })
  test('tells who stops early and who sprays', () => {
    const middle = { x: 20, y: 0.08 }
    const zones = agents.map(({ successes, calls }) => valueZoneOf(successes, successes / calls, middle))
    expect(zones).toEqual(['stopsEarly', 'spray', 'star'])
    expect(valueZoneOf(3, 0.02, middle)).toBe('basics')
  })
  test('is not known without calls, and doubles with the period but not by the hour', () => {
    expect(successValue(0, 0)).toBeNull()
    expect(successValuePerHour(27, 300, 0)).toBeNull()
    expect(successValue(54, 600)).toBeCloseTo(2 * (successValue(27, 300) ?? 0))
    expect(successValuePerHour(54, 600, 80)).toBeCloseTo(successValuePerHour(27, 300, 40) ?? 0)
  })
  test('grows by further calls only above half the rate so far', () => {
    const least = worthwhileChance(27, 300) ?? 0
    expect(least).toBeCloseTo(0.045)
    const [value, more] = [successValue(27, 300) ?? 0, 1000]
    expect(successValue(27 + more * (least + 0.02), 300 + more)).toBeGreaterThan(value)
    expect(successValue(27 + 1 * (least - 0.02), 300 + 1)).toBeLessThan(value)
  })
  test('low on both is the list where the list promised no more', () => {
    expect(basicsOrList(0.02, 0.02)).toBe('poorList')
    expect(basicsOrList(0.02, 0.05)).toBe('basics')
    expect(basicsOrList(0.02, null)).toBe('basics')
  })
})

test('length and calls an hour make four zones', () => {
  const middle = { x: 90, y: 20 }
  expect(paceZoneOf(60, 25, middle)).toBe('shortMany')
  expect(paceZoneOf(120, 15, middle)).toBe('longFew')
  expect(paceZoneOf(60, 15, middle)).toBe('shortFew')
  expect(paceZoneOf(120, 25, middle)).toBe('longMany')
})

describe('utilisation, idle and not-ready', () => {
  const limits = { utilisation: 0.5, idle: 0.25, notReady: 0.15, sharedFrom: 0.5 }
  const fine: StateShares = { utilisation: 0.6, idle: 0.1, notReady: 0.05 }
  const often: StateShares = { utilisation: 0.4, idle: 0.1, notReady: 0.3 }
  const waiting: StateShares = { utilisation: 0.4, idle: 0.4, notReady: 0.05 }
  const slow: StateShares = { utilisation: 0.4, idle: 0.1, notReady: 0.05 }

  test('not ready alone is a talk between two, shared by half the project it is the project', () => {
    expect(stateFindingOf(often, [fine, fine, fine, often], limits)).toBe('notReadyAlone')
    expect(stateFindingOf(often, [fine, fine, often, often], limits)).toBe('notReadyShared')
  })
  test('idle for everybody with little not-ready time is a starved line', () => {
    expect(stateFindingOf(waiting, [waiting, waiting], limits)).toBe('starved')
    expect(stateFindingOf(waiting, [waiting, waiting, fine], limits)).toBe('idleShared')
    expect(stateFindingOf(waiting, [fine, fine, waiting], limits)).toBe('idleAlone')
  })
  test('low utilisation with both usual is wrap-up, high utilisation sets the mark', () => {
    expect(stateFindingOf(slow, [fine], limits)).toBe('wrapUpLong')
    expect(stateFindingOf(fine, [slow], limits)).toBe('benchmark')
  })
  test('without peers nobody is told that it is the project', () => {
    expect(stateFindingOf(waiting, [], limits)).toBe('idleAlone')
    expect(stateFindingOf(often, [], limits)).toBe('notReadyAlone')
  })
})
