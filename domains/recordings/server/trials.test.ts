import { beforeEach, describe, expect, test } from 'vitest'
import type { LiveCall } from '#domains/calls/server/public.ts'
import { fastClock } from '#platform/clock.ts'
import { openTrials } from './trials.ts'

const placedAt = Date.parse('2026-03-05T01:00:00Z')
const at = (seconds: number): number => placedAt + seconds * 1000
const stretch = (from: number, to: number) => ({ stoppedAt: new Date(at(to)).toISOString(), seconds: to - from })

const upSince = (record: Partial<LiveCall['record']>): LiveCall =>
  ({
    id: 'call',
    ...{ isOnTrial: false, recordingOn: false, abandoned: false },
    record: { placedAt, answeredAt: at(5), bridgedAt: null, endedAt: null, classified: null, ...record },
  }) as LiveCall
const joined = (call: LiveCall, seconds: number): void => {
  call.record = { ...call.record, bridgedAt: at(seconds) }
}
const known = (call: LiveCall, as: LiveCall['record']['classified']): void => {
  call.record = { ...call.record, classified: as }
}

let orders: boolean[] = []
let isObeyed = true
const openOwn = () =>
  openTrials({
    clock: fastClock({ startAt: new Date(at(8)) }),
    journal: { append: () => {} },
    record: async (_, on) => {
      orders.push(on)
      return on || isObeyed
    },
  })
beforeEach(() => {
  orders = []
  isObeyed = true
})

describe('a call that was on trial when the process died', () => {
  test('and whose customer was known to be a person is told once more to stop, and its next stretch is its conversation', () => {
    const trials = openOwn()
    const call = upSince({ classified: 'person' })
    trials.takeUp(call)
    expect(orders).toEqual([false])
    joined(call, 9)
    trials.hear(call, 'bridged')
    // The ledger leaves out what is on trial.
    expect(call.isOnTrial).toBe(false)
    expect(trials.isOver(call, stretch(9, 60))).toBe(false)
  })

  test('and whose customer is known only afterwards is let go, but never a stretch of its conversation', () => {
    const trials = openOwn()
    const heard = upSince({})
    const unheard = upSince({})
    for (const call of [heard, unheard]) {
      trials.takeUp(call)
      known(call, 'person')
      trials.hear(call, 'classified')
      joined(call, 9)
    }
    expect(trials.isOver(heard, stretch(5, 9))).toBe(true)
    // Nothing was being recorded any more when it was told to stop, so the end of it is never told.
    expect(trials.isOver(unheard, stretch(9, 60))).toBe(false)
  })
})

describe('a person on trial', () => {
  const tried = async () => {
    const trials = openOwn()
    trials.ask(() => true)
    const call = upSince({})
    trials.hear(call, 'answered')
    await Promise.resolve()
    known(call, 'person')
    trials.hear(call, 'classified')
    await Promise.resolve()
    return { trials, call }
  }

  test('is told to stop once, and what it left is nobody’s', async () => {
    const { trials, call } = await tried()
    joined(call, 9)
    trials.hear(call, 'bridged')
    expect(orders).toEqual([true, false])
    expect([trials.isOver(call, stretch(5, 9)), trials.isOver(call, stretch(9, 60))]).toEqual([true, false])
  })

  test('leaves nothing behind, however short it was and however soon an agent came', async () => {
    const trials = openOwn()
    trials.ask(() => true)
    const call = upSince({})
    trials.hear(call, 'answered')
    joined(call, 5.3)
    trials.hear(call, 'bridged')
    // Less than half a second is told as none, and the order to stop took its time.
    expect(trials.isOver(call, { ...stretch(6, 6), seconds: 0 })).toBe(true)
  })

  test('that the telephone system would not stop keeps the conversation that goes on in the same stretch', async () => {
    isObeyed = false
    const { trials, call } = await tried()
    joined(call, 9)
    trials.hear(call, 'bridged')
    expect(call.isOnTrial).toBe(false)
    expect(trials.isOver(call, stretch(5, 60))).toBe(false)
  })
})
