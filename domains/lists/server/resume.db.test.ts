import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { reconciles } from '../batch.ts'
import { cancelBatch, getBatch, getList, listEntries } from '../contract.ts'
import type { CheckedRow } from './file/row.ts'
import { importBatch, rowsPerChunk, writeAll } from './import/work.ts'
import { forgetUploads, resumeImports } from './jobs.ts'
import { findBatchRow } from './store.ts'
import { newList, startText, system, upload } from './test-lists.ts'

let centre: TestCentre
let manager: Person
beforeAll(async () => {
  centre = await testCentre()
  await centre.start()
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const numberAt = (n: number) => `+86139${String(n).padStart(8, '0')}`
const fileOf = (count: number) =>
  `手机,姓名\n${Array.from({ length: count }, (_, n) => `${numberAt(n)},客户${n}`).join('\n')}\n`
const rowAt = (n: number): CheckedRow => ({
  row: {
    line: n + 2,
    number: numberAt(n),
    name: `客户${n}`,
    priority: null,
    attemptLimit: null,
    answerChance: null,
    attributes: {},
    externalId: '',
    company: '',
    furtherNumbers: [],
  },
})
const read = async (batchId: string) => (await manager.ask(getBatch, { params: { batchId } })).body
const db = () => centre.base.database.engine
/** A batch somebody has started, which the queue has not come to yet. */
const started = async (text: string) => {
  const list = await newList(manager)
  const { body } = await upload(manager, list.id, text)
  await sql`update lists.batch set state = 'importing', worked_at = clock_timestamp(), mapping = ${JSON.stringify({
    encoding: 'utf-8',
    separator: ',',
    hasHeader: true,
    country: 'CN',
    columns: [
      { name: '手机', as: 'number' },
      { name: '姓名', as: 'name' },
    ],
  })} where id = ${body.id}`.execute(db())
  const batch = await findBatchRow(db(), body.id)
  if (!batch) throw new Error('no batch')
  return { list, batch }
}
const until = async (batchId: string, state: string) => {
  for (let tries = 0; tries < 200; tries++) {
    const batch = await read(batchId)
    if (batch.state === state) return batch
    await new Promise((resume) => setTimeout(resume, 50))
  }
  throw new Error(`batch never became ${state}`)
}

describe('an import', () => {
  test('that somebody starts is done by the queue, in the background', async () => {
    const list = await newList(manager)
    const batchId = await startText(manager, list.id, fileOf(50))
    expect(await until(batchId, 'imported')).toMatchObject({ read: 50, accepted: 50, progress: 100 })
  })

  test('whose process died goes on after the rows it had taken in, losing none and doubling none', async () => {
    const total = rowsPerChunk * 2 + 500
    const { list, batch } = await started(fileOf(total))
    const dying = async function* () {
      for (let n = 0; n < rowsPerChunk + 100; n++) yield [rowAt(n)]
      throw new Error('the machine went down')
    }
    await expect(writeAll(system(centre), batch, dying(), () => 40)).rejects.toThrow('went down')
    expect(await read(batch.id)).toMatchObject({ state: 'importing', read: rowsPerChunk, progress: 40 })
    await importBatch(system(centre), batch.id)
    const after = await read(batch.id)
    expect(after).toMatchObject({ state: 'imported', read: total, accepted: total, merged: 0, refused: 0 })
    const { rows } = await sql<{ n: number; last: number }>`
      select count(*) as n, max(line_number) as last from lists.entry where batch_id = ${batch.id}`.execute(db())
    expect(rows[0]).toEqual({ n: total, last: total + 1 })
    expect((await manager.ask(getList, { params: { listId: list.id } })).body.activeEntries).toBe(total)
  })

  test('that two processes work on is done once', async () => {
    const { batch } = await started(fileOf(rowsPerChunk + 10))
    await Promise.all([importBatch(system(centre), batch.id), importBatch(system(centre), batch.id)])
    const after = await read(batch.id)
    // Whoever comes second stops; the first ends it.
    expect(after).toMatchObject({ state: 'imported', accepted: rowsPerChunk + 10, merged: 0 })
    expect(reconciles(after)).toBe(true)
  })

  test('that is cancelled half-way stops and gives back what it took', async () => {
    const { list, batch } = await started(fileOf(10))
    const cancelling = async function* () {
      for (let n = 0; n < rowsPerChunk * 3; n++) {
        if (n === rowsPerChunk + 1) await manager.ask(cancelBatch, { params: { batchId: batch.id } })
        yield [rowAt(n)]
      }
    }
    await writeAll(system(centre), batch, cancelling(), () => 0)
    const after = await read(batch.id)
    // The first chunk may have been on its way when the cancelling came.
    expect(after.state).toBe('cancelled')
    expect([0, rowsPerChunk]).toContain(after.read)
    expect((await manager.ask(getList, { params: { listId: list.id } })).body.activeEntries).toBe(0)
    expect((await manager.ask(listEntries, { params: { listId: list.id } })).body.rows).toEqual([])
  })

  test('that stands still is taken up again', async () => {
    const { batch } = await started(fileOf(20))
    await sql`update lists.batch set worked_at = clock_timestamp() - interval '2 minutes' where id = ${batch.id}`.execute(
      db(),
    )
    await resumeImports(system(centre))
    expect(await until(batch.id, 'imported')).toMatchObject({ accepted: 20 })
  })

  test('that breaks again and again is given up, with everything given back', async () => {
    const { list, batch } = await started(fileOf(20))
    await sql`update lists.batch set starts = 5 where id = ${batch.id}`.execute(db())
    await importBatch(system(centre), batch.id)
    expect(await read(batch.id)).toMatchObject({ state: 'failed', error: 'gaveUp' })
    expect((await manager.ask(getList, { params: { listId: list.id } })).body.activeEntries).toBe(0)
  })
})

test('a file nobody imports is forgotten after a week', async () => {
  const list = await newList(manager)
  const { body: batch } = await upload(manager, list.id, fileOf(3))
  await forgetUploads(system(centre))
  expect((await read(batch.id)).state).toBe('uploaded')
  await sql`update lists.batch set worked_at = clock_timestamp() - interval '8 days' where id = ${batch.id}`.execute(
    db(),
  )
  await forgetUploads(system(centre))
  expect(await read(batch.id)).toMatchObject({ state: 'failed', error: 'abandoned' })
  const left = await sql`select from lists.upload_chunk where batch_id = ${batch.id}`.execute(db())
  expect(left.rows).toHaveLength(0)
})
