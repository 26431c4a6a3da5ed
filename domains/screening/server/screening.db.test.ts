import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { revertBatch } from '#domains/lists/contract.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person as Asker, type TestCentre, testCentre } from '#server/testing.ts'
import {
  applyScreening,
  exportScreenedRows,
  getScreening,
  liftScreening,
  listRuns,
  listScreenedRows,
  makeDefault,
  previewScreening,
  saveScreening,
  takeDefault,
} from '../contract.ts'
import type { Rule } from '../rules.ts'
import { screenAgain } from './service.ts'
import { addPeople, newCampaign, openGround, type Person, rule, settings } from './test-screening.ts'

let centre: TestCentre
let manager: Asker
beforeAll(async () => {
  centre = await testCentre()
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())
const db = () => centre.base.database.engine

let next = 0
/** As many people, each with a number of their own and what is said of them. */
const people = (...said: Partial<Person>[]): Person[] =>
  said.map((person) => ({ number: `+86139${String(++next).padStart(8, '0')}`, ...person }))
const preview = async (campaignId: string, rules: Rule[]) =>
  (await manager.ask(previewScreening, { params: { campaignId }, body: { rules, classes: [] } })).body
/** What a rule takes, looked at alone. */
const takenBy = async (said: Partial<Person>[], asked: Rule): Promise<number> => {
  const { campaignId } = await openGround(centre, people(...said))
  return (await preview(campaignId, [asked])).rules[0]?.taken ?? -1
}
const save = async (campaignId: string, rules: Rule[], automatic = true) => {
  const { body } = await manager.ask(getScreening, { params: { campaignId } })
  return manager.ask(saveScreening, {
    params: { campaignId },
    body: { ...settings(rules), automatic, version: body.version },
  })
}
const apply = async (campaignId: string) => (await manager.ask(applyScreening, { params: { campaignId } })).body
const excluded = async (campaignId: string): Promise<string[]> =>
  (
    await sql<{ entryId: string }>`
    select entry_id from screening.exclusion_fact where campaign_id = ${campaignId} order by entry_id`.execute(db())
  ).rows.map(({ entryId }) => entryId)

describe('a rule takes out', () => {
  test.each(['suspended', 'empty', 'fax', 'dataCard', 'notThePerson'] as const)(
    'numbers that are %s',
    async (state) => {
      expect(
        await takenBy(
          [{ state }, { state: 'valid' }, {}],
          rule([{ field: 'numberState', operator: 'is', values: [state] }]),
        ),
      ).toBe(1)
    },
  )
  test('numbers nobody can dial', async () => {
    const numbers = ['+8613900000001', '+861390000', '+862160000000', '+86100', '+8614212345678', '+14155550123']
    const said = numbers.map((number) => ({ number: `${number}` }))
    expect(await takenBy(said, rule([{ field: 'badFormat', operator: 'yes' }]))).toBe(2)
  })
  test('the same person again, and of two numbers the one that cannot be used', async () => {
    const { campaignId, entryIds } = await openGround(centre, people({ state: 'empty' }, { same: 0 }, {}))
    await save(campaignId, [rule([{ field: 'repeatedInList', operator: 'yes' }])])
    expect((await apply(campaignId)).result.rules[0]?.taken).toBe(1)
    expect(await excluded(campaignId)).toEqual([entryIds[0]])
  })
  test('who may not be called, also when only in this campaign, and not once it has ended', async () => {
    const asked = rule([{ field: 'doNotCall', operator: 'yes' }])
    const { campaignId, entryIds } = await openGround(centre, people({ forbidden: true }, {}, {}))
    expect((await preview(campaignId, [asked])).rules[0]?.taken).toBe(1)
    const only = async (of: string) =>
      sql`insert into compliance.do_not_call (number, since, reason, kind, campaign_id)
        select number, ${centre.clock.now()}, 'x', 'campaign', ${of} from lists.entry where id = ${entryIds[1]}`.execute(
        db(),
      )
    await only(newId(Date.now()))
    expect((await preview(campaignId, [asked])).rules[0]?.taken).toBe(1)
    await only(campaignId)
    expect((await preview(campaignId, [asked])).rules[0]?.taken).toBe(2)
  })
  test('who is in another campaign that started earlier, not the other way round', async () => {
    const asked = rule([{ field: 'inAnotherCampaign', operator: 'yes' }])
    const ground = await openGround(centre, people({}, {}))
    const later = await newCampaign(centre, ground.siteId, ground.listId)
    const start = (id: string, at: string) =>
      sql`update campaigns.campaign set state = 'running', started_at = ${at} where id = ${id}`.execute(db())
    await start(ground.campaignId, '2026-03-01T01:00:00Z')
    await start(later, '2026-03-02T01:00:00Z')
    expect((await preview(later, [asked])).rules[0]?.taken).toBe(2)
    expect((await preview(ground.campaignId, [asked])).rules[0]?.taken).toBe(0)
    await sql`update campaigns.campaign set state = 'paused' where id in (${ground.campaignId}, ${later})`.execute(db())
  })
  test('whom a product they hold excludes, until it has ended', async () => {
    const { campaignId, entryIds } = await openGround(centre, people({}, {}, {}))
    const hold = (place: number, product: string, endedOn: string | null) =>
      sql`insert into customers.holding (customer_id, product, ended_on)
        select customer_id, ${product}, ${endedOn} from lists.entry where id = ${entryIds[place]}`.execute(db())
    await hold(0, '5G 套餐', null)
    await hold(1, '5G 套餐', '2026-01-01')
    await hold(2, '宽带', null)
    const asked = rule([{ field: 'products', operator: 'is', values: ['5G 套餐', '靓号'] }], { level: 'middle' })
    expect((await preview(campaignId, [asked])).rules[0]?.taken).toBe(1)
  })
  test('whom all campaigns together have called often enough this month', async () => {
    const thisMonth = Array.from({ length: 3 }, () => ({ daysAgo: 2 }))
    const said = [
      { calls: thisMonth },
      { calls: [{ daysAgo: 2 }, { daysAgo: 6 }, { daysAgo: 7 }] },
      // Called off before it rang: nobody heard of it.
      { calls: [...thisMonth.slice(1), { daysAgo: 1, cause: 'cancelled', rang: false }] },
    ]
    const asked = rule([{ field: 'dialsThisMonth', operator: 'atLeast', values: ['3'] }], { level: 'middle' })
    const { campaignId, siteId } = await openGround(centre, people(...said))
    expect((await preview(campaignId, [asked])).rules[0]?.taken).toBe(1)
    // The calls stand under this campaign; another sees them just as well.
    const { listId } =
      (await sql<{ listId: string }>`select list_id from campaigns.campaign where id = ${campaignId}`.execute(db()))
        .rows[0] ?? {}
    const other = await newCampaign(centre, siteId, listId ?? null)
    expect((await preview(other, [asked])).rules[0]?.taken).toBe(1)
  })
  test('whom merged records call one person, with the calls of both', async () => {
    const { campaignId, entryIds } = await openGround(
      centre,
      people({ calls: [{ daysAgo: 1 }] }, { calls: [{ daysAgo: 1 }] }),
    )
    await sql`update customers.customer set merged_into = o.customer_id, golden_id = o.customer_id from lists.entry o, lists.entry e
      where o.id = ${entryIds[0]} and e.id = ${entryIds[1]} and customers.customer.id = e.customer_id`.execute(db())
    const outcome = await preview(campaignId, [
      rule([{ field: 'dialsThisMonth', operator: 'atLeast', values: ['2'] }]),
      rule([{ field: 'repeatedInList', operator: 'yes' }]),
    ])
    expect(outcome.rules.map(({ alone }) => alone)).toEqual([2, 1])
  })
  test('who refused, bought or complained lately, and who took their consent back', async () => {
    const said = [
      { calls: [{ daysAgo: 10, outcomeKind: 'refusal', talkMs: 5000 }] },
      { calls: [{ daysAgo: 80, outcomeKind: 'refusal', talkMs: 5000 }] },
      { consent: 'withdrawn' as const },
      { consent: 'given' as const },
    ]
    const refused = rule([{ field: 'refusals', withinDays: 60, operator: 'atLeast', values: ['1'] }], { level: 'high' })
    expect(await takenBy(said, refused)).toBe(1)
    expect(await takenBy(said, rule([{ field: 'consent', operator: 'is', values: ['withdrawn'] }]))).toBe(1)
    expect(await takenBy(said, rule([{ field: 'consent', operator: 'missing' }]))).toBe(2)
  })
  test('all but the market, and who is not known to be in it', async () => {
    const said = [
      { attributes: { 城市: '上海' } },
      { attributes: { 城市: ' 北京 ' } },
      { attributes: { 城市: '' } },
      {},
    ]
    const market = rule([{ field: 'attribute', name: '城市', operator: 'is', values: ['上海', '北京'] }], {
      level: 'middle',
      deed: 'keepOnly',
    })
    expect(await takenBy(said, market)).toBe(2)
  })
  test('nobody by a field nobody has, and says so', async () => {
    const { campaignId } = await openGround(centre, people({ attributes: { 城市: '上海' } }, {}))
    const asked = rule([{ field: 'attribute', name: '星座', operator: 'is', values: ['狮子'] }], { deed: 'keepOnly' })
    expect((await preview(campaignId, [asked])).rules[0]).toMatchObject({ taken: 0, alone: 0, note: 'nobodyHasIt' })
  })
  test('nobody by questions that contradict each other, and says so', async () => {
    const { campaignId } = await openGround(centre, people({ attributes: { 年龄: '55' } }))
    const age = { field: 'attribute', name: '年龄' } as const
    const asked = rule(
      [
        { ...age, operator: 'above', values: ['60'] },
        { ...age, operator: 'below', values: ['50'] },
      ],
      { deed: 'keepOnly' },
    )
    expect((await preview(campaignId, [asked])).rules[0]).toMatchObject({ taken: 0, note: 'contradiction' })
  })
  test('nobody of an empty list', async () => {
    const { campaignId } = await openGround(centre, [])
    const outcome = await preview(campaignId, [rule([{ field: 'badFormat', operator: 'no' }])])
    expect(outcome).toMatchObject({ total: 0, passed: 0, ungraded: 0 })
    expect(await apply(campaignId)).toMatchObject({ total: 0, passed: 0, added: 0 })
  })
})

describe('hostile words', () => {
  const hostile = [
    "'; drop table screening.plan; --",
    '$' + '{1}',
    '$1',
    '\\',
    '%',
    '{}',
    '"',
    '👩‍👩‍👧',
    '𠮷',
    '‮gnp',
    '<script>',
    "' or '1'='1",
    '{"a":1}',
    '-1e309',
  ]
  test('are compared as they are', async () => {
    const said = hostile.map((word) => ({ attributes: { [word]: word } }))
    const { campaignId } = await openGround(centre, people(...said))
    for (const word of hostile) {
      const outcome = await preview(campaignId, [
        rule([{ field: 'attribute', name: word, operator: 'is', values: [word] }]),
        rule([{ field: 'attribute', name: word, operator: 'contains', values: [word] }]),
        rule([{ field: 'attribute', name: word, operator: 'above', values: ['-1'] }]),
      ])
      expect(
        outcome.rules.map(({ alone }) => alone),
        word,
      ).toEqual([1, 1, 0])
    }
  })
  test('that cannot be kept are refused', async () => {
    const { campaignId } = await openGround(centre, people({}))
    const asked = (values: string[]) => rule([{ field: 'attribute', name: 'a', operator: 'is', values }])
    for (const values of [['\0'], ['   '], ['x'.repeat(201)], []]) {
      const said = await manager.ask(previewScreening, {
        params: { campaignId },
        body: { rules: [asked(values)], classes: [] },
      })
      expect(said.status).toBe(400)
    }
  })
})

describe('what is applied', () => {
  const urban = () => rule([{ field: 'attribute', name: '城市', operator: 'is', values: ['上海'] }])

  test('is preceded by a preview with no effect, counts each row once, and can be lifted', async () => {
    const { campaignId, entryIds } = await openGround(
      centre,
      people({ attributes: { 城市: '上海' }, forbidden: true }, { forbidden: true }, {}),
    )
    const rules = [rule([{ field: 'doNotCall', operator: 'yes' }]), { ...urban(), level: 'middle' as const }]
    const outcome = await preview(campaignId, rules)
    expect(outcome).toMatchObject({ total: 3, passed: 1 })
    expect(outcome.rules.map(({ taken, alone }) => [taken, alone])).toEqual([
      [2, 2],
      [0, 1],
    ])
    expect(await excluded(campaignId)).toEqual([])

    await save(campaignId, rules)
    expect(await apply(campaignId)).toMatchObject({ total: 3, passed: 1, added: 2, released: 0 })
    expect(await excluded(campaignId)).toEqual(entryIds.slice(0, 2))
    expect(await apply(campaignId)).toMatchObject({ added: 0, released: 0 })

    const lifted = await manager.ask(liftScreening, { params: { campaignId } })
    expect(lifted.body).toMatchObject({ released: 2, reason: 'lifted' })
    expect(await excluded(campaignId)).toEqual([])
    expect((await manager.ask(liftScreening, { params: { campaignId } })).problem.code).toBe('screening.notScreened')
    const { body: runs } = await manager.ask(listRuns, { params: { campaignId } })
    expect(runs.map(({ reason }) => reason)).toEqual(['lifted', 'asked', 'asked'])
  })
  test('is told row by row with masked numbers, on screen and in a file', async () => {
    const { campaignId } = await openGround(centre, people({ name: '=cmd|张三', attributes: { 城市: '上海' } }, {}))
    const [asked] = [urban()]
    await save(campaignId, [asked])
    await apply(campaignId)
    const { body } = await manager.ask(listScreenedRows, { params: { campaignId }, query: { ruleId: asked.id } })
    expect(body).toMatchObject({ total: 1, rows: [{ name: '=cmd|张三', level: 'primary', ruleId: asked.id }] })
    expect(body.rows[0]?.number).toMatch(/^139\*{4}\d{4}$/)
    const file = await manager.ask(exportScreenedRows, {
      params: { campaignId },
      query: { ruleId: asked.id, reason: '月度复核名单' },
    })
    expect(String(file.body)).toContain("'=cmd|张三")
    expect(String(file.body)).toContain(asked.nameZh)
    expect(String(file.body)).not.toMatch(/139\d{8}/)
  })
  test('comes to the same when two do it at once', async () => {
    const { campaignId, entryIds } = await openGround(centre, people({ attributes: { 城市: '上海' } }, {}, {}))
    await save(campaignId, [urban()])
    const runs = await Promise.all(Array.from({ length: 4 }, () => apply(campaignId)))
    expect(runs.map(({ added }) => added).sort()).toEqual([0, 0, 0, 1])
    expect(await excluded(campaignId)).toEqual([entryIds[0]])
  })
  test('forgets who was taken back meanwhile, and does again when the list changes', async () => {
    const ground = await openGround(centre, people({ attributes: { 城市: '上海' } }, {}))
    await save(ground.campaignId, [urban()])
    await apply(ground.campaignId)
    const { entryIds, batchId } = await addPeople(centre, ground, people({ attributes: { 城市: '上海' } }))
    const [{ unseen } = { unseen: 0 }] = (
      await sql<{
        unseen: number
      }>`select count(*)::int as unseen from lists.entry e join screening.screened_fact s on s.list_id = e.list_id
        where s.campaign_id = ${ground.campaignId} and e.id > s.screened_up_to`.execute(db())
    ).rows
    expect(unseen).toBe(1)
    const system = systemContext(centre.base)
    await screenAgain(system, ground.campaignId, 'listChanged')
    expect(await excluded(ground.campaignId)).toEqual([ground.entryIds[0], ...entryIds].sort())
    expect((await manager.ask(revertBatch, { params: { batchId } })).status).toBe(200)
    await screenAgain(system, ground.campaignId, 'listChanged')
    expect(await excluded(ground.campaignId)).toEqual([ground.entryIds[0]])
    expect((await manager.ask(listRuns, { params: { campaignId: ground.campaignId } })).body[0]).toMatchObject({
      total: 2,
      released: 1,
    })
  })
  test('leaves a campaign alone that nobody has had screened', async () => {
    const { campaignId } = await openGround(centre, people({ forbidden: true }))
    await screenAgain(systemContext(centre.base), campaignId, 'nightly')
    expect((await manager.ask(listRuns, { params: { campaignId } })).body).toEqual([])
  })
})

describe('who may', () => {
  test('a supervisor screens the own site only; an agent not at all', async () => {
    const { campaignId, siteId } = await openGround(centre, people({}))
    const [own, other] = [
      await centre.someone('supervisor', { siteIds: [siteId] }),
      await centre.someone('supervisor', { siteIds: [newId(Date.now())] }),
    ]
    const asked = { params: { campaignId }, body: { rules: [], classes: [] } }
    expect((await own.ask(previewScreening, asked)).status).toBe(200)
    expect((await other.ask(previewScreening, asked)).problem.code).toBe('screening.outOfReach')
    expect((await other.ask(applyScreening, { params: { campaignId } })).status).toBe(403)
    expect((await (await centre.someone('agent')).ask(getScreening, { params: { campaignId } })).status).toBe(403)
  })
  test('who saves over what another saved meanwhile is told', async () => {
    const { campaignId } = await openGround(centre, people({}))
    const body = { ...settings([]), automatic: true, version: 0 }
    const said = await Promise.all([1, 2].map(() => manager.ask(saveScreening, { params: { campaignId }, body })))
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409])
  })
  test('without a list there is nothing to screen', async () => {
    const { siteId } = await openGround(centre, [])
    const campaignId = await newCampaign(centre, siteId, null)
    expect((await manager.ask(applyScreening, { params: { campaignId } })).problem.code).toBe('screening.noList')
    const nobody = { params: { campaignId: newId(Date.now()) } }
    expect((await manager.ask(applyScreening, nobody)).problem.code).toBe('screening.noSuchCampaign')
  })
  test('the centre’s rules are where campaigns begin', async () => {
    const { campaignId } = await openGround(centre, people({}))
    const own = settings([rule([{ field: 'doNotCall', operator: 'yes' }])])
    expect((await manager.ask(makeDefault, { body: own })).status).toBe(200)
    expect((await manager.ask(getScreening, { params: { campaignId } })).body).toMatchObject({
      isOwn: false,
      rules: own.rules,
    })
    await save(campaignId, [])
    expect((await manager.ask(takeDefault, { params: { campaignId } })).body).toMatchObject({
      isOwn: true,
      rules: own.rules,
    })
    await sql`delete from screening.plan where campaign_id = '00000000-0000-0000-0000-000000000000'`.execute(db())
  })
})
