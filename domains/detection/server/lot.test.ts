import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assumedMachines, chanceOfDay, isDrawn, lotOf } from './lot.ts'

/** Calls of one day, one every twelve seconds, with ids as ours are: the time first, then chance, the same in every run. */
const callsOfDay = Array.from({ length: 7200 }, (_, n) => {
  const time = (Date.UTC(2026, 2, 5) + n * 12_000).toString(16).padStart(12, '0')
  const chance = createHash('sha256').update(String(n)).digest('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6, 18)}`
})
/** Of so many drawn with that probability: as far as a thousand days in a thousand and one, about, leave it. */
const mostOff = (count: number, chance: number): number => 3.3 * Math.sqrt(count * chance * (1 - chance))

describe('the lot', () => {
  test.each([0.02, 0.1, 0.5])('draws one call in as many as it is to: %d', (chance) => {
    const drawn = callsOfDay.filter((id) => isDrawn(id, chance)).length
    expect(Math.abs(drawn - callsOfDay.length * chance)).toBeLessThan(mostOff(callsOfDay.length, chance))
  })
  test('prefers no hour of the day', () => {
    const chance = 0.1
    const perHour = callsOfDay.length / 24
    const chiSquare = Array.from({ length: 24 }, (_, hour) => {
      const drawn = callsOfDay.slice(hour * perHour, (hour + 1) * perHour).filter((id) => isDrawn(id, chance)).length
      return (drawn - perHour * chance) ** 2 / (perHour * chance * (1 - chance))
    }).reduce((sum, one) => sum + one, 0)
    // 24 degrees of freedom: above 51.2 once in a thousand days.
    expect(chiSquare).toBeLessThan(51.2)
  })
  test('has nothing to do with the last part of the id, by which conversations are chosen for recording', () => {
    const chosen = callsOfDay.filter((id) => Number.parseInt(id.slice(-12), 16) / 2 ** 48 < 0.1)
    const drawn = chosen.filter((id) => isDrawn(id, 0.1)).length
    expect(Math.abs(drawn - chosen.length * 0.1)).toBeLessThan(mostOff(chosen.length, 0.1))
  })
  test('falls the same whenever it is asked, and whoever is drawn at a small chance is drawn at a greater', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.double({ min: 0, max: 1, noNaN: true }), (id, chance) => {
        const lot = lotOf(id)
        return lot >= 0 && lot < 1 && lot === lotOf(id) && isDrawn(id, chance) === lot < chance
      }),
    )
  })
  test('never draws where no audits are wanted', () => {
    expect(callsOfDay.some((id) => isDrawn(id, chanceOfDay(0, [50])))).toBe(false)
  })
})

describe('the probability of a day', () => {
  test('brings in the wanted number on average of what the days before brought', () => {
    expect(chanceOfDay(20, [400, 200, 300])).toBeCloseTo(20 / 300, 12)
  })
  test('rests on an assumption where nothing is known', () => {
    expect(chanceOfDay(20, [])).toBeCloseTo(20 / assumedMachines, 12)
  })
  test('is one where fewer come than are wanted', () => {
    expect(chanceOfDay(20, [8, 12])).toBe(1)
  })
})
