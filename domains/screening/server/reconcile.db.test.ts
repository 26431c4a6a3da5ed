import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { inTransaction, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { type Condition, isContradiction, type Test } from '../condition.ts'
import { fields } from '../fields.ts'
import { type GradeClass, usualClasses } from '../grading.ts'
import { inOrder, type Rule } from '../rules.ts'
import { count, look } from './evaluate.ts'
import { hearCalls } from './feedback.ts'
import { readSpraying } from './spraying.ts'
import { savePlan, usualSettings } from './store.ts'
import { addCall, openGround, type PastCall, type Person } from './test-screening.ts'

let centre: TestCentre
beforeAll(async () => {
  centre = await testCentre()
})
afterAll(() => centre.close())
const system = () => systemContext(centre.base)

/* The same questions, asked row by row and slowly. */
type Value = string | number | boolean | null
const usable = ({ state, forbidden }: Person) => !forbidden && (state === undefined || state === 'valid')
const isRepeated = (people: readonly Person[], place: number): boolean => {
  const personOf = (at: number) => people[at]?.same ?? at
  const rank = (at: number): [number, number, number] => [
    usable(people[at] as Person) ? 0 : 1,
    people[at]?.priority ?? 100,
    at,
  ]
  const before = (a: readonly number[], b: readonly number[]) => {
    const differs = a.findIndex((part, index) => part !== b[index])
    return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0)
  }
  return people.some(
    (_, other) => other !== place && personOf(other) === personOf(place) && before(rank(other), rank(place)),
  )
}
const callsOf = (people: readonly Person[], place: number): PastCall[] => {
  const who = people[place]?.same ?? place
  return people.flatMap((person, at) => ((person.same ?? at) === who ? (person.calls ?? []) : []))
}
const counters: Record<string, (call: PastCall) => boolean> = {
  dials: () => true,
  talks: ({ talkMs = 0 }) => talkMs > 0,
  refusals: ({ outcomeKind }) => outcomeKind === 'refusal',
  successes: ({ outcomeKind }) => outcomeKind === 'success',
  complaints: ({ outcomeKind }) => outcomeKind === 'complaint',
}
const knownOf = (people: readonly Person[], place: number, { field, name = '', withinDays = 0 }: Test): Value => {
  const person = people[place] as Person
  const counted = counters[field]
  if (counted)
    return callsOf(people, place).filter(
      (call) => call.daysAgo <= withinDays && !(call.cause === 'cancelled' && call.rang === false) && counted(call),
    ).length
  if (field === 'repeatedInList') return isRepeated(people, place)
  if (field === 'doNotCall') return Boolean(person.forbidden)
  if (field === 'numberState') return person.state ?? 'unknown'
  if (field === 'attribute') return person.attributes?.[name] ?? null
  if (field === 'priority') return person.priority ?? 100
  return person.chance ?? null
}
const trim = (text: string) => text.replace(/^ +| +$/g, '')
const asNumber = (value: Value): number | null =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && /^ *[+-]?\d{1,30}(\.\d{1,12})? *$/.test(value)
      ? Number(value)
      : null
const meets = (value: Value, { operator, values }: Test): boolean => {
  const number = asNumber(value)
  const wanted = values.map(trim)
  const text = typeof value === 'string' && trim(value) !== '' ? trim(value) : null
  const first = Number(wanted[0])
  const answers: Record<Test['operator'], () => boolean> = {
    yes: () => value === true,
    no: () => value !== true,
    is: () => text !== null && wanted.includes(text),
    isNot: () => text !== null && !wanted.includes(text),
    contains: () => text !== null && wanted.some((part) => text.includes(part)),
    equals: () => number !== null && number === first,
    below: () => number !== null && number < first,
    atMost: () => number !== null && number <= first,
    atLeast: () => number !== null && number >= first,
    above: () => number !== null && number > first,
    missing: () => (typeof value === 'number' ? false : text === null),
    present: () => (typeof value === 'number' ? true : text !== null),
  }
  return answers[operator]()
}
const holds = (people: readonly Person[], place: number, { join, tests }: Condition): boolean =>
  join === 'and'
    ? tests.every((test) => meets(knownOf(people, place, test), test))
    : tests.some((test) => meets(knownOf(people, place, test), test))
const isIdle = (people: readonly Person[], { condition }: Rule): boolean =>
  isContradiction(condition) ||
  condition.tests.some(
    ({ field, name = '' }) => fields[field].named && people.every(({ attributes }) => attributes?.[name] === undefined),
  )
const takes = (people: readonly Person[], place: number, rule: Rule): boolean =>
  !isIdle(people, rule) && holds(people, place, rule.condition) === (rule.deed === 'takeOut')

const plainly = (people: readonly Person[], rules: readonly Rule[]) => {
  const working = inOrder(rules)
  const first = people.map((_, place) => working.findIndex((rule) => takes(people, place, rule)))
  return {
    total: people.length,
    passed: first.filter((place) => place < 0).length,
    taken: working.map((_, place) => first.filter((by) => by === place).length),
    alone: working.map((rule) => people.filter((_, place) => takes(people, place, rule)).length),
  }
}

/* People and rules as they come. */
const words = ['上海', '北京', ' 上海 ', '', '12', ' 3.50', '1e3', "'; --", '老客户，上海']
const attributes = fc.dictionary(fc.constantFrom('城市', '年龄', '备注'), fc.constantFrom(...words))
const calls = fc.array(
  fc.record({
    daysAgo: fc.constantFrom(0.5, 5, 29, 31, 89, 200),
    outcomeKind: fc.constantFrom('refusal', 'success', 'complaint', 'noDecision'),
    talkMs: fc.constantFrom(0, 4000),
    cause: fc.constantFrom('normal', 'cancelled'),
    rang: fc.boolean(),
  }),
  { maxLength: 4 },
)
const anyone = fc.record({
  attributes,
  calls,
  priority: fc.constantFrom(1, 100, 100, 300),
  chance: fc.constantFrom(null, 0.1, 0.5),
  forbidden: fc.constantFrom(false, false, true),
  state: fc.constantFrom(undefined, 'valid' as const, 'empty' as const, 'fax' as const),
  again: fc.constantFrom(false, false, true),
})
const textTest = (field: 'attribute', name: string) =>
  fc
    .oneof(
      fc.record({
        operator: fc.constantFrom('is', 'isNot', 'contains'),
        values: fc.array(fc.constantFrom(...words.filter(Boolean)), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ operator: fc.constantFrom('missing', 'present'), values: fc.constant([]) }),
      fc.record({
        operator: fc.constantFrom('equals', 'below', 'atMost', 'atLeast', 'above'),
        values: fc.constantFrom(['3.5'], ['12'], ['-1']),
      }),
    )
    .map((rest) => ({ field, name, ...rest }))
const anyTest = fc.oneof(
  fc.constantFrom('城市', '年龄', '没有的').chain((name) => textTest('attribute', name)),
  fc.record({
    field: fc.constantFrom('doNotCall', 'repeatedInList'),
    operator: fc.constantFrom('yes', 'no'),
    values: fc.constant([]),
  }),
  fc.record({
    field: fc.constant('numberState'),
    operator: fc.constantFrom('is', 'isNot'),
    values: fc.subarray(['empty', 'fax', 'valid'], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constantFrom('priority', 'answerChance'),
    operator: fc.constantFrom('below', 'atLeast', 'equals'),
    values: fc.constantFrom(['0.5'], ['100']),
  }),
  fc.record({
    field: fc.constantFrom('priority', 'answerChance'),
    operator: fc.constantFrom('missing', 'present'),
    values: fc.constant([]),
  }),
  fc.record({
    field: fc.constantFrom('dials', 'talks', 'refusals', 'successes', 'complaints'),
    withinDays: fc.constantFrom(1, 30, 90, 365),
    operator: fc.constantFrom('atLeast', 'equals', 'below'),
    values: fc.constantFrom(['0'], ['1'], ['2']),
  }),
) as unknown as fc.Arbitrary<Test>
const anyRule = fc.record({
  id: fc.uuid({ version: 4 }),
  nameZh: fc.constant('规则'),
  nameEn: fc.constant('Rule'),
  level: fc.constantFrom('primary' as const, 'middle' as const, 'high' as const),
  deed: fc.constantFrom('takeOut' as const, 'takeOut' as const, 'keepOnly' as const),
  enabled: fc.constantFrom(true, true, false),
  condition: fc.record({
    join: fc.constantFrom('and' as const, 'or' as const),
    tests: fc.array(anyTest, { minLength: 1, maxLength: 3 }),
  }),
})

let numbers = 0
const asPeople = (drawn: readonly (Omit<Person, 'number'> & { again: boolean })[]): Person[] =>
  drawn.map(({ again, ...person }, place) => ({
    ...person,
    number: `+86137${String(++numbers).padStart(8, '0')}`,
    ...(again && place > 0 ? { same: 0 } : {}),
  }))
const ask = async (campaignId: string, rules: readonly Rule[], classes: readonly GradeClass[] = []) =>
  inTransaction(system(), async ({ db, now }) => {
    const campaign = await findCampaign(db, campaignId)
    if (!campaign?.listId) throw new Error('no campaign')
    const ground = { campaign, listId: campaign.listId, now: now() }
    return count(db, await look(db, ground, { rules, classes }))
  })

describe('counts', () => {
  test('come to what a slow look at each row says, and none is lost or counted twice', async () => {
    for (const drawn of fc.sample(fc.array(anyone, { minLength: 8, maxLength: 25 }), { numRuns: 4, seed: 7 })) {
      const people = asPeople(drawn)
      const { campaignId } = await openGround(centre, people)
      await fc.assert(
        fc.asyncProperty(fc.array(anyRule, { maxLength: 6 }), async (rules) => {
          const outcome = await ask(campaignId, rules, usualClasses)
          const plain = plainly(people, rules)
          expect({
            total: outcome.total,
            passed: outcome.passed,
            taken: outcome.rules.map(({ taken }) => taken),
            alone: outcome.rules.map(({ alone }) => alone),
          }).toEqual(plain)
          expect(outcome.rules.reduce((sum, { taken }) => sum + taken, outcome.passed)).toBe(outcome.total)
          expect(outcome.classes.reduce((sum, { count: n }) => sum + n, outcome.ungraded)).toBe(outcome.passed)
        }),
        { numRuns: 40, seed: 11 },
      )
    }
  })

  test('rank classes by the list’s priority where there are no scores, and part no equals', async () => {
    const people = asPeople([1, 2, 3, 3, 3, 3].map((priority) => ({ priority, again: false })))
    const { campaignId } = await openGround(centre, people)
    const outcome = await ask(campaignId, [], usualClasses)
    expect(outcome.byScore).toBe(false)
    expect(outcome.classes.map(({ count: n }) => n)).toEqual([2, 4, 0])
    expect(outcome.classes.map(({ expected }) => expected)).toEqual([null, null, null])
  })
})

describe('what ended calls say of a number', () => {
  const stateOf = async (number: string): Promise<string | undefined> =>
    (await sql<{ state: string }>`select state from customers.phone_fact where number = ${number}`.execute(system().db))
      .rows[0]?.state
  const callTo = async (campaignId: string, entryId: string, number: string, call: Omit<PastCall, 'daysAgo'>) => {
    await centre.clock.runFor(60_000)
    await addCall(centre, { campaignId, customerId: null, number, entryId }, { daysAgo: 10 / 86_400, ...call })
    await hearCalls(system())
    return stateOf(number)
  }
  test('the network’s word at once, an agent’s when two agree, and whoever answers makes it good again', async () => {
    const [person] = asPeople([{ again: false }]) as [Person]
    const { campaignId, entryIds } = await openGround(centre, [person])
    const call = (what: Omit<PastCall, 'daysAgo'>) => callTo(campaignId, entryIds[0] as string, person.number, what)
    expect(await call({ outcomeKind: 'success', talkMs: 5000 })).toBe('unknown')
    expect(await call({ cause: 'emptyNumber', rang: false })).toBe('empty')
    expect(await call({ outcomeKind: 'refusal', talkMs: 5000 })).toBe('valid')
    expect(await call({ outcomeKind: 'wrongPerson', talkMs: 5000 })).toBe('valid')
    expect(await call({ outcomeKind: 'wrongPerson', talkMs: 5000 })).toBe('notThePerson')
    expect(await call({ outcomeKind: 'noDecision', talkMs: 5000 })).toBe('valid')
    expect(await call({ cause: 'noAnswer' })).toBe('valid')
    // Heard twice, it is said once.
    const said = async () =>
      (await sql`select from screening.number_signal where number = ${person.number}`.execute(system().db)).rows.length
    expect(await said()).toBe(6)
    expect(await hearCalls(system())).toBe(0)
    expect(await said()).toBe(6)
  })
})

describe('spray dialling', () => {
  test('is told of agents and teams, with what is left to them today', async () => {
    const people = asPeople([{ again: false }, { again: false }])
    const { campaignId, entryIds } = await openGround(centre, people)
    const [sprayer, steady] = [newId(Date.now()), newId(Date.now())]
    const talk = (agentId: string, outcomeKind: string, place: number) =>
      addCall(
        centre,
        {
          campaignId,
          customerId: null,
          number: people[place]?.number ?? '',
          entryId: entryIds[place] as string,
          agentId,
        },
        { daysAgo: 0.001, outcomeKind, talkMs: 4000 },
      )
    for (let n = 0; n < 60; n++) await talk(sprayer, 'refusal', n % 2)
    for (let n = 0; n < 20; n++) await talk(steady, n % 2 ? 'success' : 'refusal', 0)
    const spraying = { ...usualSettings.spraying, enabled: true, leastTalks: 30, premiumShare: 0.2 }
    await savePlan(
      system().db,
      campaignId,
      { ...usualSettings, spraying, automatic: true },
      { at: centre.clock.now(), name: '' },
    )
    await sql`insert into screening.grade (campaign_id, entry_id, class_code, priority) values (${campaignId}, ${entryIds[0]}, 'A', 10)`.execute(
      system().db,
    )
    const campaign = await findCampaign(system().db, campaignId)
    const figures = campaign && (await readSpraying(system().db, campaign, centre.clock.now()))
    const of = (id: string) => figures?.agents.find((agent) => agent.id === id)
    expect(of(sprayer)).toMatchObject({
      calls: 60,
      talks: 60,
      successes: 0,
      premium: 30,
      premiumToday: 30,
      spraying: true,
      premiumLeft: 0,
    })
    expect(of(steady)).toMatchObject({ calls: 20, successes: 10, rate: 0.5, spraying: false, premiumLeft: null })
  })
})
