import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededChance } from './chance.ts'
import { aucOf } from './measures.ts'
import { explainRows, fitScorer, type Scorer, scoreRows } from './scorer.ts'
import { type Cell, type Row, rowsBetween, someRows, type Table, tableOf } from './table.ts'
import { walkForward } from './walk-forward.ts'

/** Teachers say yes four times as often; the rest of what a row holds is up to the test. */
const made = (count: number, more: (n: number, chance: () => number) => Row = () => ({}), rate = 0.4) => {
  const chance = seededChance(7)
  const rows = Array.from({ length: count }, (_, n) => ({
    job: chance() < 0.5 ? 'teacher' : 'other',
    age: 20 + Math.floor(chance() * 50),
    ...more(n, chance),
  }))
  return {
    table: tableOf(rows),
    target: Uint8Array.from(rows, ({ job }) => (chance() < (job === 'teacher' ? rate : rate / 4) ? 1 : 0)),
  }
}
const quality = ({ table, target }: { table: Table; target: Uint8Array }) => {
  const cut = Math.floor(table.rows * 0.7)
  const scorer = fitScorer(someRows(table, rowsBetween(0, cut)), target.slice(0, cut), { seed: 1 })
  return aucOf(scoreRows(scorer, someRows(table, rowsBetween(cut, table.rows))), target.slice(cut)) ?? 0
}
const areChances = (scores: Float64Array): boolean => scores.every((score) => score >= 0 && score <= 1)

describe('a scorer', () => {
  test('finds who says yes, and is the same for the same rows and seed, also after being kept as JSON', () => {
    const known = made(1500)
    expect(quality(known)).toBeGreaterThan(0.65)
    const [one, two] = [
      fitScorer(known.table, known.target, { seed: 3 }),
      fitScorer(known.table, known.target, { seed: 3 }),
    ]
    expect(two).toEqual(one)
    const kept = JSON.parse(JSON.stringify(one)) as Scorer
    expect([...scoreRows(kept, known.table)]).toEqual([...scoreRows(one, known.table)])
  })

  test('is not harmed by a constant column, one without values, repeated rows, or a column of 10,000 names', () => {
    const plain = quality(made(1500))
    expect(quality(made(1500, () => ({ constant: 1 })))).toBeCloseTo(plain, 1)
    expect(quality(made(1500, () => ({ empty: null })))).toBeCloseTo(plain, 1)
    const names = quality(made(12_000, (n) => ({ id: `K${n % 10_000}` })))
    expect(names).toBeGreaterThan(0.65)
    const { table, target } = made(300)
    const twice = someRows(table, [...rowsBetween(0, 300), ...rowsBetween(0, 300)])
    expect(areChances(scoreRows(fitScorer(twice, Uint8Array.from([...target, ...target]), { seed: 1 }), twice))).toBe(
      true,
    )
  })

  test('takes one class only, one row, and one success in a thousand', () => {
    for (const value of [0, 1]) {
      const { table } = made(400)
      const scores = scoreRows(fitScorer(table, new Uint8Array(400).fill(value), { seed: 1 }), table)
      expect(scores.every((score) => (value === 1 ? score > 0.9 : score < 0.1))).toBe(true)
    }
    const { table } = made(1)
    expect(areChances(scoreRows(fitScorer(table, Uint8Array.from([1]), { seed: 1 }), table))).toBe(true)
    const rare = made(20_000, () => ({}), 0.0016)
    const scores = scoreRows(fitScorer(rare.table, rare.target, { seed: 1 }), rare.table)
    const mean = scores.reduce((sum, score) => sum + score / scores.length, 0)
    const rate = rare.target.reduce((sum, hit) => sum + hit, 0) / rare.target.length
    expect(mean).toBeGreaterThan(rate / 2)
    expect(mean).toBeLessThan(rate * 2)
  })

  test('scores whatever stands in a cell between 0 and 1, and rows that lack columns or bring new ones', () => {
    const { table, target } = made(600, (n) => ({ since: `2024-0${1 + (n % 9)}-11`, constructor: n % 3 }))
    const scorer = fitScorer(table, target, { seed: 1 })
    const cell: fc.Arbitrary<Cell> = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(
        null,
        undefined,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        '__proto__',
        'NaN',
        '=1+1',
        '‮',
        '1e999',
        '2024-13-45',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('job', 'age', 'since', 'constructor', '新列'), cell), { minLength: 1 }),
        (rows) => areChances(scoreRows(scorer, tableOf(rows))),
      ),
    )
  })

  test('learns from whatever stands in cells without a fault', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, '__proto__'),
    )
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: cell, b: cell, hit: fc.boolean() }), { minLength: 1, maxLength: 80 }),
        (rows) => {
          const table = tableOf(rows.map(({ a, b }) => ({ a, b })))
          const scorer = fitScorer(
            table,
            Uint8Array.from(rows, ({ hit }) => (hit ? 1 : 0)),
            { seed: 1 },
          )
          return areChances(scoreRows(scorer, table))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('names the columns that moved a score, which add up to how far it is from the usual', () => {
    const { table, target } = made(1500)
    const scorer = fitScorer(table, target, { seed: 1 })
    const [row = 0] = [table.cells[0]?.indexOf('teacher') ?? 0]
    const one = someRows(table, [row])
    const [parts = []] = explainRows(scorer, one)
    expect(parts[0]?.name).toBe('job')
    expect(parts[0]?.part).toBeGreaterThan(0.3)
    const odds = (chance: number): number => Math.log(chance / (1 - chance))
    const total = parts.reduce((sum, { part }) => sum + part, 0)
    const usual = odds(scoreRows(scorer, one)[0] as number) - total
    const other = someRows(table, [table.cells[0]?.indexOf('other') ?? 0])
    const [otherParts = []] = explainRows(scorer, other)
    const again = odds(scoreRows(scorer, other)[0] as number) - otherParts.reduce((sum, { part }) => sum + part, 0)
    expect(again).toBeCloseTo(usual, 5)
  })
})

describe('walking forward in time', () => {
  test('never shows a scorer what came with or after the rows it scores', () => {
    const { table, target } = made(900)
    const walk = { from: 500, to: 900, every: 100, seed: 1 }
    const scores = walkForward(table, target, walk)
    // Every outcome from some row on turned round: what was scored before, and together with it, stays as it was.
    for (const at of [500, 700, 899]) {
      const turned = target.map((hit, row) => (row >= at ? 1 - hit : hit))
      const again = walkForward(table, turned, walk)
      const part = Math.floor((at - 500) / 100) * 100 + 100
      expect([...again.subarray(0, part)]).toEqual([...scores.subarray(0, part)])
    }
    const turned = target.map((hit, row) => (row >= 500 ? 1 - hit : hit))
    expect([...walkForward(table, turned, walk)]).not.toEqual([...scores])
  })

  test('goes over to straight lines and short memories where columns move', () => {
    const still = made(1200)
    const moving = made(1200, (n) => ({ rate: 5 - n / 300 }))
    expect(fitScorer(still.table, still.target, { seed: 1 }).regime).toBe('steady')
    expect(fitScorer(moving.table, moving.target, { seed: 1 }).regime).toBe('drifting')
  })
})
