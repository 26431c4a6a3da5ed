import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alawOf, sampleRate } from './sound.ts'
import { factsOf, loudSpans, type Span, silences } from './speech.ts'

/** Seconds of a voice-like buzz or of a line's faint noise. */
const sound = (seconds: number, level: number): number[] =>
  Array.from({ length: seconds * sampleRate }, (_, n) =>
    alawOf(Math.round(level * Math.sin(n * 0.7) * (0.6 + 0.4 * Math.sin(n * 0.003)))),
  )
const leg = (...parts: number[][]): Uint8Array => Uint8Array.from(parts.flat())

const spans = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 })), { maxLength: 30 })
  .map((steps) => {
    let at = 0
    return steps.map(([gap, long]): Span => {
      const from = at + gap
      at = from + long
      return [from, at]
    })
  })
const endOf = (...all: readonly Span[][]) => Math.max(1, ...all.flat().map(([, to]) => to)) + 700

describe('speech', () => {
  test('is found where somebody speaks above the noise of the line', () => {
    const found = loudSpans(leg(sound(2, 30), sound(3, 4000), sound(2, 30), sound(1, 4000)))
    expect(found.map(([from, to]) => [Math.round(from / 100), Math.round(to / 100)])).toEqual([
      [20, 50],
      [70, 80],
    ])
  })
  test('is not found on a silent line, nor on one without a sample', () => {
    expect([loudSpans(leg(sound(3, 20))), loudSpans(leg())]).toEqual([[], []])
  })
  test('that hardly pauses is one sentence, and a click is no word', () => {
    const found = loudSpans(
      leg(
        sound(1, 30),
        sound(1, 4000),
        sound(1, 30).slice(0, 1600),
        sound(1, 4000),
        sound(2, 30),
        sound(1, 9000).slice(0, 400),
        sound(1, 30),
      ),
    )
    expect(found).toHaveLength(1)
  })
})

describe('who spoke how long', () => {
  test('adds up: customer and agent less what they said at once, and silence, are the whole', () => {
    fc.assert(
      fc.property(spans, spans, (customer, agent) => {
        const end = endOf(customer, agent)
        const facts = factsOf(customer, agent, end)
        expect(facts.customerMs + facts.agentMs - facts.overlapMs + facts.silenceMs).toBe(end)
        expect(facts.longestSilenceMs).toBeLessThanOrEqual(facts.silenceMs)
        expect(facts.overlapMs).toBeLessThanOrEqual(Math.min(facts.customerMs, facts.agentMs))
      }),
    )
  })
  test('is the same counted millisecond by millisecond', () => {
    fc.assert(
      fc.property(spans, spans, (customer, agent) => {
        const end = Math.min(endOf(customer, agent), 20_000)
        const cut = (all: Span[]) => all.filter(([, to]) => to <= end)
        const speaks = (all: Span[], ms: number) => all.some(([from, to]) => ms >= from && ms < to)
        const [one, other] = [cut(customer), cut(agent)]
        let overlap = 0
        for (let ms = 0; ms < end; ms++) if (speaks(one, ms) && speaks(other, ms)) overlap++
        expect(factsOf(one, other, end).overlapMs).toBe(overlap)
      }),
      { numRuns: 20 },
    )
  })
  test('leaves the whole to silence where nobody spoke', () => {
    expect(silences([], [], 900)).toEqual([[0, 900]])
    expect(factsOf([], [], 0)).toEqual({ customerMs: 0, agentMs: 0, overlapMs: 0, silenceMs: 0, longestSilenceMs: 0 })
  })
})
