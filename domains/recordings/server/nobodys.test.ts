import { describe, expect, test } from 'vitest'
import { isNobodys } from './nobodys.ts'
import type { Standing } from './store.ts'

const trial: Standing = { isTrial: true, isOver: true, bridgedAt: null, isOrdered: false, isPlacedByUs: true }
const untried: Standing = { ...trial, isTrial: false }
const part = (stoppedAt: string, seconds: number) => ({ stoppedAt: `2026-03-05T01:00:${stoppedAt}Z`, seconds })

describe('sound a process that died left behind', () => {
  test('on trial of a customer who hung up is nobody’s', () => {
    expect(isNobodys(part('02.000', 2), trial)).toBe(true)
  })
  test('on trial of a person is nobody’s, and their conversation is kept as ordered', () => {
    const talked = { ...trial, isOrdered: true, bridgedAt: '2026-03-05T01:00:02.100Z' }
    expect(isNobodys(part('02.120', 2), talked)).toBe(true)
    expect(isNobodys(part('22.100', 20), talked)).toBe(false)
    // Less than half a second of trial, told as none.
    expect(isNobodys(part('02.400', 0), talked)).toBe(true)
    // Half a second of conversation, told as a whole one.
    expect(isNobodys(part('02.700', 1), talked)).toBe(false)
  })
  test('on trial of a person is nobody’s where the campaign records nothing, however long it went on', () => {
    expect(isNobodys(part('50.000', 50), { ...trial, bridgedAt: '2026-03-05T01:00:02.000Z' })).toBe(true)
  })
  test('of a call nobody was on is nobody’s where even the trial is not on record', () => {
    expect(isNobodys(part('02.000', 2), untried)).toBe(true)
  })
  test('of a conversation, of a machine, of who called us and of a call still up is kept', () => {
    expect(isNobodys(part('02.000', 2), { ...untried, bridgedAt: '2026-03-05T01:00:00.000Z' })).toBe(false)
    expect(isNobodys(part('02.000', 2), { ...untried, isOrdered: true })).toBe(false)
    expect(isNobodys(part('02.000', 2), { ...untried, isPlacedByUs: false })).toBe(false)
    expect(isNobodys(part('02.000', 2), { ...untried, isOver: false })).toBe(false)
  })
})
