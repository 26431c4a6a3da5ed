import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { isRecorded, PolicyForm, usualPolicy } from './policy.ts'

describe('the policy of a campaign', () => {
  test('records everything unless somebody decided otherwise', () => {
    fc.assert(fc.property(fc.uuid(), (callId) => isRecorded(usualPolicy, callId)))
  })
  test('records nothing in mode "none"', () => {
    fc.assert(fc.property(fc.uuid(), (callId) => !isRecorded({ mode: 'none', sharePercent: 100 }, callId)))
  })
  test('records about that share, whatever the moment of the calls', () => {
    const calls = Array.from({ length: 4000 }, (_, n) => newId(1_770_000_000_000 + n * 37))
    const recorded = calls.filter((callId) => isRecorded({ mode: 'share', sharePercent: 30 }, callId)).length
    // Five standard deviations of 4000 draws at 30 %.
    expect(Math.abs(recorded - 1200)).toBeLessThan(145)
  })
  test('decides the same for a call each time it is asked', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 100 }), (callId, sharePercent) => {
        const once = isRecorded({ mode: 'share', sharePercent }, callId)
        const more = isRecorded({ mode: 'share', sharePercent: 100 }, callId)
        expect(isRecorded({ mode: 'share', sharePercent }, callId)).toBe(once)
        expect(more).toBe(true)
      }),
    )
  })
  test('takes no share of nothing, no prompt that is a path upwards with blanks, no days without end', () => {
    const wrong = [
      { sharePercent: 0 },
      { announcement: 'a b' },
      { announcement: 'sound:http://10.0.0.1/x.wav' },
      { announcement: 'recording:of-another' },
      { announcement: '../monitor/of-another' },
      { keepDays: 0 },
      { keepByOutcome: { success: 99_999 } },
    ]
    for (const one of wrong) expect(PolicyForm.safeParse({ ...usualPolicy, ...one }).success).toBe(false)
    expect(PolicyForm.safeParse(usualPolicy).success).toBe(true)
  })
})
