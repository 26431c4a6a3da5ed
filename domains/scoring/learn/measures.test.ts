import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aliftOf, aucOf, calibrationErrorOf, calibrationOf, foundInBest, gainsOf } from './measures.ts'

const known = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 12 }), hit: fc.boolean() }), { minLength: 1, maxLength: 60 })
  .map((rows) => ({
    scores: Float64Array.from(rows, ({ score }) => score / 12),
    hits: Uint8Array.from(rows, ({ hit }) => (hit ? 1 : 0)),
  }))

/** Every success against every failure. */
const slowAuc = (scores: Float64Array, hits: Uint8Array): number | null => {
  let [pairs, won] = [0, 0]
  for (const [a, hit] of hits.entries())
    for (const [b, other] of hits.entries()) {
      if (hit !== 1 || other !== 0) continue
      pairs++
      const [x, y] = [scores[a] as number, scores[b] as number]
      won += x > y ? 1 : x === y ? 0.5 : 0
    }
  return pairs === 0 ? null : won / pairs
}

describe('the measures', () => {
  test('AUC is what comparing every success with every failure gives', () => {
    fc.assert(
      fc.property(known, ({ scores, hits }) => {
        const [fast, slow] = [aucOf(scores, hits), slowAuc(scores, hits)]
        if (slow === null) return fast === null
        return fast !== null && Math.abs(fast - slow) < 1e-12
      }),
    )
  })

  test('ALIFT is AUC seen from all rows: AUC·(1−p) + p/2 for a success rate p', () => {
    fc.assert(
      fc.property(known, ({ scores, hits }) => {
        const [auc, alift] = [aucOf(scores, hits), aliftOf(scores, hits)]
        if (auc === null || alift === null) return true
        const rate = hits.reduce((sum, hit) => sum + hit, 0) / hits.length
        return Math.abs(alift - (auc * (1 - rate) + rate / 2)) < 1e-12
      }),
    )
  })

  test('the curve of gains rises from nothing to everything, and the best half is on it', () => {
    fc.assert(
      fc.property(known, ({ scores, hits }) => {
        const curve = gainsOf(scores, hits)
        const rises = curve.every(
          ({ share, found }, n) =>
            n === 0 || (share > (curve[n - 1]?.share ?? 0) && found >= (curve[n - 1]?.found ?? 0)),
        )
        const half = foundInBest(scores, hits)
        if (half === null) return curve.length === 1
        return rises && curve.at(-1)?.share === 1 && curve.at(-1)?.found === 1 && half >= 0 && half <= 1
      }),
    )
  })

  test('equal scores for all are worth as much as a coin', () => {
    const hits = Uint8Array.from([1, 0, 0, 1, 0])
    const scores = new Float64Array(5).fill(0.4)
    expect([aucOf(scores, hits), aliftOf(scores, hits), foundInBest(scores, hits)]).toEqual([0.5, 0.5, 0.5])
    expect(calibrationErrorOf(scores, hits)).toBeCloseTo(0.6 * 0.4 + 0.4 * 0.6, 12)
  })

  test('have no answer where there is nothing to measure', () => {
    expect(aucOf(new Float64Array(0), new Uint8Array(0))).toBeNull()
    expect(aucOf(Float64Array.from([0.1, 0.2]), Uint8Array.from([0, 0]))).toBeNull()
    expect(calibrationErrorOf(new Float64Array(0), new Uint8Array(0))).toBeNull()
    expect(calibrationOf(Float64Array.from([0.5]), Uint8Array.from([1]))).toHaveLength(1)
  })
})
