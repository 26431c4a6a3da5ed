import { describe, expect, test } from 'vitest'
import type { CarrierCall } from '#adapters/asterisk/network/carrier-log.ts'
import { type LedgerCall, reconcile } from './reconcile.ts'

const seen = (more: Partial<CarrierCall> = {}): CarrierCall => ({
  ...{ call: 1, to: '+8614200000001', from: '1', cameAt: 1000, rangAt: 1001 },
  ...more,
})
const kept = (more: Partial<LedgerCall> = {}): LedgerCall => ({
  ...{ number: '+8614200000001', placedAt: 990, answeredAt: null, bridgedAt: null },
  ...{ endedAt: 2000, cause: 'busy', endedBy: 'network' },
  ...more,
})
const busy = seen({ end: 'refused', sipCode: 486, endedAt: 2000 })
const talk = seen({ answeredAt: 1500, end: 'customer', endedAt: 9500 })
const conversation = kept({ answeredAt: 1510, endedAt: 9530, cause: 'normal', endedBy: 'customer' })

describe('the ledger beside the carrier', () => {
  test('agrees on calls that came out the same, and tells how far their lengths are apart', () => {
    expect(reconcile([busy], [kept()])).toEqual({ compared: 1, mismatches: [], crossed: 0, lengthDifferencesMs: [] })
    expect(reconcile([talk], [conversation])).toEqual({
      compared: 1,
      mismatches: [],
      crossed: 0,
      lengthDifferencesMs: [20],
    })
  })
  test('takes our own limit of ringing and a call taken back for what they are', () => {
    const cancelled = seen({ end: 'cancelled', endedAt: 2000 })
    for (const [cause, endedBy] of [
      ['noAnswer', 'network'],
      ['cancelled', 'us'],
    ] as const)
      expect(reconcile([cancelled], [kept({ cause, endedBy })]).mismatches).toEqual([])
    expect(reconcile([cancelled], [kept()]).mismatches).toHaveLength(1)
  })
  test.each([
    ['a call the ledger lacks', [busy], []],
    ['a call the carrier never saw', [], [kept()]],
    ['another reason', [busy], [kept({ cause: 'emptyNumber' })]],
    ['somebody else who ended it', [talk], [{ ...conversation, endedBy: 'us' as const }]],
    ['an answer the ledger does not know', [talk], [kept({ cause: 'noAnswer' })]],
    ['an answer nobody gave', [busy], [conversation]],
    ['a call that is still up in the ledger', [busy], [kept({ cause: null, endedBy: null, endedAt: null })]],
    ['a call that is still up at the carrier', [seen()], [kept()]],
  ])('differs by %s', (_, carrier, ledger) => {
    expect(reconcile(carrier, ledger).mismatches).toHaveLength(1)
  })
  test('counts apart an answer or a refusal that crossed our calling-off, and only these', () => {
    const calledOff = (endedAt: number) => kept({ cause: 'cancelled', endedBy: 'us', endedAt })
    expect(reconcile([busy], [calledOff(1996)])).toMatchObject({ mismatches: [], crossed: 1 })
    expect(reconcile([talk], [calledOff(1497)])).toMatchObject({ mismatches: [], crossed: 1 })
    // The refusal had long been here.
    expect(reconcile([busy], [calledOff(2100)])).toMatchObject({ mismatches: [expect.any(String)], crossed: 0 })
    expect(reconcile([talk], [calledOff(9000)])).toMatchObject({ mismatches: [expect.any(String)], crossed: 0 })
  })
  test('pairs several calls of a number in the order in which they came', () => {
    const again = { ...talk, cameAt: 5000 }
    const second = { ...conversation, placedAt: 4990 }
    expect(reconcile([again, busy], [second, kept()]).mismatches).toEqual([])
    expect(reconcile([again, busy], [{ ...second, placedAt: 10 }, kept()]).mismatches).toHaveLength(2)
  })
  test('asks no carrier about a call that never left our house', () => {
    expect(reconcile([], [kept({ cause: 'networkFault', endedBy: 'us' })]).mismatches).toEqual([])
    expect(reconcile([busy], [kept(), kept({ placedAt: 1, cause: 'cancelled', endedBy: 'us' })]).mismatches).toEqual([])
  })
})
