import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import type { Person, TestCentre } from '#server/testing.ts'
import type { Batch, List } from '../contract.ts'
import { createList, getBatch, previewBatch, startImport, uploadBatch } from '../contract.ts'
import type { Mapping } from '../mapping.ts'
import { importBatch } from './import/work.ts'

export const system = (centre: TestCentre) => systemContext(centre.base, 'test')

let counter = 0
export const newList = async (person: Person, name = `名单 ${++counter}`): Promise<List> =>
  (await person.ask(createList, { body: { name, siteId: newId(Date.now()) } })).body

const boundary = 'carillon-test-boundary'

/** Posts a file, and the texts that come before it, as a browser or a program does. */
export const post = async (
  person: Person,
  address: string,
  bytes: string | Uint8Array,
  { name = '名单.csv', fields = {} }: { name?: string; fields?: Record<string, string> } = {},
) => {
  const texts = Object.entries(fields).map(
    ([field, text]) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${text}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name.replaceAll('"', '%22')}"\r\ncontent-type: text/csv\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(texts.join('') + head),
    Buffer.from(bytes as Uint8Array),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const answer = await person.inject({
    method: uploadBatch.method,
    url: `/api${address}`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
  return {
    status: answer.statusCode,
    body: JSON.parse(answer.body) as Batch,
    problem: JSON.parse(answer.body) as { code: string; params?: Record<string, unknown> },
  }
}

/** Sends a file to a list. */
export const upload = (person: Person, listId: string, bytes: string | Uint8Array, name = '名单.csv') =>
  post(person, `/lists/${listId}/batches`, bytes, { name })

/** Uploads, takes the suggested mapping (or one changed from it), imports, and tells how it ended. */
export const importText = async (
  { centre, person, listId }: { centre: TestCentre; person: Person; listId: string },
  bytes: string | Uint8Array,
  change: (mapping: Mapping) => Mapping = (mapping) => mapping,
): Promise<Batch> => {
  const batchId = await startText(person, listId, bytes, change)
  await importBatch(system(centre), batchId)
  return (await person.ask(getBatch, { params: { batchId } })).body
}

/** As far as somebody at a screen gets: the import is ordered, nothing has been read. */
export const startText = async (
  person: Person,
  listId: string,
  bytes: string | Uint8Array,
  change: (mapping: Mapping) => Mapping = (mapping) => mapping,
): Promise<string> => {
  // Tests repeat files as nobody should.
  const { body: batch } = await post(person, `/lists/${listId}/batches?again=yes`, bytes)
  const params = { batchId: batch.id }
  const preview = await person.ask(previewBatch, { params })
  await person.ask(startImport, { params, body: change(preview.body.mapping) })
  return batch.id
}
