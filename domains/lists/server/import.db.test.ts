import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareJobs } from '#platform/jobs.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { reconciles } from '../batch.ts'
import { getList, listEntries, revertBatch } from '../contract.ts'
import { countActiveEntries, findList, importRows } from './public.ts'
import { importText, newList, system } from './test-lists.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  await prepareJobs(centre.urls.ownerUrl)
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const entriesOf = async (listId: string, query = {}) =>
  (await manager.ask(listEntries, { params: { listId }, query: { limit: 200, ...query } })).body

describe('importing a file', () => {
  test('takes good rows in, joins repeated numbers and refuses the rest, and the counts add up', async () => {
    const list = await newList(manager)
    const batch = await importText(
      { centre, person: manager, listId: list.id },
      '手机号,姓名,城市,套餐\n13800138000,王芳,上海,A\n138-0013-8001,李伟,北京,\n+86 138 0013 8000,,,B\n1.38E+10,张三,广州,\n',
    )
    expect(batch).toMatchObject({ state: 'imported', read: 4, accepted: 2, merged: 1, refused: 1, progress: 100 })
    expect(reconciles(batch)).toBe(true)
    const { rows, total } = await entriesOf(list.id)
    expect(total).toBe(2)
    expect(rows[0]).toMatchObject({ number: '138****8000', name: '王芳', attributes: { 城市: '上海', 套餐: 'B' } })
    expect((await manager.ask(getList, { params: { listId: list.id } })).body.activeEntries).toBe(2)
  })
  test('and taking it back leaves the list as it was', async () => {
    const list = await newList(manager)
    const first = await importText(
      { centre, person: manager, listId: list.id },
      '电话,姓名,备注\n13800138000,王芳,旧\n13800138001,李伟,旧\n',
    )
    const second = await importText(
      { centre, person: manager, listId: list.id },
      '电话,姓名,备注\n13800138000,,新\n13800138002,赵云,新\n',
    )
    expect(second).toMatchObject({ accepted: 1, merged: 1 })
    await manager.ask(revertBatch, { params: { batchId: second.id } })
    const after = await entriesOf(list.id)
    expect(after.rows.map(({ name, attributes }) => [name, attributes.备注])).toEqual([
      ['王芳', '旧'],
      ['李伟', '旧'],
    ])
    expect(after.total).toBe(2)
    expect(first.state).toBe('imported')
  })
  test('whose rows another file brought too leaves these to the other', async () => {
    const list = await newList(manager)
    const first = await importText(
      { centre, person: manager, listId: list.id },
      '电话,姓名,备注\n13800138000,王芳,旧\n13800138001,李伟,旧\n',
    )
    const second = await importText({ centre, person: manager, listId: list.id }, '电话,姓名,备注\n13800138000,,新\n')
    const reverted = await manager.ask(revertBatch, { params: { batchId: first.id } })
    expect(reverted.body).toMatchObject({ state: 'reverted', read: 2, accepted: 2 })
    const { rows } = await entriesOf(list.id)
    expect(rows).toMatchObject([{ batchId: second.id, name: '', attributes: { 备注: '新' } }])
    expect(await countActiveEntries(system(centre).db, list.id)).toBe(1)
    expect((await entriesOf(list.id, { reverted: 'yes' })).rows).toHaveLength(1)
  })
})

test('generated rows go the way of an upload', async () => {
  const list = await newList(manager)
  const rows = Array.from({ length: 9000 }, (_, n) => ({
    number: `139${String(n % 8500).padStart(8, '0')}`,
    name: `客户${n}`,
  }))
  const batch = await importRows(system(centre), { listId: list.id, name: 'seed', rows })
  expect(batch).toMatchObject({ state: 'imported', read: 9000, accepted: 8500, merged: 500, refused: 0 })
  expect((await findList(system(centre).db, list.id))?.activeEntries).toBe(8500)
})
