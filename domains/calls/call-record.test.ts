import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answeredAt,
  type CallRecord,
  type CallSignal,
  holdMs,
  newCall,
  releasedSince,
  stateOf,
  talkMs,
  withSignal,
} from './call-record.ts'

const callAfter = (...signals: CallSignal[]): CallRecord => signals.reduce(withSignal, newCall(1000))
const ended = (at: number): CallSignal => ({ kind: 'ended', at, cause: 'normal', by: 'customer' })

describe('a call', () => {
  test('that is answered and joined to an agent is a conversation from that moment', () => {
    const call = callAfter(
      { kind: 'ringing', at: 2000 },
      { kind: 'answered', at: 9000 },
      { kind: 'bridged', at: 9300 },
      ended(69_300),
    )
    expect(talkMs(call)).toBe(60_000)
    expect(stateOf(call)).toBe('ended')
  })
  test('stays ended, whatever arrives late', () => {
    const call = callAfter(
      ended(5000),
      { kind: 'ringing', at: 2000 },
      { kind: 'ended', at: 6000, cause: 'busy', by: 'network' },
    )
    expect(call).toMatchObject({ endedAt: 5000, cause: 'normal' })
  })
  test('was a conversation even if the news of joining comes after the news of its end', () => {
    expect(talkMs(callAfter(ended(9000), { kind: 'bridged', at: 4000 }))).toBe(5000)
  })
  test('never ends before it was answered or joined, whatever the clock of the provider says', () => {
    expect(callAfter({ kind: 'answered', at: 9000 }, ended(8000)).endedAt).toBe(9000)
    expect(callAfter(ended(8000), { kind: 'answered', at: 9000 }).answeredAt).toBe(8000)
    expect(talkMs(callAfter({ kind: 'bridged', at: 9000 }, ended(8000)))).toBe(0)
  })
  test('counts as answered when only the joining was heard of', () => {
    expect(answeredAt(callAfter({ kind: 'bridged', at: 4000 }))).toBe(4000)
  })
  test('counts hold as part of the talk', () => {
    const call = callAfter(
      { kind: 'bridged', at: 2000 },
      { kind: 'held', at: 3000 },
      { kind: 'resumed', at: 5000 },
      { kind: 'held', at: 8000 },
      ended(9000),
    )
    expect(holdMs(call)).toBe(3000)
    expect(talkMs(call)).toBe(7000)
  })
  test('is over for the agent who left the customer to a message, or to somebody outside', () => {
    const left: CallSignal[] = [
      { kind: 'released', forGood: true, at: 5000 },
      { kind: 'transferred', endpoint: '+862100000000', at: 5000 },
    ]
    for (const signal of left) expect(talkMs(callAfter({ kind: 'bridged', at: 2000 }, signal, ended(9000)))).toBe(3000)
    const toColleague: CallSignal = { kind: 'transferred', endpoint: 'seat-2', at: 5000 }
    expect(talkMs(callAfter({ kind: 'bridged', at: 2000 }, toColleague, ended(9000)))).toBe(7000)
  })
  test('is on hold no longer when somebody takes the customer over', () => {
    const call = callAfter(
      { kind: 'bridged', at: 2000 },
      { kind: 'held', at: 3000 },
      { kind: 'transferred', endpoint: 'seat-2', at: 5000 },
      ended(9000),
    )
    expect(holdMs(call)).toBe(2000)
  })
  test('that came in rang from its first signal on', () => {
    expect(stateOf(callAfter({ kind: 'incoming', at: 1200 }))).toBe('ringing')
  })
  test('counts the wait for a lost headset as hold, once where the customer was on hold already', () => {
    const call = callAfter(
      { kind: 'bridged', at: 2000 },
      { kind: 'held', at: 3000 },
      { kind: 'released', at: 4000 },
      { kind: 'resumed', at: 5000 },
      { kind: 'bridged', at: 6000 },
      { kind: 'released', at: 8000 },
      ended(9000),
    )
    expect(holdMs(call)).toBe(4000)
    expect(talkMs(call)).toBe(7000)
    expect(releasedSince(call)).toBeNull()
    expect(releasedSince(callAfter({ kind: 'bridged', at: 2000 }, { kind: 'released', at: 4000 }))).toBe(4000)
  })
  test('comes to the same whatever order its signals arrive in, and however often', () => {
    const signals: CallSignal[] = [
      { kind: 'ringing', at: 1500 },
      { kind: 'answered', at: 7000 },
      { kind: 'bridged', at: 7200 },
      { kind: 'held', at: 8000 },
      { kind: 'resumed', at: 9000 },
      { kind: 'released', at: 11_000 },
      { kind: 'bridged', at: 14_000 },
      ended(20_000),
    ]
    const truth = callAfter(...signals)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(signals, { minLength: signals.length }),
        fc.shuffledSubarray(signals),
        (order, again) => {
          const call = callAfter(...order, ...again)
          const sum = (of: CallRecord) => [
            stateOf(of),
            answeredAt(of),
            talkMs(of),
            holdMs(of),
            of.ringingAt,
            of.endedAt,
          ]
          expect(sum(call)).toEqual(sum(truth))
        },
      ),
    )
  })
})
