import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AbandonLedger } from './abandon-ledger.ts'
import { type LookAhead, openLookAhead } from './look-ahead.ts'
import type { AgentView, CallView, FloorView } from './pacing.ts'

const noon = Date.UTC(2026, 2, 5, 4)
const open = (
  rule = { target: 0.03, ceiling: 0.03 },
  past: { answered: number; abandoned: number } | null = null,
): LookAhead => openLookAhead({ ledger: new AbandonLedger(rule, past ? [{ at: noon - 3_600_000, ...past }] : []) })
const agents = (count: number, activity: AgentView['activity'], seconds = 10): AgentView[] =>
  Array.from({ length: count }, () => ({ activity, since: noon - 1000 * seconds, leaves: false }))
const calls = (count: number, seconds: number): CallView[] =>
  Array.from({ length: count }, () => ({
    placedAt: noon - 1000 * seconds,
    batchId: 'a',
    attemptNumber: 1,
    chance: null,
  }))
const floor = (view: Partial<FloorView>): FloorView => ({
  now: noon,
  agents: [],
  calls: [],
  waiting: 0,
  ringForMs: 25_000,
  answerWithinMs: 2000,
  ...view,
})

describe('pacing by looking ahead', () => {
  test('calls nobody when no agent is there', () => {
    const pacing = open()
    expect(pacing.callsToPlace(floor({}))).toBe(0)
    expect(pacing.terms?.limit).toBe('noAgents')
  })
  test('places a call for every free agent at the very least', () => {
    expect(open().callsToPlace(floor({ agents: agents(4, 'free') }))).toBeGreaterThanOrEqual(4)
  })
  test('calls ahead for agents who are about to finish', () => {
    const pacing = open()
    for (let n = 0; n < 300; n++) {
      pacing.changed?.('talking', noon - 60_000, 'wrapUp', noon)
      pacing.changed?.('wrapUp', noon - 10_000, 'free', noon)
    }
    expect(pacing.callsToPlace(floor({ agents: agents(20, 'wrapUp', 9) }))).toBeGreaterThan(10)
    expect(pacing.callsToPlace(floor({ agents: agents(20, 'talking', 1) }))).toBe(0)
  })
  test('counts the calls already ringing', () => {
    const view = { agents: agents(10, 'free') }
    const alone = open().callsToPlace(floor(view))
    expect(open().callsToPlace(floor({ ...view, calls: calls(alone, 1) }))).toBeLessThan(2)
  })
  test('waits with one call for each free agent while the ledger is spent', () => {
    const pacing = open({ target: 0.015, ceiling: 0.03 }, { answered: 1000, abandoned: 60 })
    expect(pacing.callsToPlace(floor({ agents: agents(5, 'free') }))).toBe(5)
    expect(
      pacing.callsToPlace(floor({ agents: [...agents(5, 'free'), ...agents(50, 'wrapUp', 20)], calls: calls(5, 3) })),
    ).toBe(0)
    expect(pacing.terms?.limit).toBe('ledgerSpent')
  })
  test('knows from the record how a campaign has been answered', () => {
    const past = Array.from({ length: 2000 }, (_, n) => ({
      batchId: 'a',
      attemptNumber: 1,
      chance: null,
      end: n % 10 ? ('unreached' as const) : ('answered' as const),
      afterMs: n % 10 ? 25_000 : 9000,
    }))
    const ledger = new AbandonLedger({ target: 0.03, ceiling: 0.03 })
    const pacing = openLookAhead({ ledger, experience: { calls: past, talkMs: [60_000], wrapUpMs: [9000] } })
    expect(pacing.callsToPlace(floor({ agents: agents(20, 'free') }))).toBeGreaterThan(60)
    expect(pacing.terms?.answerRate).toBeCloseTo(0.1, 1)
  })
  test('expects of the next call what its batch has shown, not what all batches have', () => {
    const past = Array.from({ length: 3000 }, (_, n) => {
      const batchId = Math.floor(n / 20) % 2 ? 'good' : 'poor'
      const end = n % (batchId === 'good' ? 2 : 10) === 0 ? ('answered' as const) : ('unreached' as const)
      return { batchId, attemptNumber: 1, chance: null, end, afterMs: end === 'answered' ? 9000 : 25_000 }
    })
    const ledger = new AbandonLedger({ target: 0.03, ceiling: 0.03 })
    const pacing = openLookAhead({ ledger, experience: { calls: past, talkMs: [], wrapUpMs: [] } })
    const placeFrom = (batchId: string): number => {
      for (const call of calls(60, 0)) pacing.placed?.({ ...call, batchId }, noon)
      pacing.callsToPlace(floor({ agents: agents(5, 'free') }))
      return pacing.terms?.answerRate ?? Number.NaN
    }
    expect(placeFrom('good')).toBeGreaterThan(0.4)
    expect(placeFrom('poor')).toBeLessThan(0.16)
  })
  test('its terms add up: free now and soon, less answers expected, is the margin', () => {
    const pacing = open()
    pacing.callsToPlace(floor({ agents: [...agents(3, 'free'), ...agents(12, 'talking', 80)], calls: calls(6, 5) }))
    const terms = pacing.terms
    expect(terms && terms.expectedFree - terms.expectedAnswers).toBeCloseTo(terms?.margin ?? Number.NaN, 9)
    expect(terms?.expectedFree).toBeGreaterThanOrEqual(3)
  })
  test('whatever the floor looks like: a whole number, never negative, never more than fifteen lines an agent', () => {
    const activity = fc.constantFrom('free', 'talking', 'wrapUp', 'busy', 'away') as fc.Arbitrary<AgentView['activity']>
    const agent = fc.record({ activity, since: fc.integer({ min: noon - 1e8, max: noon + 1e6 }), leaves: fc.boolean() })
    const ringing = fc.record({
      placedAt: fc.integer({ min: noon - 1e8, max: noon + 1e6 }),
      batchId: fc.constantFrom('a', 'b'),
      attemptNumber: fc.integer({ min: 1, max: 9 }),
      chance: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    const past = fc.option(fc.record({ answered: fc.nat(5000), abandoned: fc.nat(5000) }))
    fc.assert(
      fc.property(
        fc.array(agent, { maxLength: 40 }),
        fc.array(ringing, { maxLength: 80 }),
        fc.nat(5),
        past,
        (who, up, waiting, was) => {
          const pacing = open({ target: 0.015, ceiling: 0.03 }, was)
          const count = pacing.callsToPlace(floor({ agents: who, calls: up, waiting }))
          expect(Number.isInteger(count)).toBe(true)
          expect(count).toBeGreaterThanOrEqual(0)
          expect(count + up.length).toBeLessThanOrEqual(Math.max(up.length, 15 * who.length))
          if (who.length === 0) expect(count).toBe(0)
        },
      ),
    )
  })
})
