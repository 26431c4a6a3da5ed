import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { changeList, createList, downloadTemplate, getList, type List, listEntries, listLists } from '../contract.ts'
import { countActiveEntries, importRows } from './public.ts'
import { newList, system, upload } from './test-lists.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const changed = (list: List, change: object) =>
  manager.ask(changeList, { params: { listId: list.id }, body: { ...list, closed: list.closedAt !== null, ...change } })

describe('a list', () => {
  test('has a name of its own', async () => {
    const list = await newList(manager, '信用卡分期 三月')
    const again = await manager.ask(createList, { body: { name: list.name, siteId: list.siteId } })
    expect([again.status, again.problem.code, again.problem.params]).toEqual([
      409,
      'lists.nameTaken',
      { name: list.name },
    ])
    const other = await newList(manager)
    expect((await changed(other, { name: list.name })).problem.code).toBe('lists.nameTaken')
    expect((await changed(list, { supplier: '供应商甲' })).body).toMatchObject({
      name: list.name,
      supplier: '供应商甲',
      version: 2,
    })
  })
  test('is not saved over what somebody else saved meanwhile', async () => {
    const list = await newList(manager)
    await changed(list, { note: '一' })
    expect((await changed(list, { note: '二' })).problem.code).toBe('lists.changedMeanwhile')
    expect((await manager.ask(getList, { params: { listId: list.id } })).body.note).toBe('一')
  })
  test('that is closed takes no more files, and opens again', async () => {
    const list = await newList(manager)
    const closed = (await changed(list, { closed: true })).body
    expect(closed.closedAt).not.toBeNull()
    expect((await upload(manager, list.id, '13800138000')).problem.code).toBe('lists.closed')
    expect((await changed(closed, { closed: false })).body.closedAt).toBeNull()
    expect((await upload(manager, list.id, '13800138000')).status).toBe(200)
  })
  test('is found by part of its name or supplier, signs of a pattern being letters like others', async () => {
    const list = await newList(manager, '100%_保险')
    await newList(manager, '1000 保险')
    const found = await manager.ask(listLists, { query: { search: '100%_' } })
    expect(found.body.rows.map(({ id }) => id)).toEqual([list.id])
    expect(found.body.total).toBe(1)
  })
  test('is read by whoever leads at its site, changed by whoever manages, and no business of an agent', async () => {
    const list = await newList(manager)
    const leader = await centre.someone('teamLeader', { siteIds: [list.siteId] })
    const elsewhere = await centre.someone('supervisor')
    const agent = await centre.someone('agent')
    expect((await elsewhere.ask(getList, { params: { listId: list.id } })).status).toBe(404)
    expect((await leader.ask(getList, { params: { listId: list.id } })).status).toBe(200)
    expect((await leader.ask(createList, { body: { name: 'x', siteId: newId(1) } })).status).toBe(403)
    expect((await agent.ask(listLists)).status).toBe(403)
  })
})

describe('the entries of a list', () => {
  const entries = async (listId: string, query: object) =>
    (await manager.ask(listEntries, { params: { listId }, query: query as never })).body
  let list: List
  beforeAll(async () => {
    list = await newList(manager, '明细')
    const rows = Array.from({ length: 230 }, (_, n) => ({
      number: n < 200 ? `139${String(n).padStart(8, '0')}` : `010-6234${String(n).padStart(4, '0')}`,
      name: n % 2 ? `王${n}` : `李${n}`,
    }))
    await importRows(system(centre), { listId: list.id, name: 'seed', rows })
  })
  test('are paged by key: each once, in the order they came', async () => {
    const seen: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await entries(list.id, { limit: 100, ...(after ? { after } : {}) })
      seen.push(...page.rows.map(({ lineNumber }) => lineNumber))
      expect(page.total).toBe(230)
      if (!page.next) break
      after = page.next
    }
    expect(seen).toEqual(Array.from({ length: 230 }, (_, n) => n + 1))
    expect(await countActiveEntries(system(centre).db, list.id)).toBe(230)
  })
  test('from a place nobody gave are refused', async () => {
    const from = (after: string) => manager.ask(listEntries, { params: { listId: list.id }, query: { after } })
    expect((await from('x')).status).toBe(400)
    expect((await from(newId(1))).body.rows).toEqual([])
  })
  test('are found by the beginning of a name or of a number, written as people do', async () => {
    expect(
      (await entries(list.id, { search: '王1', limit: 200 })).rows.every(({ name }) => name.startsWith('王1')),
    ).toBe(true)
    expect((await entries(list.id, { search: '139 0000 019', limit: 200 })).rows).toHaveLength(10)
    expect((await entries(list.id, { search: '010-62340229' })).rows).toMatchObject([
      { name: '王229', number: '010****0229' },
    ])
    expect((await entries(list.id, { search: '+86139', limit: 200 })).rows).toHaveLength(200)
    expect((await entries(list.id, { search: '没有此人' })).rows).toEqual([])
  })
  test('never show a whole number', async () => {
    const page = await entries(list.id, { limit: 200 })
    expect(page.rows.filter(({ number }) => !/^\d{3}\*{4}\d{4}$/.test(number))).toEqual([])
  })
})

test('the template carries the headings the importer knows', async () => {
  const { body, headers } = await manager.inject({ method: downloadTemplate.method, url: '/api/list-template.csv' })
  expect(body).toBe('\ufeff手机号码,姓名,优先级,拨打次数上限,接通概率\r\n')
  expect(decodeURIComponent(String(headers['content-disposition']))).toContain('名单导入模板.csv')
})
