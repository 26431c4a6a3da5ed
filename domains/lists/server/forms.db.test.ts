import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareJobs } from '#platform/jobs.ts'
import { testWorkbook } from '#platform/workbook/read/test-workbook.ts'
import { openWorkbook } from '#platform/workbook/read/workbook.ts'
import { zipped } from '#platform/workbook/zip-write.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { dataSet } from '#tools/test/data-sets.ts'
import { reconciles } from '../batch.ts'
import {
  type Batch,
  cancelBatch,
  createList,
  downloadListTemplate,
  downloadRefused,
  getBatch,
  type List,
  listBatches,
  listEntries,
  previewBatch,
  startImport,
} from '../contract.ts'
import type { Mapping } from '../mapping.ts'
import { rowReader } from './file/row.ts'
import { uploadedRecords } from './import/source.ts'
import { importBatch, rowsPerChunk, writeAll } from './import/work.ts'
import { findBatchRow } from './store.ts'
import { importText, newList, post, startText, system, upload } from './test-lists.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  await prepareJobs(centre.urls.ownerUrl)
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const batchOf = async (batchId: string): Promise<Batch> => (await manager.ask(getBatch, { params: { batchId } })).body
const entriesOf = async (listId: string) =>
  (await manager.ask(listEntries, { params: { listId }, query: { limit: 200 } })).body.rows
const batchesOf = async (listId: string) => (await manager.ask(listBatches, { params: { listId } })).body
const previewOf = async (batchId: string, query = {}) =>
  (await manager.ask(previewBatch, { params: { batchId }, query })).body
const imported = (listId: string, bytes: string | Uint8Array, change?: (mapping: Mapping) => Mapping) =>
  importText({ centre, person: manager, listId }, bytes, change)
const refusedRows = async (batchId: string): Promise<string[][]> => {
  const answer = await manager.inject({
    method: 'GET',
    url: `/api${downloadRefused.path.replace('{batchId}', batchId)}?reason=mended`,
  })
  return Papa.parse<string[]>(answer.body.replace('\ufeff', ''), { skipEmptyLines: true }).data
}

describe('a workbook', () => {
  const people = [
    ['某某公司客户名单'],
    ['导出日期', { day: 45_296 }],
    ['手机号', '姓名', '客户编号', '开户日期', '备用电话'],
    [13800138000, '王芳', 'C001', { day: 45_296 }, ''],
    [],
    ['13800138001', '李伟', 'C002', '2024年1月6日', '13900139001'],
    [1.38001380001234e17, '张三', 'C003', '不详', ''],
    ['13800138000', '', '', '', ''],
  ]
  test('is imported from the sheet chosen: titles passed over, dates told, lost digits refused, counts true', async () => {
    const list = await newList(manager)
    const { body } = await upload(manager, list.id, testWorkbook({ 说明: [['请看第二页']], 名单: people }), '名单.xlsx')
    expect(body).toMatchObject({ state: 'uploaded', format: 'xlsx', encoding: null })
    expect((await previewOf(body.id)).sheets).toEqual(['说明', '名单'])
    const seen = await previewOf(body.id, { sheet: '名单' })
    expect(seen.mapping).toMatchObject({ format: 'xlsx', sheet: '名单', skipRows: 2, hasHeader: true })
    expect(seen.mapping.columns.map(({ as }) => as)).toEqual([
      'number',
      'name',
      'externalId',
      'attribute',
      'furtherNumber',
    ])
    expect(seen.unclearDates).toEqual([{ column: '开户日期', cells: 1, example: '不详' }])
    expect(seen.rows.map(({ line, fault }) => [line, fault])).toEqual([
      [4, null],
      [6, null],
      [7, 'scientificNotation'],
      [8, null],
    ])
    await manager.ask(startImport, { params: { batchId: body.id }, body: seen.mapping })
    await importBatch(system(centre), body.id)
    const batch = await batchOf(body.id)
    expect(batch).toMatchObject({ state: 'imported', read: 4, accepted: 2, merged: 1, refused: 1, progress: 100 })
    const [first, second] = await entriesOf(list.id)
    expect(first).toMatchObject({ number: '138****8000', attributes: { 客户编号: 'C001', 开户日期: '2024-01-05' } })
    expect(second).toMatchObject({ furtherNumbers: ['139****9001'], attributes: { 开户日期: '2024-01-06' } })
    const [header, refused] = await refusedRows(batch.id)
    expect(header?.slice(3, 7)).toEqual(['手机号', '姓名', '客户编号', '开户日期'])
    expect(refused?.slice(0, 7)).toEqual([
      '7',
      expect.any(String),
      '1.38001380001234E+17',
      '1.38001380001234E+17',
      '张三',
      'C003',
      '不详',
    ])
  })
  test('whose import is cut off goes on where it stood', async () => {
    const list = await newList(manager)
    const total = rowsPerChunk + 700
    const rows = Array.from({ length: total }, (_, n) => [14_200_000_000 + n, `客户${n}`])
    const { body } = await upload(manager, list.id, testWorkbook({ 名单: [['手机', '姓名'], ...rows] }), 'a.xlsx')
    const { mapping } = await previewOf(body.id)
    await manager.ask(startImport, { params: { batchId: body.id }, body: mapping })
    const batch = await findBatchRow(centre.base.database.engine, body.id)
    if (!batch) throw new Error('no batch')
    const dying = async function* () {
      let rowsRead = 0
      for await (const block of uploadedRecords(system(centre), batch, mapping)) {
        rowsRead += block.length
        yield block.slice(rowsRead === block.length ? 1 : 0).map(rowReader(mapping))
        if (rowsRead > rowsPerChunk) throw new Error('the machine went down')
      }
    }
    await expect(writeAll(system(centre), batch, dying(), () => 50)).rejects.toThrow('went down')
    expect(await batchOf(body.id)).toMatchObject({ state: 'importing', read: rowsPerChunk })
    await importBatch(system(centre), body.id)
    expect(await batchOf(body.id)).toMatchObject({ state: 'imported', read: total, accepted: total, merged: 0 })
  })
  test('that is damaged, or would burst, is refused in words and leaves no rows', async () => {
    const list = await newList(manager)
    const broken = await upload(manager, list.id, Buffer.from('PK\u0003\u0004....'), 'a.xlsx')
    expect(broken.problem.code).toBe('lists.workbookBroken')
    const bomb = zipped({
      'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="sheet1.xml"/></Relationships>',
      'xl/sheet1.xml': Buffer.alloc(48 * 1024 * 1024, '<x/>'),
    })
    const { body } = await upload(manager, list.id, bomb, 'b.xlsx')
    const answer = await manager.ask(previewBatch, { params: { batchId: body.id } })
    expect(answer.problem.code).toBe('lists.workbookBomb')
    expect(await entriesOf(list.id)).toEqual([])
  })
})

describe('the same file', () => {
  test('again is refused with the name of the earlier batch, unless it is meant', async () => {
    const list = await newList(manager)
    const file = '手机\n13800138000\n'
    await imported(list.id, file)
    const second = await upload(manager, list.id, file, '又一份.csv')
    expect(second).toMatchObject({ status: 409, problem: { code: 'lists.sameFile', params: { file: '名单.csv' } } })
    expect((await post(manager, `/lists/${list.id}/batches?again=yes`, file)).status).toBe(200)
    expect((await upload(manager, (await newList(manager)).id, file)).status).toBe(200)
  })
  test('posted many times at once is one batch', async () => {
    const list = await newList(manager)
    const sent = await Promise.all(Array.from({ length: 4 }, () => upload(manager, list.id, '手机\n13800138003\n')))
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect((await batchesOf(list.id)).filter(({ state }) => state !== 'failed')).toHaveLength(1)
  })
  test('posted many times at once by a program that names its request is one batch, and each post is told of it', async () => {
    const list = await newList(manager)
    const address = `/lists/${list.id}/imports?requestKey=2026-03-05`
    const sent = await Promise.all(Array.from({ length: 4 }, () => post(manager, address, '手机\n13800138004\n')))
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1)
    expect(await batchesOf(list.id)).toHaveLength(1)
  })
})

describe('a program', () => {
  const file = '甲;乙;丙\n13800138000;王芳;2024/1/5\n无;李伟;\n'
  const columns: Mapping['columns'] = [
    { name: '甲', as: 'number' },
    { name: '乙', as: 'name' },
    { name: '开户', as: 'attribute', date: true },
  ]
  test('posts a file with its mapping in one go, asks how far it is and takes the refused rows', async () => {
    const list = await newList(manager)
    const mapping = JSON.stringify({ columns })
    const sent = await post(manager, `/lists/${list.id}/imports`, file, { fields: { mapping } })
    expect(sent).toMatchObject({ status: 200, body: { state: 'importing' } })
    await importBatch(system(centre), sent.body.id)
    expect(await batchOf(sent.body.id)).toMatchObject({ state: 'imported', read: 2, accepted: 1, refused: 1 })
    expect((await entriesOf(list.id))[0]).toMatchObject({ name: '王芳', attributes: { 开户: '2024-01-05' } })
    expect(await refusedRows(sent.body.id)).toHaveLength(2)
  })
  test.each([
    ['lists.noNumberColumn', JSON.stringify({ hasHeader: true, columns: [{ name: 'a', as: 'name' }] })],
    ['lists.useTwice', JSON.stringify({ hasHeader: true, columns: [...columns, { name: 'x', as: 'number' }] })],
    ['lists.nameTwice', JSON.stringify({ hasHeader: true, columns: [...columns, { name: '开户', as: 'attribute' }] })],
    ['common.badInput', '{"columns":'],
    ['common.badInput', JSON.stringify({ hasHeader: 'maybe', columns })],
  ])('whose mapping contradicts itself is refused (%s) and leaves nothing behind', async (code, mapping) => {
    const list = await newList(manager)
    const sent = await post(manager, `/lists/${list.id}/imports`, file, { fields: { mapping } })
    expect(sent).toMatchObject({ status: 400, problem: { code } })
    expect(await batchesOf(list.id)).toEqual([])
  })
  test('that sends a file nobody can guess is told so, and may send it again with a mapping', async () => {
    const list = await newList(manager)
    const sent = await post(manager, `/lists/${list.id}/imports`, 'x;y\n王芳;李伟\n')
    expect(sent.problem.code).toBe('lists.noNumberColumn')
    expect((await batchesOf(list.id)).map(({ state }) => state)).toEqual(['cancelled'])
  })
})

describe('what the columns of a supplier’s files mean', () => {
  const ofSupplier = async (supplier: string, name: string): Promise<List> =>
    (await manager.ask(createList, { body: { name, supplier, siteId: (await newList(manager)).siteId } })).body
  test('is remembered by their header and offered with the next one, whatever form that has', async () => {
    const { siteId } = await newList(manager)
    const lists = await Promise.all(
      ['甲公司', '甲公司', '乙公司'].map(
        async (supplier, n) => (await manager.ask(createList, { body: { name: `供 ${n}`, supplier, siteId } })).body,
      ),
    )
    const [first = '', second = '', other = ''] = lists.map(({ id }) => id)
    await imported(first, 'mobile,grade,x\n13800138000,A,1\n', (mapping) => ({
      ...mapping,
      columns: mapping.columns.map((column, at) =>
        at === 1 ? { name: '等级', as: 'attribute' } : at === 2 ? { ...column, as: 'skip' } : column,
      ),
    }))
    const next = await upload(
      manager,
      second,
      testWorkbook({
        a: [
          ['Mobile', 'Grade', 'X'],
          ['13800138001', 'B', '2'],
        ],
      }),
      'b.xlsx',
    )
    const seen = await previewOf(next.body.id)
    expect(seen.remembered).toMatchObject({ fileName: '名单.csv', times: 1 })
    expect(seen.mapping.columns.map(({ name, as }) => `${name} ${as}`)).toEqual([
      'mobile number',
      '等级 attribute',
      'x skip',
    ])
    const afresh = await previewOf(next.body.id, { remembered: 'no' })
    expect(afresh.remembered).toBeNull()
    expect(afresh.mapping.columns[2]?.as).toBe('attribute')
    const elsewhere = await upload(manager, other, 'mobile,grade,x\n13800138000,A,1\n')
    expect((await previewOf(elsewhere.body.id)).remembered).toBeNull()
  })
  test('is also in the template of the list', async () => {
    const list = await ofSupplier('丙公司', '丙名单')
    await imported(list.id, '手机,城市,"=危险"\n13800138000,上海,1\n')
    const asked = async (format: string) =>
      manager.inject({
        method: 'GET',
        url: `/api${downloadListTemplate.path.replace('{listId}', list.id)}?format=${format}`,
      })
    const csv = (await asked('csv')).body
    expect(csv).toContain('手机号码,姓名,客户编号,公司')
    expect(csv).toContain(",城市,'=危险")
    const bytes = ((await asked('xlsx')) as unknown as { rawPayload: Buffer }).rawPayload
    const book = await openWorkbook({ size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) })
    for await (const [row] of book.records(''))
      if (row && 'cells' in row) expect(row.cells.slice(-2)).toEqual(['城市', "'=危险"])
  })
})

test('two rows of one customer id are one customer with several numbers', async () => {
  const list = await newList(manager)
  const batch = await imported(
    list.id,
    '手机,客户编号,公司,备用电话\n13800137001,C900,钟鸣,13800137003\n13800137002,C900,钟鸣,\n',
  )
  expect(batch).toMatchObject({ read: 2, accepted: 2 })
  const { rows } = await sql<{ people: number; numbers: number }>`
    select count(distinct e.customer_id)::int as people, (select count(*)::int from customers.phone p where p.customer_id = any (array_agg(e.customer_id))) as numbers
    from lists.entry e where e.list_id = ${list.id}`.execute(centre.base.database.engine)
  expect(rows[0]).toEqual({ people: 1, numbers: 3 })
})

test('hostile strings in every column cost no row, run nowhere and break nothing', async () => {
  const folder = dataSet('naughty-strings')
  if (folder === undefined) return console.log('skipped: data set not here (naughty-strings)')
  const strings = JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8')) as string[]
  const header = [
    '手机',
    '备用电话',
    '姓名',
    '公司',
    '客户编号',
    '优先级',
    '拨打次数上限',
    '接通概率',
    '开户日期',
    '备注',
  ]
  const rows = strings.flatMap((text, n) =>
    header.map((_, column) =>
      header.map((__, at) => (at === column ? text : at === 0 ? `142${10_000_000 + n * 20 + column}` : '')),
    ),
  )
  const list = await newList(manager)
  const batch = await imported(list.id, Papa.unparse([header, ...rows], { quotes: true }))
  expect(batch).toMatchObject({
    state: 'imported',
    read: rows.filter((row) => row.some((cell) => cell.trim() !== '')).length,
  })
  expect(reconciles(batch)).toBe(true)
  expect(batch.refused).toBeGreaterThan(0)
  const cells = (await refusedRows(batch.id)).flat()
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell))).toEqual([])
  await manager.ask(cancelBatch, { params: { batchId: await startText(manager, list.id, '手机\n13800138000\n') } })
  expect((await entriesOf(list.id)).length).toBe(200)
})
