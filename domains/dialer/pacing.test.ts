import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callsToPlace, type PacingView } from './pacing.ts'

const view: PacingView = {
  mode: 'progressive',
  freeAgents: 3,
  workingAgents: 10,
  unassignedCalls: 0,
  waitingCalls: 0,
  callsPerAgent: 2,
}

describe('pacing', () => {
  test('calls one customer for each free agent when progressive', () => {
    expect(callsToPlace(view)).toBe(3)
  })
  test('keeps the ratio of calls to free agents when predictive, counting what is on its way', () => {
    expect(callsToPlace({ ...view, mode: 'predictive', unassignedCalls: 4 })).toBe(2)
  })
  test('places nothing while somebody who answered waits for an agent', () => {
    expect(callsToPlace({ ...view, mode: 'predictive', waitingCalls: 1 })).toBe(0)
  })
  test('leaves manual and preview calls to the agents', () => {
    expect(callsToPlace({ ...view, mode: 'preview' })).toBe(0)
    expect(callsToPlace({ ...view, mode: 'manual' })).toBe(0)
  })
  test('never calls without a possible agent, and never a negative number', () => {
    const count = fc.nat({ max: 1000 })
    fc.assert(
      fc.property(
        fc.record({
          mode: fc.constantFrom('manual', 'preview', 'progressive', 'predictive'),
          freeAgents: count,
          workingAgents: count,
          unassignedCalls: count,
          waitingCalls: count,
          callsPerAgent: fc.double({ min: 1, max: 5, noNaN: true }),
        }) as fc.Arbitrary<PacingView>,
        (any) => {
          const calls = callsToPlace(any)
          expect(calls).toBeGreaterThanOrEqual(0)
          if (any.workingAgents === 0) expect(calls).toBe(0)
        },
      ),
    )
  })
})
