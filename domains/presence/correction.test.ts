import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correctable, piecesOf, type Recorded, type Said } from './correction.ts'

const spell: Recorded = {
  startedAt: 1000,
  endedAt: 9000,
  state: 'notReady',
  reasonId: null,
  campaignId: 'campaign',
  callId: null,
}
const said = (id: string, startsAt: number, endsAt: number, state: Said['state'] = 'meeting'): Said => ({
  id,
  startsAt,
  endsAt,
  state,
  reasonId: null,
})
const shown = (corrections: Said[]) =>
  piecesOf(spell, corrections).map(({ startedAt, endedAt, state }) => [startedAt, endedAt, state])

describe('a recorded stretch', () => {
  test('stays as it was where no correction touches it', () => {
    expect(piecesOf(spell, [said('a', 0, 1000), said('b', 9000, 9500)])).toEqual([])
  })
  test('is cut where a correction begins and ends', () => {
    expect(shown([said('a', 2000, 3000)])).toEqual([
      [1000, 2000, 'notReady'],
      [2000, 3000, 'meeting'],
      [3000, 9000, 'notReady'],
    ])
  })
  test('is replaced whole by a correction that covers it', () => {
    expect(shown([said('a', 0, 20_000)])).toEqual([[1000, 9000, 'meeting']])
  })
  test('keeps its campaign, and loses the call a correction takes from it', () => {
    const [piece] = piecesOf({ ...spell, state: 'talking', callId: 'call' }, [said('a', 0, 20_000)])
    expect(piece).toMatchObject({ campaignId: 'campaign', callId: null, correctionId: 'a' })
  })
  test('is told by the later of two corrections of the same second', () => {
    expect(shown([said('a', 2000, 6000), said('b', 4000, 8000, 'training')])).toEqual([
      [1000, 2000, 'notReady'],
      [2000, 4000, 'meeting'],
      [4000, 8000, 'training'],
      [8000, 9000, 'notReady'],
    ])
  })
  test('is tiled exactly, whatever is said of it: each millisecond by the last word on it', () => {
    const word = fc
      .record({
        from: fc.integer({ min: 0, max: 40 }),
        length: fc.integer({ min: 1, max: 30 }),
        state: fc.constantFrom(...correctable),
      })
      .map(({ from, length, state }) => ({ startsAt: from, endsAt: from + length, state, reasonId: null }))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 0, max: 20 }), (words, start) => {
        const whole: Recorded = { ...spell, startedAt: start, endedAt: start + 20 }
        const corrections = words.map((one, place) => ({ id: String(place), ...one }))
        const pieces = piecesOf(whole, corrections)
        let at = whole.startedAt
        for (const piece of pieces) {
          expect(piece.startedAt).toBe(at)
          expect(piece.endedAt).toBeGreaterThan(piece.startedAt)
          at = piece.endedAt
          for (let ms = piece.startedAt; ms < piece.endedAt; ms++) {
            const last = corrections.findLast(({ startsAt, endsAt }) => startsAt <= ms && ms < endsAt)
            expect(piece.state).toBe(last?.state ?? whole.state)
            expect(piece.correctionId).toBe(last?.id ?? null)
          }
        }
        expect(pieces.length === 0 || at === whole.endedAt).toBe(true)
      }),
    )
  })
})
