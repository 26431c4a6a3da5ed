import { describe, expect, test } from 'vitest'
import { tally, usualCoaching, usualWorld, verdictsOf } from './study.ts'

/** So few rounds leave ± 4 points of chance; the bench runs thousands. The seed makes it the same every time. */
const rounds = 300

describe('with a fault planted in one of twelve agents, 40 instead of 60 % at 100 calls', () => {
  test('that agent is found four times in five, hardly ever anybody else, and the project is not blamed', () => {
    const told = tally({ ...usualWorld, fault: 'person' }, rounds, 11)
    expect(told.person + told.personAndOther).toBeGreaterThanOrEqual(0.78)
    expect(told.somebodyElse + told.personAndOther).toBeLessThanOrEqual(0.05)
    expect(told.project).toBeLessThanOrEqual(0.02)
  })
  test('among forty agents as well, though forty are judged at once', () => {
    const told = tally({ ...usualWorld, agents: 40, fault: 'person' }, rounds, 16)
    expect(told.person + told.personAndOther).toBeGreaterThanOrEqual(0.78)
    expect(told.somebodyElse + told.personAndOther).toBeLessThanOrEqual(0.065)
  })
  test('in the whole project, the project is found and no person is named', () => {
    const told = tally({ ...usualWorld, fault: 'project' }, rounds, 12)
    expect(told.project).toBeGreaterThanOrEqual(0.98)
    expect(told.person + told.somebodyElse).toBeLessThanOrEqual(0.01)
  })
  test('nowhere, in people who differ by nature as much as by chance, hardly more is said than by chance', () => {
    const told = tally({ ...usualWorld, agents: 40, nature: 0.05, fault: 'none' }, rounds, 17)
    expect(1 - told.nothing).toBeLessThanOrEqual(0.09)
  })
  test('nowhere, hardly anything is said', () => {
    const told = tally({ ...usualWorld, fault: 'none' }, rounds, 13)
    expect(1 - told.nothing).toBeLessThanOrEqual(0.07)
  })
})

describe('with coaching', () => {
  test('that moves a behaviour from 40 to 60 %, it is seen four times in five', () => {
    expect(verdictsOf(usualCoaching, 1000, 14).better).toBeGreaterThanOrEqual(0.79)
  })
  test('that moves nothing, hardly anything is claimed, whatever happened to everybody', () => {
    for (const drift of [0, 0.1]) {
      const { better, worse } = verdictsOf({ ...usualCoaching, after: 0.4, drift }, 1000, 15)
      expect(better + worse).toBeLessThanOrEqual(0.065)
    }
  })
})
