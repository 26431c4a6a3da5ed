import { describe, expect, test } from 'vitest'
import { steppedClock } from '#platform/stepped-clock.ts'
import type { CallView } from '../pacing/pacing.ts'
import { PredictiveLine } from './predictive-line.ts'

const startAt = new Date('2026-03-05T01:00:00.000Z')

/** A line with these agents free, in turn; what became of its calls, and when, in milliseconds from the start. */
const openLine = (free: string[] = []) => {
  const clock = steppedClock({ startAt })
  const joined: string[] = []
  const abandoned: number[] = []
  const served: string[] = []
  const line = new PredictiveLine<CallView, string>({
    clock,
    pacing: { everyMs: 500, callsToPlace: () => 0, served: (end) => void served.push(end) },
    ringForMs: () => 25_000,
    agents: () => [],
    nextFree: () => free[0],
    join: () => void joined.push(free.shift() ?? ''),
    abandon: () => void abandoned.push(clock.nowMs() - startAt.getTime()),
  })
  const call: CallView = {
    placedAt: clock.nowMs(),
    batchId: 'a',
    attemptNumber: 1,
    chance: null,
  }
  line.onPlaced(call)
  const at = (milliseconds: number): number => startAt.getTime() + milliseconds
  return { clock, line, call, free, joined, abandoned, served, at, runTo: (ms: number) => clock.runUntilMs(at(ms)) }
}

describe('a customer who answers', () => {
  test('is given up in time to hear the message two seconds after the answer, not after word of it', () => {
    const { line, call, abandoned, at, runTo } = openLine()
    runTo(5400)
    line.onAnswered(call, at(5000))
    runTo(10_000)
    expect(abandoned).toEqual([6900])
  })
  test('still has most of a second when the clock of the provider is far behind', () => {
    const { line, call, abandoned, at, runTo } = openLine()
    runTo(5000)
    line.onAnswered(call, at(-60_000))
    runTo(10_000)
    expect(abandoned).toEqual([5900])
  })
  test('gets the agent who comes free in time, and nobody once it is too late', () => {
    const { line, call, free, joined, abandoned, served, at, runTo } = openLine()
    line.onAnswered(call, at(0))
    runTo(1890)
    free.push('甲')
    line.onAgentFree()
    runTo(10_000)
    expect([joined, abandoned, served]).toEqual([['甲'], [], ['joined']])
  })
  test('of whom only the end is heard was left to silence', () => {
    const { line, call, served } = openLine()
    expect(line.onEnded(call, 'answered')).toBe(false)
    expect(served).toEqual(['abandoned'])
  })
  test('who hangs up while waiting leaves nobody waiting', () => {
    const { line, call, abandoned, at, runTo } = openLine()
    line.onAnswered(call, at(0))
    expect(line.waiting).toBe(1)
    expect(line.onEnded(call, 'answered')).toBe(true)
    runTo(10_000)
    expect([line.waiting, abandoned]).toEqual([0, []])
  })
})
