import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concludeNumber, saidOfNumber } from './number-evidence.ts'
import { judgeSpraying, usualSprayPolicy, type Worked } from './spraying.ts'

const policy = { ...usualSprayPolicy, enabled: true }
const agent = (id: string, calls: number, talks: number, successes: number): Worked => ({
  id,
  calls,
  talks,
  successes,
  premium: 0,
  callsToday: 0,
  premiumToday: 0,
})
const sprayers = (...rows: Worked[]) =>
  judgeSpraying(rows, policy)
    .filter(({ spraying }) => spraying)
    .map(({ id }) => id)

describe('spray dialling', () => {
  test('is much dialling with little success, compared with the others', () => {
    expect(sprayers(agent('a', 300, 120, 1), agent('b', 150, 60, 9), agent('c', 140, 60, 8))).toEqual(['a'])
  })
  test('is neither little success with few calls, nor many calls with the usual success', () => {
    expect(sprayers(agent('a', 100, 60, 0), agent('b', 150, 60, 9), agent('c', 300, 120, 14))).toEqual([])
  })
  test('is not said of few conversations, of one alone, or where nobody succeeds', () => {
    expect(sprayers(agent('a', 300, 20, 0), agent('b', 150, 60, 9))).toEqual([])
    expect(sprayers(agent('a', 300, 120, 0))).toEqual([])
    expect(sprayers(agent('a', 300, 120, 0), agent('b', 100, 60, 0))).toEqual([])
    expect(judgeSpraying([], policy)).toEqual([])
  })
  test('limits the best contacts to a share of the day, and only where it is switched on', () => {
    const rows = [
      { ...agent('a', 300, 120, 1), callsToday: 19, premiumToday: 3 },
      agent('b', 150, 60, 9),
      agent('c', 140, 60, 8),
    ]
    expect(judgeSpraying(rows, policy).map(({ premiumLeft }) => premiumLeft)).toEqual([1, null, null])
    expect(judgeSpraying(rows, usualSprayPolicy).map(({ premiumLeft }) => premiumLeft)).toEqual([null, null, null])
  })
})

describe('what calls say of a number', () => {
  test('is believed of the network at once, of agents when two agree', () => {
    expect(concludeNumber([])).toBeUndefined()
    expect(concludeNumber(['suspended'])).toBe('suspended')
    expect(concludeNumber(['notThePerson'])).toBeUndefined()
    expect(concludeNumber(['notThePerson', 'fax'])).toBeUndefined()
    expect(concludeNumber(['notThePerson', 'fax', 'notThePerson'])).toBe('notThePerson')
    expect(concludeNumber(['empty', 'notThePerson'])).toBe('empty')
  })
  test('whoever answers undoes all that was said before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...saidOfNumber)), (before) => {
        expect(concludeNumber([...before, 'valid'])).toBe('valid')
        expect(concludeNumber([...before, 'valid', 'notThePerson'])).toBeUndefined()
      }),
    )
  })
})
