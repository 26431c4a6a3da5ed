import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { withClient } from '#platform/postgres/client.ts'
import { factsOf, type Span } from '../speech.ts'
import { hearSpeech, openHearing } from './hear-speech.ts'
import { keysInFile } from './keys.ts'
import { type RecordingCentre, recordingCentre } from './test-recordings.ts'

let work: RecordingCentre
let call: { id: string }
const vault = () => ({
  store: folderStore({ folder: join(work.folder, 'recordings'), leaveFreeBytes: 0 }),
  keys: keysInFile(join(work.folder, 'recordings.keys')),
})

beforeAll(async () => {
  work = await recordingCentre()
  await work.callFor(2)
  const [first] = await work.query<{ id: string }>(`select call_id as id from recordings.recording where state = 'kept'
    order by placed_at, call_id limit 1`)
  call = first ?? expect.fail('nothing was recorded')
})
afterAll(() => work?.close())

test('a recording nobody can listen to keeps no other waiting, and is tried again an hour later', async () => {
  await work.query('delete from recordings.speech')
  const [broken] = await work.query<{ object: string }>(
    `select object from recordings.part where state = 'kept' and call_id = '${call.id}'`,
  )
  let tries = 0
  const { store, keys } = vault()
  const breaking = {
    keys,
    store: {
      ...store,
      read: async (name: string, from: number, length: number) => {
        if (name !== broken?.object) return store.read(name, from, length)
        tries++
        throw new Error('EIO: i/o error, read')
      },
    },
  }
  const hearing = openHearing(join(work.folder, 'speech'))
  await hearSpeech(work.ctx(), breaking, hearing)
  await hearSpeech(work.ctx(), breaking, hearing)
  const unheard = `select r.call_id from recordings.recording r left join recordings.speech s using (call_id)
    where r.state = 'kept' and r.milliseconds > 0 and s.call_id is null`
  expect(await work.query(unheard)).toEqual([{ callId: call.id }])
  expect(tries).toBe(1)
  const later = new Date(work.centre.clock.nowMs() + 3_600_000)
  await hearSpeech({ ...work.ctx(), now: () => later }, vault(), hearing)
  expect(await work.query(unheard)).toEqual([])
  await hearing.stop()
})

type Row = { callId: string; milliseconds: number; customerSpans: number[]; agentSpans: number[] }
const readRows = () =>
  work.query<Row>('select call_id, milliseconds, customer_spans, agent_spans from recordings.speech order by call_id')
/** What that row was given: speech of a call that is not its own. */
const swap = async ({ callId, milliseconds }: Row, customer: Span[], agent: Span[]): Promise<void> => {
  const facts = factsOf(customer, agent, milliseconds)
  await work.query(`update recordings.speech set customer_ms = ${facts.customerMs}, agent_ms = ${facts.agentMs},
    overlap_ms = ${facts.overlapMs}, silence_ms = ${facts.silenceMs}, longest_silence_ms = ${facts.longestSilenceMs},
    customer_spans = '{${customer}}', agent_spans = '{${agent}}' where call_id = '${callId}'`)
}

test('recordings that were given the speech of others are heard anew when that is mended, and nothing else is', async () => {
  const before = await readRows()
  const [right, beyond, one, other, near] = before
  if (!right || !beyond || !one || !other || !near) return expect.fail('too few recordings')
  // All of them right: the parts are the whole but for what rounding takes.
  const off = await work.query<{
    most: number
  }>(`select max(abs(customer_ms + agent_ms - overlap_ms + silence_ms - milliseconds)) as most
    from recordings.speech`)
  expect(off[0]?.most).toBeLessThanOrEqual(3)
  const madeAt = (row: Row, at: string) =>
    work.query(`update recordings.speech set made_at = '2026-03-01T${at}Z' where call_id = '${row.callId}'`)
  for (const [place, row] of before.entries()) await madeAt(row, `${String(place % 24).padStart(2, '0')}:30:20`)
  const mend = async (): Promise<string[]> => {
    const path = join(import.meta.dirname, '../../../database/migrations/0068_speech_of_others.sql')
    const text = await readFile(path, 'utf8')
    await withClient(work.centre.urls.ownerUrl, (client) => client.query(text))
    const left = new Set((await readRows()).map(({ callId }) => callId))
    return before.map(({ callId }) => callId).filter((callId) => !left.has(callId))
  }
  expect(await mend()).toEqual([])

  // Of a longer call, and, at the same moment, one shorter speech for two; a minute later one that tells nothing by itself.
  await swap(beyond, [[0, 9000]], [[9500, beyond.milliseconds + 700]])
  for (const row of [one, other]) {
    await swap(row, [[200, 1500]], [[1700, 4000]])
    await madeAt(row, '23:50:40')
  }
  await swap(near, [[300, 2500]], [])
  await madeAt(near, '23:51:50')
  expect(await mend()).toEqual([beyond, one, other, near].map(({ callId }) => callId))

  const hearing = openHearing(join(work.folder, 'speech'))
  await hearSpeech(work.ctx(), vault(), hearing)
  await hearing.stop()
  expect(await readRows()).toEqual(before)
})
