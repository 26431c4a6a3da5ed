import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bankDistribution } from './bank-distribution.ts'
import { bankProfile } from './bank-profile.ts'
import { agrees, type CallScript, refusesFor } from './call-script.ts'
import { between, chanceOf, logNormal, oneOf } from './chance.ts'
import { behaviourByDistribution, type Segments } from './distribution-behaviour.ts'
import { type PastContact, scriptedBehaviour, usualRing } from './scripted-behaviour.ts'

const given = { seed: 'spring', at: new Date('2026-03-05T02:00:00Z') }
const people = Array.from({ length: 20_000 }, (_, i) => `+86139${String(i).padStart(8, '0')}`)
const shareOf = (scripts: CallScript[], is: (script: CallScript) => boolean): number =>
  scripts.filter(is).length / scripts.length

describe('chance', () => {
  test('depends on all it is drawn for, and on nothing else', () => {
    expect(chanceOf(1, 'a', 2)()).toBe(chanceOf(1, 'a', 2)())
    const firsts = [chanceOf(1, 'a', 2), chanceOf(2, 'a', 1), chanceOf(1, 'a2'), chanceOf(1, 'a', 2, '')]
    expect(new Set(firsts.map((chance) => chance())).size).toBe(4)
  })

  test('is even: neighbouring numbers and attempts share nothing', () => {
    const draws = people.flatMap((number) => [1, 2].map((attempt) => chanceOf('seed', number, attempt)()))
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = draws.filter((draw) => Math.floor(draw * 10) === tenth).length / draws.length
      expect(share).toBeGreaterThan(0.09)
      expect(share).toBeLessThan(0.11)
    }
  })

  test('rings for the stated mean, between the stated limits', () => {
    const seconds = people.map((number) => logNormal(chanceOf(number), usualRing))
    expect(seconds.reduce((sum, s) => sum + s, 0) / seconds.length).toBeCloseTo(11, 0)
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(2.5)
    expect(Math.max(...seconds)).toBeLessThanOrEqual(24.5)
  })

  test('stays within its limits and picks only what has weight', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (seed, from) => {
        const chance = chanceOf(seed)
        expect(between(chance, from, from + 1)).toBeGreaterThanOrEqual(from)
        expect(oneOf(chance, { never: 0, always: 1, nor: 0 })).toBe('always')
      }),
    )
  })
})

describe('a replayed campaign', () => {
  test('reaches each contact at the attempt and for the time it did', () => {
    const aContact: fc.Arbitrary<PastContact> = fc.record({
      unansweredAttempts: fc.nat(55),
      conversation: fc.option(fc.record({ talkMs: fc.nat(5_000_000), heard: fc.constant(agrees) })),
    })
    fc.assert(
      fc.property(fc.dictionary(fc.string(), aContact), fc.string(), (contacts, seed) => {
        const behaviour = scriptedBehaviour(new Map(Object.entries(contacts)))
        for (const [number, { unansweredAttempts, conversation }] of Object.entries(contacts)) {
          for (let attempt = 1; attempt <= unansweredAttempts; attempt++) {
            expect(behaviour(number, attempt, { ...given, seed }).answeredBy).toBeNull()
          }
          const last = behaviour(number, unansweredAttempts + 1, { ...given, seed })
          if (conversation) expect(last).toMatchObject({ answeredBy: 'person', ...conversation })
          else expect(last.answeredBy).toBeNull()
        }
      }),
    )
  })

  test('is always answered within a ringing limit of 25 seconds', () => {
    const contact: PastContact = { unansweredAttempts: 0, conversation: { talkMs: 1, heard: refusesFor('noTime') } }
    const behaviour = scriptedBehaviour(new Map(people.map((number) => [number, contact])))
    for (const number of people) expect(behaviour(number, 1, given)).toSatisfy(answersWithin(25_000))
  })

  test('knows no number that was not in it', () => {
    expect(scriptedBehaviour(new Map())('+8613900000000', 1, given)).toMatchObject({ cause: 'emptyNumber' })
  })
})

const answersWithin =
  (milliseconds: number) =>
  (script: CallScript): boolean =>
    script.answeredBy !== null && script.ringsAfterMs < script.answersAfterMs && script.answersAfterMs < milliseconds

describe('customers like those of the bank', () => {
  const scriptsOf = (segments: Segments = {}, at = given.at, attempt = 1): CallScript[] => {
    const behaviour = behaviourByDistribution({ profile: bankProfile, segmentsOf: () => segments })
    return people.map((number) => behaviour(number, attempt, { ...given, at }))
  }
  const successOf = (scripts: CallScript[]): number => {
    const conversations = scripts.filter((script) => script.answeredBy === 'person')
    return shareOf(conversations, (script) => script.answeredBy === 'person' && script.heard.verdict === 'success')
  }

  test('are reached and persuaded about as often as measured', () => {
    const scripts = scriptsOf()
    const living = 1 - bankProfile.deadNumbers.emptyNumber - bankProfile.deadNumbers.suspended
    const reached = bankDistribution.reachedByAttempt[0] * living
    expect(shareOf(scripts, ({ answeredBy }) => answeredBy === 'person')).toBeCloseTo(reached, 1)
    expect(successOf(scripts)).toBeCloseTo(bankDistribution.successRate, 1)
  })

  test('talk about as long as measured', () => {
    const seconds = scriptsOf().flatMap((script) =>
      script.answeredBy === 'person' && script.heard.verdict === 'refusal' ? [script.talkMs / 1000] : [],
    )
    seconds.sort((a, b) => a - b)
    const median = seconds[Math.floor(seconds.length / 2)]!
    expect(Math.abs(median - bankDistribution.talkSeconds.refusal[20])).toBeLessThan(10)
  })

  test('say yes more often when retired, and are not reached at night', () => {
    expect(successOf(scriptsOf({ job: 'retired' }))).toBeGreaterThan(1.7 * successOf(scriptsOf()))
    const atNight = scriptsOf({}, new Date('2026-03-05T18:00:00Z'))
    expect(atNight.some(({ answeredBy }) => answeredBy === 'person')).toBe(false)
  })

  test('with dead numbers stay unreachable, attempt after attempt', () => {
    const [first, fifth] = [scriptsOf(), scriptsOf({}, given.at, 5)]
    const dead = (script: CallScript): boolean =>
      script.answeredBy === null && (script.cause === 'emptyNumber' || script.cause === 'suspended')
    expect(shareOf(first, dead)).toBeCloseTo(0.05, 2)
    expect(first.map(dead)).toEqual(fifth.map(dead))
  })
})
