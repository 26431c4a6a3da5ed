import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addNumber,
  addRelation,
  changeCustomer,
  getRecord,
  keepApart,
  listCustomers,
  listDuplicates,
  mergeCustomers,
  previewMerge,
  setTags,
  undoMerge,
} from '../../contract.ts'
import { allIdsOf, eraseCustomer, findCustomer, goldenIdsOf, upsertCustomers } from '../public.ts'
import { indexCustomers } from '../search/keep-index.ts'
import { lookForDuplicates } from './duplicates.ts'

let centre: TestCentre
let director: Person
beforeAll(async () => {
  centre = await testCentre()
  director = await centre.someone('director')
})
afterAll(() => centre.close())
const ctx = () => systemContext(centre.base)

let next = 0
const number = () => `+86150${String(++next).padStart(8, '0')}`
const someone = async (given: Partial<Parameters<typeof upsertCustomers>[1][number]> = {}): Promise<string> =>
  (await upsertCustomers(ctx().db, [{ number: number(), source: '名单 A', ...given }]))[0] ?? ''
const merge = (who: Person, customerId: string, otherId: string) =>
  who.ask(mergeCustomers, { params: { customerId }, body: { otherId } })
const record = async (customerId: string) => (await director.ask(getRecord, { params: { customerId } })).body

/** Everything of these records but counters and times of change. */
const stateOf = async (ids: readonly string[]) => {
  const { rows } = await sql`
    select c.id, c.number, c.name, c.company, c.kind, c.lifecycle_id, c.talk_pattern, c.scoring_off, c.attributes, c.sources, c.origin,
      c.owner_id, c.team_id, c.site_id, c.merged_into, c.golden_id,
      array(select number from customers.phone p where p.customer_id = c.id order by 1) as numbers,
      array(select namespace || value from customers.external_id x where x.customer_id = c.id order by 1) as ids,
      array(select tag from customers.tag t where t.customer_id = c.id order by 1) as tags,
      array(select product from customers.holding h where h.customer_id = c.id order by 1) as holdings,
      array(select kind || coalesce(to_id::text, company) from customers.relation r where r.from_id = c.id order by 1) as outward,
      array(select kind || from_id from customers.relation r where r.to_id = c.id order by 1) as inward,
      array(select token from customers.token k where k.customer_id = c.id order by 1) as tokens
    from customers.customer c where c.id = any (${ids}::uuid[]) order by c.id`.execute(ctx().db)
  return rows
}

const words = fc.record({
  name: fc.constantFrom('', '王芳', '李明'),
  company: fc.constantFrom('', '金山'),
  attributes: fc.dictionary(fc.constantFrom('city', 'age', '__proto__'), fc.constantFrom('上海', 1)),
  tags: fc.subarray(['会员', '新生代', '价格敏感']),
  relatedTo: fc.nat(4),
  hasNumber: fc.boolean(),
})
type Described = typeof words extends fc.Arbitrary<infer T> ? T : never

const describeAs = async (id: string, { company, tags, hasNumber }: Described): Promise<void> => {
  const { db } = ctx()
  if (company) await db.updateTable('customers.customer').set({ company }).where('id', '=', id).execute()
  if (!hasNumber) {
    await db.deleteFrom('customers.phone').where('customerId', '=', id).execute()
    await db.updateTable('customers.customer').set({ number: null }).where('id', '=', id).execute()
  }
  await director.ask(setTags, { params: { customerId: id }, body: { tags } })
}
/** People with tags and relations among them, as they are before anybody merges anything. */
const peopleOf = async (people: readonly Described[]): Promise<string[]> => {
  const ids: string[] = []
  for (const { name, attributes } of people) ids.push(await someone({ name, attributes }))
  for (const [at, described] of people.entries()) {
    const id = ids[at] ?? ''
    await describeAs(id, described)
    const customerId = ids[described.relatedTo] ?? ''
    await director.ask(addRelation, { params: { customerId: id }, body: { kind: 'colleague', customerId } })
  }
  await indexCustomers(ctx().db, ids)
  return ids
}

describe('two records of one person', () => {
  test('become one that has the numbers, tags and words of both, and is found by either name', async () => {
    const kept = await someone({ name: '赵敏', attributes: { city: '上海' } })
    const other = await someone({ name: '赵小敏', company: '金山软件', attributes: { age: 30 }, source: '名单 B' })
    await director.ask(setTags, { params: { customerId: other }, body: { tags: ['会员'] } })
    const preview = await director.ask(previewMerge, { params: { customerId: kept }, query: { otherId: other } })
    expect(preview.body).toMatchObject({
      taken: [{ field: 'company' }, { field: 'attributes.age' }],
      disputed: [{ field: 'name', kept: '赵敏', merged: '赵小敏' }],
      numbers: 1,
      tags: 1,
    })
    const { body } = await merge(director, kept, other)
    expect(body).toMatchObject({
      name: '赵敏',
      company: '金山软件',
      tags: ['会员'],
      attributes: { city: '上海', age: 30 },
    })
    expect(body.numbers).toHaveLength(2)
    expect(body.sources.company?.source).toBe('名单 B')
    expect(body.otherWords).toMatchObject([{ field: 'name', value: '赵小敏', from: { source: '名单 B' } }])
    const found = await director.ask(listCustomers, { query: { search: '赵小敏' } })
    expect(found.body.rows.map(({ id }) => id)).toEqual([kept])
    expect((await record(other)).id).toBe(kept)
    expect((await allIdsOf(ctx().db, kept)).toSorted()).toEqual([kept, other].toSorted())
    expect((await goldenIdsOf(ctx().db, [other])).get(other)).toBe(kept)
  })

  test('merged by two people at once are merged once', async () => {
    const kept = await someone()
    const other = await someone()
    const answers = await Promise.all([
      merge(director, kept, other),
      merge(director, other, kept),
      merge(director, kept, other),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(answers.filter(({ status }) => status === 409).map(({ problem }) => problem.code)).toEqual([
      'customers.isMerged',
      'customers.isMerged',
    ])
  })

  test('cannot be one with itself, with nobody, or by whom they are out of reach', async () => {
    const [one, other] = [await someone(), await someone()]
    expect((await merge(director, one, one)).problem.code).toBe('customers.sameRecord')
    expect((await merge(director, one, newId(1))).problem.code).toBe('customers.noSuchCustomer')
    const leader = await centre.someone('teamLeader', { teamIds: [newId(2)] })
    expect((await merge(leader, one, other)).problem.code).toBe('customers.noSuchCustomer')
    const agent = await centre.someone('agent')
    expect((await merge(agent, one, other)).status).toBe(403)
  })

  test('are taken apart again, but for what was changed since', async () => {
    const kept = await someone({ name: '钱一' })
    const other = await someone({ company: '远大', externalId: { namespace: '甲', value: newId(3) } })
    const merged = (await merge(director, kept, other)).body
    await director.ask(changeCustomer, {
      params: { customerId: kept },
      body: { version: merged.version, company: '远大集团', talkPattern: 'silent' },
    })
    const mergeId = merged.merges[0]?.id ?? ''
    const undone = (await director.ask(undoMerge, { params: { mergeId } })).body
    expect(undone).toMatchObject({
      id: kept,
      name: '钱一',
      company: '远大集团',
      talkPattern: 'silent',
      externalIds: [],
    })
    expect(await record(other)).toMatchObject({ id: other, company: '远大', externalIds: [{ namespace: '甲' }] })
    expect((await director.ask(undoMerge, { params: { mergeId } })).problem.code).toBe('customers.alreadyUndone')
    expect((await director.ask(undoMerge, { params: { mergeId: newId(4) } })).problem.code).toBe(
      'customers.noSuchMerge',
    )
  })

  test('taken apart leave a wish not to be scored to whoever else of the person said it', async () => {
    const [kept, one, two] = [await someone(), await someone(), await someone()]
    for (const id of [one, two])
      await director.ask(changeCustomer, {
        params: { customerId: id },
        body: { version: (await record(id)).version, scoringOff: true },
      })
    const mergeId = (await merge(director, kept, one)).body.merges[0]?.id ?? ''
    await merge(director, kept, two)
    await director.ask(undoMerge, { params: { mergeId } })
    expect([(await record(kept)).scoringOff, (await record(one)).scoringOff]).toEqual([true, true])
  })

  test('in a chain come apart from its end only', async () => {
    const [a, b, c] = [await someone(), await someone(), await someone()]
    const first = (await merge(director, b, c)).body.merges[0]?.id ?? ''
    const second = (await merge(director, a, b)).body.merges[0]?.id ?? ''
    expect((await goldenIdsOf(ctx().db, [c])).get(c)).toBe(a)
    expect((await director.ask(undoMerge, { params: { mergeId: first } })).problem.code).toBe(
      'customers.undoLaterFirst',
    )
    expect((await director.ask(undoMerge, { params: { mergeId: second } })).status).toBe(200)
    expect((await goldenIdsOf(ctx().db, [c])).get(c)).toBe(b)
    expect((await director.ask(undoMerge, { params: { mergeId: first } })).status).toBe(200)
  })

  test('any merges undone in reverse order give back exactly what was there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 5, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 6 }),
        async (people, pairs) => {
          const ids = await peopleOf(people)
          const before = await stateOf(ids)
          const done: string[] = []
          for (const [kept, other] of pairs) {
            const { status, body } = await merge(director, ids[kept] ?? '', ids[other] ?? '')
            if (status === 200) done.push(body.merges[0]?.id ?? '')
          }
          for (const mergeId of done.toReversed()) {
            const { status } = await director.ask(undoMerge, { params: { mergeId } })
            expect(status).toBe(200)
          }
          expect(await stateOf(ids)).toEqual(before)
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('a pair that may be one person', () => {
  test('is found by name and company, shown to whoever sees both, and decided once', async () => {
    const alike = { name: '孙丽', company: '中科软件' }
    const one = await someone({ name: alike.name })
    const other = await someone({ name: alike.name })
    await ctx().db.updateTable('customers.customer').set(alike).where('id', 'in', [one, other]).execute()
    await lookForDuplicates(ctx())
    await lookForDuplicates(ctx())
    const open = async (who: Person) =>
      (await who.ask(listDuplicates, {})).body.rows.filter(({ evidence }) => evidence.includes('中科软件'))
    expect((await director.ask(listDuplicates, { query: { after: '-'.repeat(36) } })).status).toBe(200)
    const [pair] = await open(director)
    expect(pair).toMatchObject({ reasons: ['nameAndCompany'], one: { name: '孙丽' }, other: { name: '孙丽' } })
    expect(await open(await centre.someone('teamLeader', { teamIds: [newId(5)] }))).toEqual([])
    const params = { duplicateId: pair?.id ?? '' }
    expect((await director.ask(keepApart, { params })).status).toBe(200)
    expect((await director.ask(keepApart, { params })).problem.code).toBe('customers.alreadyDecided')
    await lookForDuplicates(ctx())
    expect(await open(director)).toEqual([])
  })
})

describe('a number', () => {
  test('that changed hands is the other person’s from then on, and never two people’s', async () => {
    const mine = number()
    const one = await someone({ number: mine })
    const other = await someone()
    const ask = (move: boolean) =>
      director.ask(addNumber, { params: { customerId: other }, body: { number: mine, move } })
    expect((await ask(false)).problem.code).toBe('customers.numberTaken')
    expect((await ask(true)).body.numbers).toHaveLength(2)
    expect((await ask(true)).body.numbers).toHaveLength(2)
    expect((await record(one)).numbers).toEqual([])
    expect((await findCustomer(ctx().db, { number: mine }))?.id).toBe(other)
    expect((await findCustomer(ctx().db, { id: one }))?.number).toBeNull()
    const bad = await director.ask(addNumber, { params: { customerId: one }, body: { number: '1.38E+10' } })
    expect(bad.problem.code).toBe('customers.badNumber')
  })
})

describe('a person who wants to be forgotten', () => {
  test('leaves ids in ledgers and no word, number or token, of merged records either', async () => {
    const mine = number()
    const kept = await someone({ number: mine, name: '周静' })
    const other = await someone({ name: '周小静', company: '蓝天' })
    await merge(director, kept, other)
    const erased = await eraseCustomer(ctx(), other)
    expect(erased.customerIds.toSorted()).toEqual([kept, other].toSorted())
    expect(erased.numbers).toContain(mine)
    expect(await findCustomer(ctx().db, { number: mine })).toBeUndefined()
    const left = JSON.stringify(await stateOf([kept, other]))
    for (const word of ['周静', '周小静', '蓝天', mine]) expect(left).not.toContain(word)
    const mergeId = (await record(kept)).merges[0]?.id ?? ''
    expect((await director.ask(undoMerge, { params: { mergeId } })).problem.code).toBe('customers.isErased')
    const [again] = await upsertCustomers(ctx().db, [{ number: mine }])
    expect(again).not.toBe(kept)
  })
})
