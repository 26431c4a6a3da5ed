import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkDays, readToken, tokenForCall } from './customer-link.ts'

const key = randomBytes(32)
const now = new Date('2026-03-05T10:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)

describe('the link to a customer', () => {
  test('tells which call it is for, in forty characters', () => {
    const callId = randomUUID()
    const token = tokenForCall(key, callId, now)
    expect(token).toHaveLength(40)
    expect(readToken(key, token, now)).toMatchObject({ ok: true, callId })
  })
  test('works to its last day and not beyond', () => {
    const token = tokenForCall(key, randomUUID(), now)
    expect(readToken(key, token, later(linkDays)).ok).toBe(true)
    expect(readToken(key, token, later(linkDays + 1))).toEqual({ ok: false, fault: 'expired' })
  })
  test('is nothing once a single character of it is changed', () => {
    const token = tokenForCall(key, randomUUID(), now)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), fc.constantFrom(...'abcXYZ019-_'), (place, letter) => {
        const forged = token.slice(0, place) + letter + token.slice(place + 1)
        return forged === token || !readToken(key, forged, now).ok
      }),
    )
  })
  test('made with the key of another centre is nothing', () => {
    expect(readToken(key, tokenForCall(randomBytes(32), randomUUID(), now), now)).toEqual({
      ok: false,
      fault: 'unknown',
    })
  })
  test('is never mistaken in whatever somebody types', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 300 }), fc.base64String({ minLength: 40, maxLength: 40 })),
        (said) => {
          expect(readToken(key, said, now)).toEqual({ ok: false, fault: 'unknown' })
        },
      ),
    )
  })
})
