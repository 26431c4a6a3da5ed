import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttemptPolicy, nextStep, retryCauses, triedAs, usualAttemptPolicy } from './attempt-policy.ts'
import { outcomeKinds } from './outcome.ts'

const now = new Date('2026-03-05T02:00:00Z')
const first = { attempts: 1, attemptLimit: null, triesByCause: {}, now }
const policy = usualAttemptPolicy

describe('after an attempt', () => {
  test('that found the line busy the customer is tried again in half an hour', () => {
    expect(nextStep(policy, { ...first, triesByCause: { busy: 1 }, cause: 'busy' })).toEqual({
      dueAt: new Date('2026-03-05T02:30:00Z'),
    })
  })
  test('an empty number is never dialled again', () => {
    expect(nextStep(policy, { ...first, triesByCause: { emptyNumber: 1 }, cause: 'emptyNumber' })).toEqual({
      close: 'emptyNumber',
    })
  })
  test('nobody is tried more often for one cause than the policy says', () => {
    expect(nextStep(policy, { ...first, attempts: 3, triesByCause: { rejected: 2 }, cause: 'rejected' })).toEqual({
      close: 'rejected',
    })
  })
  test('nobody is tried more often in all than the policy says, whatever the causes', () => {
    expect(
      nextStep(policy, { ...first, attempts: 5, triesByCause: { busy: 1, noAnswer: 1 }, cause: 'noAnswer' }),
    ).toEqual({ close: 'attemptsUsed' })
  })
  test('the limit of the record stands above that of the campaign', () => {
    expect(nextStep(policy, { ...first, attempts: 2, attemptLimit: 2, cause: 'busy' })).toEqual({
      close: 'attemptsUsed',
    })
  })
  test.each(['success', 'refusal', 'doNotCall', 'complaint', 'invalid', 'wrongPerson'] as const)(
    'with the outcome %s the customer is left in peace',
    (outcomeKind) => {
      expect(nextStep(policy, { ...first, outcomeKind })).toEqual({ close: outcomeKind })
    },
  )
  test('a promised callback is kept, even past every limit', () => {
    const callbackAt = '2026-03-09T11:00:00Z'
    expect(nextStep(policy, { ...first, attempts: 99, outcomeKind: 'callback', callbackAt })).toEqual({
      dueAt: new Date(callbackAt),
    })
  })
  test('a voicemail counts as a machine, and talk without an outcome as no decision', () => {
    expect(triedAs({ outcomeKind: 'voicemail' })).toBe('machine')
    expect(triedAs({ cause: 'normal' })).toBe('noDecision')
  })
  test('every contact is closed in the end, whatever happens to it', () => {
    const ending = fc.oneof(
      fc.constantFrom(...retryCauses, 'normal' as const).map((cause) => ({ cause })),
      fc.constantFrom(...outcomeKinds).map((outcomeKind) => ({ outcomeKind })),
    )
    fc.assert(
      fc.property(fc.array(ending, { minLength: 30, maxLength: 30 }), (endings) => {
        const triesByCause: Record<string, number> = {}
        const closed = endings.findIndex((end, index) => {
          const tried = triedAs(end)
          if (tried) triesByCause[tried] = (triesByCause[tried] ?? 0) + 1
          const next = nextStep(policy, { ...first, attempts: index + 1, triesByCause, ...end })
          return 'close' in next || next.dueAt <= now
        })
        expect(closed).toBeGreaterThanOrEqual(0)
        expect(closed).toBeLessThan(policy.maxAttempts)
      }),
    )
  })
})

test('no policy lets the phone ring for less than 15 seconds', () => {
  expect(AttemptPolicy.safeParse(policy).success).toBe(true)
  expect(AttemptPolicy.safeParse({ ...policy, ringSeconds: 14 }).success).toBe(false)
})
