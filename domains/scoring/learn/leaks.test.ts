import { describe, expect, test } from 'vitest'
import { seededChance } from './chance.ts'
import { psiOf } from './drift.ts'
import { shrunkenRates } from './groups.ts'
import { findLeaks } from './leaks.ts'
import { tableOf, withoutColumns } from './table.ts'

const chance = seededChance(11)
const target = Uint8Array.from({ length: 600 }, () => (chance() < 0.3 ? 1 : 0))
const called = tableOf(
  [...target].map((hit, n) => ({
    职业: n % 2 === 0 ? '教师' : '医生',
    'Call Duration': n % 300,
    备注: `说了 ${n}`,
    奖品: hit === 1 ? '已寄' : null,
    上次购买: hit === 1 ? '有' : null,
    编号: `K${n}`,
  })),
)
const uncalled = tableOf(
  Array.from({ length: 100 }, (_, n) => ({ 职业: '教师', 上次购买: n % 2 === 0 ? '有' : null, 编号: `L${n}` })),
)

describe('columns written after the call', () => {
  test('are known by their name, by who writes them, and by telling too well while missing for the uncalled', () => {
    const leaks = findLeaks({ called, target, uncalled, keptOut: [] })
    expect(leaks.map(({ name, reason }) => [name, reason])).toEqual([
      ['Call Duration', 'declared'],
      ['备注', 'writtenAtTheDesk'],
      ['奖品', 'tellsTheOutcome'],
    ])
    const prize = leaks.find(({ name }) => name === '奖品')
    expect(prize).toMatchObject({ auc: 1, filledUncalled: 0 })
  })

  test('are not those that tell as well but are known of people nobody has called', () => {
    expect(findLeaks({ called, target, uncalled, keptOut: [] }).map(({ name }) => name)).not.toContain('上次购买')
  })

  test('are joined by what a manager keeps out, and are gone from what is learned', () => {
    const leaks = findLeaks({ called, target, uncalled, keptOut: ['职业'] })
    expect(leaks.find(({ name }) => name === '职业')?.reason).toBe('keptOut')
    const kept = withoutColumns(called, new Set(leaks.map(({ name }) => name)))
    expect(kept.names).toEqual(['上次购买', '编号'])
  })
})

describe('drift', () => {
  test('is nothing for the same mixture of few rows, and much for another', () => {
    const even = Float64Array.from([100, 100, 100, 100])
    expect(psiOf(even, Float64Array.from([26, 24, 25, 25]))).toBe(0)
    expect(psiOf(even, Float64Array.from([10, 10, 10, 370]))).toBeGreaterThan(0.25)
    expect(psiOf(even, new Float64Array(4))).toBe(0)
  })
})

describe('rates of groups', () => {
  test('lie between what the group showed and what all did, nearer to all the fewer rows there are', () => {
    const table = tableOf([
      ...Array.from({ length: 4 }, () => ({ batch: 'small' })),
      ...Array.from({ length: 400 }, () => ({ batch: 'large' })),
    ])
    const hits = Uint8Array.from({ length: 404 }, (_, n) => (n < 4 || n % 10 === 0 ? 1 : 0))
    const { all, groups } = shrunkenRates(table, 'batch', hits, 0.1)
    const rate = (name: string) => groups.find(({ group }) => group === name)?.rate ?? 0
    expect(rate('small')).toBeLessThan(0.25)
    expect(rate('small')).toBeGreaterThan(all)
    expect(Math.abs(rate('large') - 0.1)).toBeLessThan(0.01)
    expect(shrunkenRates(tableOf([]), 'batch', new Uint8Array(0), 0.05).all).toBeCloseTo(0.05)
  })
})
