import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareJobs } from '#platform/jobs.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { describeWithData } from '#tools/test/data-sets.ts'
import { reconciles } from '../batch.ts'
import {
  cancelBatch,
  createList,
  getBatch,
  listBatches,
  listEntries,
  previewBatch,
  revertBatch,
  startImport,
} from '../contract.ts'
import { importText, newList, upload } from './test-lists.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre({ environment: { CARILLON_UPLOAD_LIMIT_MB: '1' } })
  await prepareJobs(centre.urls.ownerUrl)
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const refusedCsv = async (batchId: string): Promise<string[][]> => {
  const { body } = await manager.inject({ method: 'GET', url: `/api/batches/${batchId}/refused.csv?reason=mended` })
  expect(body.startsWith('\ufeff')).toBe(true)
  return Papa.parse<string[]>(body.slice(1).trimEnd()).data
}

describe('a file that is no list', () => {
  test.each([
    ['nothing at all', '', 'lists.emptyFile'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'lists.spreadsheet'],
    ['a picture', Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 7) % 32)), 'lists.notText'],
  ])('(%s) is refused with words, and leaves no batch behind', async (_, bytes, code) => {
    const list = await newList(manager)
    const answer = await upload(manager, list.id, bytes)
    expect([answer.status, answer.problem.code]).toEqual([400, code])
    expect((await manager.ask(listBatches, { params: { listId: list.id } })).body).toEqual([])
  })
  test('(larger than allowed) is refused and what arrived of it is forgotten', async () => {
    const list = await newList(manager)
    const answer = await upload(manager, list.id, '手机\n'.padEnd(1_300_000, '13800138000\n'))
    expect(answer.status).toBe(413)
    const [batch] = (await manager.ask(listBatches, { params: { listId: list.id } })).body
    expect(batch).toMatchObject({ state: 'failed', error: 'brokeOff' })
    const held = await centre.base.database.engine.selectFrom('lists.uploadChunk').select('position').execute()
    expect(held).toEqual([])
  })
  test('(no list of that id, or a person without the right) is refused', async () => {
    const agent = await centre.someone('agent')
    const list = await newList(manager)
    expect((await upload(agent, list.id, '13800138000')).status).toBe(403)
    expect((await upload(manager, manager.id, '13800138000')).status).toBe(404)
  })
})

describe('a file', () => {
  test('with a header and nothing else imports nothing, and says so', async () => {
    const list = await newList(manager)
    const batch = await importText({ centre, person: manager, listId: list.id }, '手机号,姓名\n')
    expect(batch).toMatchObject({ state: 'imported', read: 0, accepted: 0, merged: 0, refused: 0 })
  })
  test.each([
    [
      'GBK',
      Buffer.from([
        0xca,
        0xd6,
        0xbb,
        0xfa,
        0x2c,
        0xd0,
        0xd5,
        0xc3,
        0xfb,
        0x0a,
        ...Buffer.from('13800138000,'),
        0xcd,
        0xf5,
        0xb7,
        0xbc,
        0x0a,
      ]),
    ],
    ['UTF-16', Buffer.from('\ufeff手机,姓名\r\n13800138000,王芳\r\n', 'utf16le')],
    ['UTF-8 with a mark and only carriage returns', Buffer.from('\ufeff手机,姓名\r13800138000,王芳\r')],
    ['UTF-8 with tabs', Buffer.from('手机\t姓名\n13800138000\t王芳')],
  ])('in %s is read without being told how', async (_, bytes) => {
    const list = await newList(manager)
    const batch = await importText({ centre, person: manager, listId: list.id }, bytes)
    expect(batch).toMatchObject({ read: 1, accepted: 1, refused: 0 })
    const { rows } = (await manager.ask(listEntries, { params: { listId: list.id } })).body
    expect(rows[0]).toMatchObject({ name: '王芳', number: '138****8000' })
  })
  test('read in the wrong encoding refuses the rows it cannot read, instead of storing nonsense', async () => {
    const list = await newList(manager)
    const gbk = Buffer.concat([
      Buffer.from('phone,name\n13800138000,'),
      Buffer.from([0xcd, 0xf5]),
      Buffer.from('\n13800138001,Li\n'),
    ])
    const batch = await importText({ centre, person: manager, listId: list.id }, gbk, (mapping) => ({
      ...mapping,
      encoding: 'utf-8',
    }))
    expect(batch).toMatchObject({ read: 2, accepted: 1, refused: 1 })
    expect((await refusedCsv(batch.id))[1]?.slice(0, 3)).toEqual(['2', expect.stringContaining('编码'), ''])
  })
  test('with broken rows takes the others and hands the broken ones back to be mended', async () => {
    const list = await newList(manager)
    const text = [
      '手机,姓名,优先级,备注',
      '13800138000,王芳,10,好',
      '"13800138001,李伟,1,引号没有结束',
      '13800138002,赵云,高,优先级写了字',
      `13800138003,${'长'.repeat(201)},1,`,
      `13800138004,周瑜,1,${'x'.repeat(4001)}`,
      '13800138005,鲁肃,1,a,多了一格',
      '13800138006,空\0字符,1,',
      '=cmd()|calc,公式,1,',
      `${'9'.repeat(70_000)},大格,1,`,
      '13800138007,黄忠,2,好',
    ].join('\n')
    const batch = await importText({ centre, person: manager, listId: list.id }, text)
    expect(batch).toMatchObject({ read: 10, accepted: 3, merged: 0, refused: 7 })
    const [header, ...rows] = await refusedCsv(batch.id)
    expect(header).toEqual(['行号', '未导入原因', '说明', '手机', '姓名', '优先级', '备注', '#5', '导出编号'])
    expect(rows.map(([line]) => line)).toEqual(['3', '4', '5', '6', '8', '9', '10'])
    expect(rows.flat().filter((cell) => cell.startsWith('='))).toEqual([])
    await manager.inject({ method: 'PUT', url: '/api/me/locale', payload: { locale: 'en' } })
    await new Promise((resume) => setTimeout(resume, 1100))
    expect((await refusedCsv(batch.id))[0]?.slice(0, 3)).toEqual(['Line', 'Why it was refused', 'Detail'])
    await manager.inject({ method: 'PUT', url: '/api/me/locale', payload: { locale: 'zh' } })
  })
  test('shows before the import what would be refused, and reads as the reader corrects it', async () => {
    const list = await newList(manager)
    const { body: batch } = await upload(manager, list.id, 'a;b\n62345678;王芳\n13800138000;李伟\n')
    const params = { batchId: batch.id }
    const seen = await manager.ask(previewBatch, { params })
    expect(seen.body.mapping).toMatchObject({ separator: ';', hasHeader: true })
    expect(seen.body.mapping.columns.map(({ as }) => as)).toEqual(['number', 'attribute'])
    expect(seen.body.rows.map(({ fault }) => fault)).toEqual(['missingAreaCode', null])
    const corrected = await manager.ask(previewBatch, {
      params,
      query: { uses: 'number,name', hasHeader: 'no' } as never,
    })
    expect(corrected.body.mapping.columns.map(({ as }) => as)).toEqual(['number', 'name'])
    expect(corrected.body.rows).toHaveLength(3)
    const none = await manager.ask(startImport, {
      params,
      body: { ...seen.body.mapping, columns: [{ name: 'a', as: 'skip' }] },
    })
    expect(none.problem.code).toBe('lists.noNumberColumn')
  })
})

describe('a batch', () => {
  test('cancelled before its import is over brings nothing, and cannot be started again', async () => {
    const list = await newList(manager)
    const { body: batch } = await upload(manager, list.id, '13800138000\n')
    const params = { batchId: batch.id }
    expect((await manager.ask(cancelBatch, { params })).body.state).toBe('cancelled')
    expect((await manager.ask(previewBatch, { params })).problem.code).toBe('lists.wrongState')
    expect((await manager.ask(revertBatch, { params })).problem.code).toBe('lists.wrongState')
    expect((await manager.ask(getBatch, { params })).body.accepted).toBe(0)
  })
  test('is announced when it is imported and when it is taken back', async () => {
    const list = await newList(manager)
    const batch = await importText({ centre, person: manager, listId: list.id }, '13800138000\n13800138001\n')
    await manager.ask(revertBatch, { params: { batchId: batch.id } })
    const told = await centre.base.database.engine
      .selectFrom('platform.outbox')
      .select(['name', 'payload', 'actorId'])
      .where('subjectId', '=', batch.id)
      .orderBy('id')
      .execute()
    expect(told).toEqual([
      { name: 'lists.batchImported', payload: { listId: list.id, accepted: 2 }, actorId: null },
      { name: 'lists.batchReverted', payload: { listId: list.id, entries: 2 }, actorId: manager.id },
    ])
  })
})

describeWithData('naughty-strings', 'hostile text', (folder) => {
  const strings: string[] = JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8'))
  const numberAt = (n: number) => `139${String(n).padStart(8, '0')}`

  test('as name, attribute, column and file name comes back byte for byte or is refused with a reason', async () => {
    const list = await newList(manager)
    const rows = strings.map((text, n) => [numberAt(n), text, text])
    const text = Papa.unparse([['手机', '姓名', '备注'], ...rows], { newline: '\r\n' })
    const batch = await importText({ centre, person: manager, listId: list.id }, text)
    expect(batch.state).toBe('imported')
    expect(batch.read).toBe(strings.length)
    expect(reconciles(batch)).toBe(true)
    const held = await centre.base.database.engine
      .selectFrom('lists.entryFact')
      .select(['number', 'name', 'attributes'])
      .where('listId', '=', list.id)
      .execute()
    const byNumber = new Map(held.map((entry) => [entry.number, entry]))
    const lost = strings.filter((said, n) => {
      const entry = byNumber.get(`+86${numberAt(n)}`)
      return entry && (entry.name !== said || ((entry.attributes as Record<string, string>).备注 ?? '') !== said)
    })
    expect(lost).toEqual([])
    expect(held.length + batch.refused).toBe(strings.length)
    expect(batch.refused).toBeLessThan(20)
  })
  test('as a number is refused or is a number', async () => {
    const list = await newList(manager)
    const text = Papa.unparse([['手机', '姓名'], ...strings.map((said, n) => [said, `甲${n}`])])
    const batch = await importText({ centre, person: manager, listId: list.id }, text)
    expect(batch.state).toBe('imported')
    expect(batch.read).toBe(strings.length)
    expect(reconciles(batch)).toBe(true)
    expect((await refusedCsv(batch.id)).length).toBe(batch.refused + 1)
  })
  test('as header, file name, list name and search never breaks the server', async () => {
    const answers: [string, number][] = []
    for (const [n, said] of strings.entries()) {
      if (n % 8 !== 0) continue
      const list = await newList(manager)
      const header = Papa.unparse([['手机', said]])
      const sent = await upload(manager, list.id, `${header}\n13800138000,x\n`, said.replace(/[\r\n\0]/g, ''))
      const seen = sent.status === 200 ? await manager.ask(previewBatch, { params: { batchId: sent.body.id } }) : sent
      const named = await manager.ask(createList, { body: { name: said, siteId: list.siteId } })
      const found = await manager.ask(listEntries, { params: { listId: list.id }, query: { search: said } })
      for (const { status } of [sent, seen, named, found]) answers.push([said, status])
    }
    expect(answers.filter(([, status]) => status >= 500)).toEqual([])
  })
})

test('wild files always end imported, with counts that add up', async () => {
  const list = await newList(manager)
  const wild = fc.string({
    unit: fc.constantFrom('1', '3', '8', '0', ',', ';', '"', '\n', '\r', '王', ' ', '\t', 'E', '+', '.'),
    minLength: 1,
    maxLength: 200,
  })
  await fc.assert(
    fc.asyncProperty(wild, async (text) => {
      const bytes = Buffer.from(`手机,姓名\n${text}`)
      const batch = await importText({ centre, person: manager, listId: list.id }, bytes)
      expect(batch.state).toBe('imported')
      expect(reconciles(batch)).toBe(true)
    }),
    { numRuns: 25, examples: [[',;,\r1;1'], ['1,1,1,1\n1,1,1,1']] },
  )
})
