import { describe, expect, test } from 'vitest'
import { combinations } from './combinations.ts'
import { type DayRow, projectOf, windowsOf } from './figures.ts'
import type { Figure } from './interval.ts'
import { type Figures, judge, type Person, type Project } from './judge.ts'
import type { RuleBody } from './rule.ts'

const share = (numerator: number, denominator: number): Figure => ({
  numerator,
  denominator,
  spread: { kind: 'share' },
})
const timeOf = (value: number): Figure => ({
  numerator: value * 100_000,
  denominator: 100_000,
  spread: { kind: 'daily', perUnit: 8, freedom: 60 },
})
const person = (agentId: string, figures: Figures, more: Partial<Person> = {}): Person => ({
  agentId,
  teamId: 'team',
  isNew: false,
  calls: 200,
  figures,
  ...more,
})
const project = (people: Person[], past: Figures = {}): Project => {
  const codes = [...new Set(people.flatMap(({ figures }) => Object.keys(figures)))]
  const sum = (code: string): Figure => ({
    numerator: people.reduce((all, { figures }) => all + (figures[code]?.numerator ?? 0), 0),
    denominator: people.reduce((all, { figures }) => all + (figures[code]?.denominator ?? 0), 0),
    spread: people[0]?.figures[code]?.spread ?? { kind: 'share' },
  })
  return { people, past, whole: Object.fromEntries(codes.map((code) => [code, sum(code)])), earlier: [] }
}
const ruleOf = (code: string): RuleBody => {
  const found = combinations.find((combination) => combination.code === code)
  if (!found) throw new Error(`no combination ${code}`)
  return found.body
}
const told = (rule: RuleBody, given: Project) =>
  judge(rule, given, () => 1).findings.map(({ scope, branch, agentId, outcome }) => [
    scope,
    branch.code,
    agentId,
    outcome.action,
  ])

describe('utilisation, idle and not-ready time', () => {
  const stateTime = ruleOf('stateTime')
  const states = (
    agentId: string,
    ...[utilisation, idle, notReady, wrapUp = 0.3]: [number, number, number, number?]
  ): Person =>
    person(agentId, {
      talk_utilisation: timeOf(utilisation),
      idle_rate: timeOf(idle),
      not_ready_rate: timeOf(notReady),
      average_wrap_up: timeOf(wrapUp),
      calls_per_login_hour: timeOf(0.2),
    })
  const eleven = (oftenNotReady: number): Person[] =>
    Array.from({ length: 11 }, (_, index) => states(`a${index}`, 0.5, 0.15, index < oftenNotReady ? 0.25 : 0.06))

  test('seven of eleven often not ready are a ticket for the project and no talk with anybody', () => {
    expect(told(stateTime, project(eleven(7)))).toEqual([['project', 'notReady', null, 'ticket']])
  })
  test('one of eleven often not ready is a task for the leader', () => {
    expect(told(stateTime, project(eleven(1)))).toEqual([['person', 'notReady', 'a0', 'task']])
  })
  test('the ticket says how many show it', () => {
    const [found] = judge(stateTime, project(eleven(7)), () => 1).findings
    expect(found?.evidence).toMatchObject({ judged: 11, showing: 7 })
    expect(found?.evidence.measures[0]).toMatchObject({ code: 'not_ready_rate', reference: 0.15, against: 'fixed' })
  })
  test('everybody idle and hardly not ready is a starved line', () => {
    const people = Array.from({ length: 8 }, (_, index) => states(`a${index}`, 0.4, 0.4, 0.05))
    expect(told(stateTime, project(people))).toEqual([['project', 'starved', null, 'ticket']])
  })
  test.each([
    ['wrapUp', 'average_wrap_up', 0.5],
    ['elsewhere', 'talk_utilisation', 0.3],
  ])('low utilisation with the rest usual is %s', (branch, behaviour, wrapUp) => {
    const others = Array.from({ length: 7 }, (_, index) => states(`p${index}`, 0.55, 0.15, 0.05))
    const [found] = judge(stateTime, project([states('a', 0.35, 0.15, 0.05, wrapUp), ...others]), () => 1).findings
    expect([found?.branch.code, found?.outcome.behaviour, found?.agentId]).toEqual([branch, behaviour, 'a'])
  })
  test('who uses the time best is a note worth sharing', () => {
    const people = Array.from({ length: 8 }, (_, index) =>
      states(`a${index}`, index === 0 ? 0.7 : 0.5, index === 0 ? 0.05 : 0.15, 0.05),
    )
    expect(told(stateTime, project(people))).toEqual([['person', 'benchmark', 'a0', 'note']])
  })
})

describe('length and calls an hour', () => {
  const pace = ruleOf('pace')
  const paced = (agentId: string, refusal: number, calls: number, success = 300): Person =>
    person(agentId, {
      talk_per_refusal: { ...timeOf(refusal), spread: { kind: 'daily', perUnit: 900, freedom: 60 } },
      calls_per_login_hour: { ...timeOf(calls), spread: { kind: 'daily', perUnit: 90, freedom: 60 } },
      effective_rate: share(60, 100),
      talk_per_success: timeOf(success),
    })
  const others = [1, 2, 3, 4, 5].map((index) => paced(`p${index}`, 60, 20))
  test.each([
    ['longFew', 90, 15],
    ['shortFew', 40, 15],
    ['longMany', 90, 26],
    ['shortMany', 40, 26],
  ])('tell %s', (branch, refusal, calls) => {
    expect(told(pace, project([paced('a', refusal, calls), ...others]))[0]?.[1]).toBe(branch)
  })
  test('are not faulted for conversations that are long because they succeed', () => {
    expect(told(pace, project([paced('a', 60, 20, 900), ...others]))).toEqual([])
  })
})

describe('a rule', () => {
  const value = ruleOf('closing')
  const closer = (agentId: string, closes: number, more: Partial<Person> = {}): Person =>
    person(agentId, { effective_rate: share(150, 200), close_rate: share(closes, 100) }, more)
  const four = [1, 2, 3, 4].map((index) => closer(`p${index}`, 50))

  test('without peers judges nobody, and says so', () => {
    const judgement = judge(value, project([closer('a', 20)]), () => 1)
    expect(judgement).toEqual({ findings: [], judged: 1, tooFew: 0, withoutPeers: 1 })
    expect(judge(value, project([]), () => 1)).toEqual({ findings: [], judged: 0, tooFew: 0, withoutPeers: 0 })
  })
  test('names the behaviour with its figure beside the peers', () => {
    const [found] = judge(value, project([closer('a', 20), ...four]), () => 1).findings
    expect(found?.evidence.behaviour).toMatchObject({ code: 'close_rate', value: 0.2, peers: 0.5, peersSample: 400 })
  })
  test('leaves out whoever has too few calls or too small a sample', () => {
    expect(judge(value, project([closer('a', 2, { calls: 99 }), ...four]), () => 1).tooFew).toBe(1)
    expect(judge(value, project([closer('a', 2), ...four]), () => 101)).toMatchObject({ judged: 0, tooFew: 5 })
  })
  test('compares new people with new people where it says so', () => {
    const bySeniority: RuleBody = { ...value, peerGroup: 'seniority' }
    const newcomer = closer('new', 20, { isNew: true })
    expect(told(value, project([...four, newcomer]))).toHaveLength(1)
    expect(judge(bySeniority, project([...four, newcomer]), () => 1)).toMatchObject({ findings: [], withoutPeers: 1 })
  })
  test('compares within the team where it says so', () => {
    const byTeam: RuleBody = { ...value, peerGroup: 'team' }
    const alone = closer('a', 20, { teamId: 'elsewhere' })
    expect(judge(byTeam, project([alone, ...four]), () => 1)).toMatchObject({ findings: [], withoutPeers: 1 })
  })
  test('takes what everybody shows for the project, against the days before', () => {
    const people = [1, 2, 3, 4, 5, 6].map((index) => closer(`p${index}`, 30))
    const past = { effective_rate: share(2250, 3000), close_rate: share(750, 1500) }
    expect(told(value, project(people, past))).toEqual([['project', 'fearOfClosing', null, 'ticket']])
  })
})

describe('days of a campaign', () => {
  const row = (agentId: string, day: string, calls: number): DayRow => ({
    agentId,
    day,
    calls,
    parts: { rate: { numerator: 1, denominator: calls, isShare: true } },
  })
  test('without calls are no days of the window', () => {
    const rows = ['01', '02', '05', '06'].map((day) => row('a', `2026-03-${day}`, day === '05' ? 0 : 10))
    expect(windowsOf(rows, 2)).toEqual({ window: ['2026-03-06', '2026-03-02'], past: ['2026-03-01'] })
  })
  test('of somebody who came only before the window make a past and no person', () => {
    const rows = [row('gone', '2026-03-01', 10), row('here', '2026-03-02', 10)]
    const made = projectOf(rows, windowsOf(rows, 1), ['rate'], () => ({ teamId: null, isNew: null }))
    expect(made.people.map(({ agentId }) => agentId)).toEqual(['here'])
    expect(made.past.rate).toMatchObject({ numerator: 1, denominator: 10 })
  })
})
