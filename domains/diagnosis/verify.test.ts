import { describe, expect, test } from 'vitest'
import type { Figure } from './interval.ts'
import { casesNeeded, type Pair, verify } from './verify.ts'

const share = (numerator: number, denominator = 100): Figure => ({ numerator, denominator, spread: { kind: 'share' } })
const pair = (before: number, after: number, of = 100): Pair => ({ before: share(before, of), after: share(after, of) })
const peers = Array.from({ length: 10 }, () => pair(60, 60))
const asked = { peers, peersNeeded: 3, better: 'higher', least: 30 } as const

describe('a verification', () => {
  test('is better where the behaviour moved more than that of the peers', () => {
    expect(verify({ ...asked, own: pair(40, 62) })).toMatchObject({
      verdict: 'better',
      before: 0.4,
      after: 0.62,
      peers: 10,
    })
  })
  test('is not proven where everybody moved alike', () => {
    const moved = Array.from({ length: 10 }, () => pair(40, 62))
    expect(verify({ ...asked, peers: moved, own: pair(40, 62) })).toMatchObject({ verdict: 'notProven', doubt: null })
  })
  test('knows that lower may be better', () => {
    expect(verify({ ...asked, better: 'lower', own: pair(62, 38) }).verdict).toBe('better')
    expect(verify({ ...asked, own: pair(75, 40) }).verdict).toBe('worse')
  })
  test('says that the sample is too small, and that there is nobody to compare with', () => {
    expect(verify({ ...asked, own: pair(4, 9, 20) })).toMatchObject({
      verdict: 'notProven',
      doubt: 'tooSmall',
      change: null,
    })
    expect(verify({ ...asked, own: pair(0, 0, 0) })).toMatchObject({ doubt: 'tooSmall', before: null })
    expect(verify({ ...asked, peers: [], own: pair(40, 90) })).toMatchObject({ verdict: 'notProven', doubt: 'noPeers' })
    expect(verify({ ...asked, peers: [pair(0, 5, 0)], own: pair(40, 90) }).doubt).toBe('noPeers')
    expect(verify({ ...asked, peers: peers.slice(0, 2), own: pair(40, 90) }).doubt).toBe('noPeers')
  })
  test('needs some eighty cases a side for 40 to 60 %, and thousands for 8 to 9.6 % of sales', () => {
    expect(casesNeeded(0.4, 0.6)).toBeGreaterThan(75)
    expect(casesNeeded(0.4, 0.6)).toBeLessThan(100)
    expect(casesNeeded(0.08, 0.096)).toBeGreaterThan(4000)
  })
})
