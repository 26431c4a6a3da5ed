import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addHolding,
  addNumber,
  addRelation,
  addStage,
  callFirst,
  changeCustomer,
  changeHolding,
  changeStage,
  exportCustomers,
  getRecord,
  listCustomers,
  listStages,
  listTags,
  readFullNumber,
  removeNumber,
  removeRelation,
  setTags,
} from '../../contract.ts'
import { setOwner, upsertCustomers, workOffSearchIndex } from '../public.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())
const ctx = () => systemContext(centre.base)
let next = 0
const number = () => `+86151${String(++next).padStart(8, '0')}`
const someone = async (given: Partial<Parameters<typeof upsertCustomers>[1][number]> = {}): Promise<string> =>
  (await upsertCustomers(ctx().db, [{ number: number(), source: '名单 A', ...given }]))[0] ?? ''
const record = async (customerId: string, who = manager) => (await who.ask(getRecord, { params: { customerId } })).body
const found = async (who: Person, search: string) =>
  (await who.ask(listCustomers, { query: { search } })).body.rows.map(({ id }) => id)

const hostile = [
  `'; drop table customers.customer; --`,
  '<img src=x onerror=alert(1)>',
  '=cmd|calc!A1',
  '{{constructor}}',
  '__proto__',
  '\u202e反转',
  '👨‍👩‍👧‍👦',
  '%_%',
  '"},{"',
  'Ａ'.repeat(199),
]

describe('before there is anybody', () => {
  test('lists, tags and files are empty, not broken', async () => {
    const { body } = await manager.ask(listCustomers, {})
    expect(body).toMatchObject({ rows: [], next: null, more: false })
    expect((await manager.ask(listCustomers, { query: { search: '王' } })).body.rows).toEqual([])
    expect((await manager.ask(listTags, {})).body).toEqual([])
    const file = await manager.ask(exportCustomers, { query: { reason: '季度核对' } })
    expect(String(file.body).trimEnd().split('\r\n')).toHaveLength(1)
  })
})

describe('a record', () => {
  test.each(hostile)('keeps words byte for byte, whatever they are: %j', async (words) => {
    const id = await someone()
    const { version } = await record(id)
    // A body with such a key is refused before it is read.
    const key = words === '__proto__' ? 'constructor' : words.slice(0, 60)
    const changed = await manager.ask(changeCustomer, {
      params: { customerId: id },
      body: { version, name: words, company: words, attributes: { [key]: words } },
    })
    expect(changed.status).toBe(200)
    await manager.ask(setTags, { params: { customerId: id }, body: { tags: [words.slice(0, 40)] } })
    await manager.ask(addHolding, {
      params: { customerId: id },
      body: { product: words.slice(0, 120), boughtOn: '2026-03-01' },
    })
    const seen = await record(id)
    expect(seen).toMatchObject({ name: words, company: words, kind: 'customer' })
    expect(Object.entries(seen.attributes)).toEqual([[key, words]])
    expect(seen.tags).toEqual([words.slice(0, 40).trim()])
    expect(seen.holdings).toMatchObject([{ product: words.slice(0, 120), quantity: 1, amount: null }])
    expect((await manager.ask(listCustomers, { query: { search: words.slice(0, 60) } })).status).toBe(200)
  })

  test('tells of each word who said it and when, and what stood there before', async () => {
    const id = await someone({ name: '吴刚', attributes: { city: '上海' } })
    const { version } = await record(id)
    const body = { version, talkPattern: 'silent' as const, attributes: { city: '北京' } }
    const changed = (await manager.ask(changeCustomer, { params: { customerId: id }, body })).body
    expect(changed.sources.name?.source).toBe('名单 A')
    expect(changed.sources['attributes.city']).toEqual({
      source: changed.edits[0]?.byName,
      at: '2026-03-05T01:00:00.000Z',
    })
    expect(changed.edits.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['attributes.city', '上海', '北京'],
      ['talkPattern', null, 'silent'],
    ])
    const late = await manager.ask(changeCustomer, { params: { customerId: id }, body })
    expect(late.problem.code).toBe('customers.changedMeanwhile')
  })

  test('stands in stages of its own kind, which managers name and retire', async () => {
    const id = await someone()
    const stages = (await manager.ask(listStages, {})).body
    const [lead, customer] = (['lead', 'customer'] as const).map((kind) => stages.find((stage) => stage.kind === kind))
    const set = async (body: object) => {
      const { version } = await record(id)
      return manager.ask(changeCustomer, { params: { customerId: id }, body: { version, ...body } })
    }
    expect((await set({ lifecycleId: customer?.id })).problem.code).toBe('customers.stageOfOtherKind')
    expect((await set({ lifecycleId: newId(1) })).problem.code).toBe('customers.noSuchStage')
    expect((await set({ lifecycleId: lead?.id })).body.lifecycleId).toBe(lead?.id)
    expect((await set({ kind: 'customer' })).body).toMatchObject({ kind: 'customer', lifecycleId: null })

    const form = { kind: 'lead' as const, type: 'interested' as const, nameZh: '待报价', nameEn: 'Quote', position: 9 }
    const made = (await manager.ask(addStage, { body: form })).body
    expect((await manager.ask(addStage, { body: form })).problem.code).toBe('customers.stageNameTaken')
    const { kind: _kind, ...rest } = form
    const params = { stageId: made.id }
    await manager.ask(changeStage, { params, body: { ...rest, version: made.version, retired: true } })
    expect((await set({ kind: 'lead', lifecycleId: made.id })).problem.code).toBe('customers.noSuchStage')
    expect((await manager.ask(addStage, { body: form })).status).toBe(200)
    const agent = await centre.someone('agent')
    expect((await agent.ask(addStage, { body: form })).status).toBe(403)
  })

  test('has its numbers by what screens show, the first one chosen by people', async () => {
    const id = await someone()
    const added = await manager.ask(addNumber, {
      params: { customerId: id },
      body: { number: '010-62345678 转 801' },
    })
    expect(added.body.numbers).toMatchObject([
      { isPrimary: true, kind: 'mobile' },
      { isPrimary: false, kind: 'landline', extension: '801', number: '010****5678' },
    ])
    const params = { customerId: id, key: added.body.numbers[1]?.key ?? '' }
    expect((await manager.ask(callFirst, { params })).body.numbers[0]).toMatchObject({
      kind: 'landline',
      isPrimary: true,
    })
    const officer = await centre.someone('complianceOfficer')
    const read = await officer.ask(readFullNumber, {
      params: { customerId: id },
      body: { reason: '客户要求核对', masked: params.key },
    })
    expect(read.body.number).toBe('+861062345678')
    expect((await manager.ask(removeNumber, { params })).body.numbers).toMatchObject([{ isPrimary: true }])
    expect((await manager.ask(removeNumber, { params })).problem.code).toBe('customers.noSuchNumber')
  })

  test('has relations that read from both ends, and purchases that end after they began', async () => {
    const [mother, son] = [await someone({ name: '郑母' }), await someone({ name: '郑子' })]
    const params = { customerId: mother }
    const add = () => manager.ask(addRelation, { params, body: { kind: 'child', customerId: son } })
    expect((await add()).body.relations).toMatchObject([{ kind: 'child', name: '郑子' }])
    expect((await add()).problem.code).toBe('customers.relationExists')
    const [seen] = (await record(son)).relations
    expect(seen).toMatchObject({ kind: 'parent', customerId: mother, name: '郑母' })
    const removed = await manager.ask(removeRelation, { params: { customerId: son, relationId: seen?.id ?? '' } })
    expect(removed.body.relations).toEqual([])
    const itself = await manager.ask(addRelation, { params, body: { kind: 'sibling', customerId: mother } })
    expect(itself.problem.code).toBe('customers.sameRecord')

    const form = { product: '宽带', boughtOn: '2026-03-02', endedOn: '2026-03-01' }
    expect((await manager.ask(addHolding, { params, body: form })).problem.code).toBe('customers.endsBeforeBought')
    const [held] = (await manager.ask(addHolding, { params, body: { ...form, endedOn: null } })).body.holdings
    const change = (holdingId: string) =>
      manager.ask(changeHolding, { params: { ...params, holdingId }, body: { ...form, endedOn: '2026-03-09' } })
    expect((await change(held?.id ?? '')).body.holdings).toMatchObject([{ endedOn: '2026-03-09' }])
    expect((await change(newId(2))).problem.code).toBe('customers.noSuchHolding')
  })
})

describe('a search', () => {
  test('finds imported people by name once the index has come to them, and by number at once', async () => {
    const mine = number()
    const id = await someone({ number: mine, name: '诸葛明远' })
    expect((await manager.ask(listCustomers, { query: { search: '诸葛' } })).body.waiting).toBeGreaterThan(0)
    await workOffSearchIndex(ctx())
    for (const text of ['诸葛', '诸葛明远', 'zgmy', 'zhuge', mine.slice(-8), `诸葛 ${mine.slice(-4)}`, mine])
      expect(await found(manager, text)).toContain(id)
    for (const text of ['诸葛亮', `诸葛 ${mine.slice(-4)}9`, '葛诸', '9999999'])
      expect(await found(manager, text)).not.toContain(id)
    expect((await manager.ask(listCustomers, { query: { search: '诸葛' } })).body.waiting).toBe(0)
  })

  test('and every list stays within the reader’s own rows', async () => {
    const agent = await centre.someone('agent')
    const other = await centre.someone('agent')
    const team = newId(3)
    const leader = await centre.someone('teamLeader', { teamIds: [team] })
    const [mine, theirs] = [await someone({ name: '慕容雪' }), await someone({ name: '慕容冰' })]
    await setOwner(ctx().db, { customerIds: [mine], ownerId: agent.id, teamId: team })
    await setOwner(ctx().db, { customerIds: [theirs], ownerId: other.id, teamId: newId(4) })
    await workOffSearchIndex(ctx())
    expect(await found(agent, '慕容')).toEqual([mine])
    expect(await found(other, 'murong')).toEqual([theirs])
    expect(await found(leader, '慕容')).toEqual([mine])
    expect((await found(manager, '慕容')).toSorted()).toEqual([mine, theirs].toSorted())
    expect((await agent.ask(listCustomers, {})).body.rows.map(({ id }) => id)).toEqual([mine])
    expect((await agent.ask(getRecord, { params: { customerId: theirs } })).problem.code).toBe(
      'customers.noSuchCustomer',
    )
    expect((await agent.ask(setTags, { params: { customerId: mine }, body: { tags: ['会员'] } })).status).toBe(200)
    expect((await agent.ask(setTags, { params: { customerId: mine }, body: { tags: [] } })).body.tags).toEqual([])
    const strange = await agent.ask(setTags, { params: { customerId: theirs }, body: { tags: ['会员'] } })
    expect(strange.problem.code).toBe('customers.noSuchCustomer')
    expect((await agent.ask(exportCustomers, { query: { reason: '季度核对' } })).status).toBe(403)
  })

  test('is not taken out as a file where a search tells of some only, nor asked for with a byte no text has', async () => {
    const { db } = systemContext(centre.base)
    await upsertCustomers(
      db,
      Array.from({ length: 201 }, (_, n) => ({ number: `+86199${String(n).padStart(8, '0')}`, name: '欧阳克' })),
    )
    await workOffSearchIndex(systemContext(centre.base))
    const takeOut = (search: string) => manager.ask(exportCustomers, { query: { search, reason: '季度核对' } })
    await expect.poll(async () => (await takeOut('欧阳克')).problem.code).toBe('customers.tooManyFound')
    expect((await takeOut('欧阳克 0007')).status).toBe(200)
    const asked = [{ tag: 'a\u0000' }, { search: 'a\u0000' }, { after: '\u0000' }]
    for (const query of asked) expect((await manager.ask(listCustomers, { query })).status).toBeLessThan(500)
  })

  test('is of a team’s own, from the moment a customer is its own and no longer', async () => {
    const { db } = systemContext(centre.base)
    const [one, other] = [newId(71), newId(72)]
    const leaders = [
      await centre.someone('teamLeader', { teamIds: [one] }),
      await centre.someone('teamLeader', { teamIds: [other] }),
    ]
    const [id = ''] = await upsertCustomers(db, [{ number: '+8619800000001', name: '慕容复' }])
    await expect
      .poll(async () => {
        await workOffSearchIndex(systemContext(centre.base))
        return (await manager.ask(listCustomers, { query: { search: '慕容复' } })).body.rows.length
      })
      .toBe(1)
    const found = async () => {
      const answers = await Promise.all(leaders.map((who) => who.ask(listCustomers, { query: { search: '慕容复' } })))
      return answers.map(({ body }) => body.rows.length)
    }
    expect(await found()).toEqual([0, 0])
    await setOwner(db, { customerIds: [id], ownerId: newId(73), teamId: one })
    expect(await found()).toEqual([1, 0])
    await setOwner(db, { customerIds: [id], ownerId: newId(74), teamId: other })
    expect(await found()).toEqual([0, 1])
    await setOwner(db, { customerIds: [id], ownerId: null, teamId: null })
    expect(await found()).toEqual([0, 0])
  })

  test('is the same list read in pages of any size, under any filter', async () => {
    const every = async (query: object, limit: number): Promise<string[]> => {
      const ids: string[] = []
      for (let after: string | undefined; ; ) {
        const { body } = await manager.ask(listCustomers, { query: { ...query, limit, ...(after ? { after } : {}) } })
        ids.push(...body.rows.map(({ id }) => id))
        if (!body.next) return ids
        after = body.next
      }
    }
    const whole = await every({}, 200)
    expect(new Set(whole).size).toBe(whole.length)
    for (const limit of [1, 7]) expect(await every({}, limit)).toEqual(whole)
    const customers = await every({ kind: 'customer' }, 3)
    expect(customers.length).toBeGreaterThan(0)
    expect(customers.length).toBeLessThan(whole.length)
    expect(await every({ kind: 'lead', tag: '没有这个标签' }, 3)).toEqual([])
    const file = String((await manager.ask(exportCustomers, { query: { reason: '季度核对', kind: 'customer' } })).body)
    expect(file).toContain(`'=cmd|calc!A1`)
    expect(file).not.toMatch(/151\d{8}/)
  })
})
