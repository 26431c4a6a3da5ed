import { describe, expect, test } from 'vitest'
import { type BindingKind, bindings, type Dialling, type Stock } from './contract.ts'
import { closeReasonWords, type Situation, sentences } from './text.ts'

const dialling: Dialling = {
  campaignId: '00000000-0000-7000-8000-000000000000',
  at: '2026-03-05T02:00:00.000Z',
  binding: 'resting',
  until: null,
  resting: null,
  agents: { signedIn: 12, ready: 3, dialing: 2, talking: 5, wrapUp: 1, paused: 1 },
  callsInFlight: 7,
  callsWaitingForAgent: 0,
  inMemory: 12,
  mode: 'progressive',
  lineLimit: null,
  prediction: null,
  ledger: null,
  idle: null,
}
const stock: Stock = { waiting: 300, due: 0, reserved: 12, closed: 688, nextDueAt: null, byCloseReason: {} }
const situation: Situation = { dialling, stock, until: '14:05', count: String }

describe('why a campaign does not dial', () => {
  test('is told with the number and the time that matter', () => {
    expect(sentences.resting.zh(situation)).toBe('剩余 312 条未到再拨时间，最早 14:05')
    expect(sentences.resting.en(situation)).toBe('The 312 contacts left are resting; the first is due 14:05')
    const counted = { ...situation, dialling: { ...dialling, resting: 98 } }
    expect(sentences.resting.zh(counted)).toBe('剩余 98 条未到再拨时间，最早 14:05')
    expect(sentences.outsideHours.zh(situation)).toBe('不在外呼时段，14:05 开始拨打')
    expect(sentences.allAgentsBusy.en(situation)).toContain('All 12 agents are busy')
  })
  test('has a sentence for every binding, whatever is known', () => {
    for (const kind of Object.keys(bindings) as BindingKind[])
      for (const locale of ['zh', 'en'] as const) {
        const said = sentences[kind][locale]({ ...situation, stock: undefined, until: undefined })
        expect(said).not.toMatch(/undefined|null|NaN/)
        expect(said.length).toBeGreaterThan(4)
      }
  })
})

test('every reason a contact is closed for has words', () => {
  for (const reason of [
    'success',
    'refusal',
    'doNotCall',
    'emptyNumber',
    'busy',
    'noAnswer',
    'attemptsUsed',
    'batchReverted',
  ])
    expect(closeReasonWords(reason).zh).not.toBe(reason)
})
