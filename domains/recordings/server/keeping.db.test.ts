import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { forgetRecordings } from '#domains/calls/server/public.ts'
import { customerErased } from '#domains/customers/server/public.ts'
import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import { inTransaction } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { announce } from '#platform/outbox.ts'
import type { Person } from '#server/testing.ts'
import { getKeeping, getRecording, startListening, streamRecording } from '../contract.ts'
import { openKeeper, type Vault } from './keeper.ts'
import { keysInFile } from './keys.ts'
import { removeGone, rewrapKeys, sweepStore } from './let-go.ts'
import { type RecordingStore, StoreFull } from './port.ts'
import { type RecordingCentre, recordingCentre } from './test-recordings.ts'

let work: RecordingCentre
let quality: Person
let store: RecordingStore
let vault: Vault
const keyFile = () => join(work.folder, 'recordings.keys')
const file = (object: string) => join(work.folder, 'recordings', object)

beforeAll(async () => {
  // A petabyte is to be left free: the store is full from the start.
  work = await recordingCentre({ CARILLON_RECORDINGS_LEAVE_FREE_MB: '1000000000' })
  store = folderStore({ folder: join(work.folder, 'recordings'), leaveFreeBytes: 0 })
  vault = { store, keys: keysInFile(keyFile()) }
  quality = await work.centre.someone('qualityAnalyst')
  await work.callFor(2)
})
afterAll(() => work?.close())

type PartTrouble = { trouble: string | null; tries: number }
type PartRow = PartTrouble & { name: string; callId: string; state: string; object: string | null }
const parts = (where = 'true') =>
  work.query<PartRow>(
    `select name, call_id, state, trouble, object, tries from recordings.part where ${where} order by name`,
  )
type Failing = { store?: Partial<RecordingStore>; phones?: Partial<TelephonyPort> }
/** Another process takes the keeping up, with parts of its world that fail. */
const keepWith = async ({ store: failing = {}, phones = {} }: Failing = {}) => {
  await work.query(`update recordings.part set next_try_at = '2026-01-01' where state = 'awaited'`)
  const keeper = openKeeper({
    base: work.centre.base,
    clock: work.centre.clock,
    phones: { ...work.centre.network, ...phones },
    vault: { ...vault, store: { ...store, ...failing } },
  })
  await keeper.settled()
  await keeper.stop()
}
const detail = async (callId: string) => (await quality.ask(getRecording, { params: { callId } })).body
const hears = async (callId: string) => {
  const begun = await quality.ask(startListening, { params: { callId }, body: {} })
  if (begun.status !== 200) return begun.problem.code
  const heard = await quality.ask(streamRecording, { params: { callId }, query: { listening: begun.body.listeningId } })
  return heard.status === 200 ? 'sound' : heard.problem.code
}

describe('while there is no room', () => {
  test('calls go on, recordings wait with the telephone system, and everybody is told so', async () => {
    const waiting = await parts()
    expect(waiting.length).toBeGreaterThan(5)
    expect(new Set(waiting.map(({ state }) => state))).toEqual(new Set(['awaited']))
    expect(waiting.some(({ trouble }) => trouble === 'storeFull')).toBe(true)
    expect(await work.objects()).toEqual([])
    expect(await work.centre.network.finishedRecordings()).toHaveLength(waiting.length)
    const [stuck] = await parts(`trouble = 'storeFull'`)
    expect(await detail(stuck?.callId ?? '')).toMatchObject({ state: 'awaited', trouble: 'storeFull', peaks: null })
    expect(await hears(stuck?.callId ?? '')).toBe('recordings.notHereYet')
    const { body } = await quality.ask(getKeeping)
    expect(body).toMatchObject({ waiting: waiting.length, trouble: 'storeFull', kept: 0, room: 0 })
    expect(body.oldest).not.toBeNull()
  })

  test('a stretch that waits for the end of its call, for it was on trial, is no trouble and no try', async () => {
    const [up] = await work.query<{ id: string }>(`select id from calls.call where state <> 'ended' limit 1`)
    const callId = up?.id ?? ''
    await work.query(`insert into recordings.trial (call_id, placed_at, began_at)
      select id, placed_at, placed_at from calls.call where id = '${callId}'`)
    await work.query(`insert into recordings.part (name, call_id, stopped_at, seconds, next_try_at)
      select 'paused', id, '2026-01-01', 2, '2026-01-01' from calls.call where id = '${callId}'`)
    await keepWith({ store: { put: () => Promise.reject(new StoreFull('quota')) } })
    expect(await parts(`name = 'paused' and next_try_at > '2026-02-01'`)).toMatchObject([
      { callId, state: 'awaited', trouble: null, tries: 0 },
    ])
    await work.query(`delete from recordings.part where name = 'paused'`)
    await work.query(`delete from recordings.trial where call_id = '${callId}'`)
  })

  test('a store that breaks off half-way leaves nothing, and the recording stays where it is', async () => {
    await keepWith({ store: { put: () => Promise.reject(new StoreFull('quota')) } })
    expect(await work.objects()).toEqual([])
    expect((await parts(`state <> 'awaited'`)).length).toBe(0)
  })
})

describe('a process that dies', () => {
  test('after storing and before noting it: the recording is fetched once more, kept once, and what it left is swept', async () => {
    const [first] = await parts()
    const name = first?.name ?? ''
    await work.query(`update recordings.part set next_try_at = '2100-01-01' where name <> '${name}'`)
    let died: (() => void) | undefined
    const dead = new Promise<void>((resolve) => {
      died = resolve
    })
    await work.query(`update recordings.part set next_try_at = '2026-01-01' where name = '${name}'`)
    const dying = openKeeper({
      base: work.centre.base,
      // The dead hold no clock.
      clock: { ...work.centre.clock, hold: () => () => {} },
      phones: work.centre.network,
      vault: {
        ...vault,
        store: {
          ...store,
          put: async (object, bytes) => {
            await store.put(object, bytes)
            died?.()
            return new Promise<never>(() => {})
          },
        },
      },
    })
    dying.wake()
    await dead
    const orphans = await work.objects()
    expect(orphans).toHaveLength(1)
    await keepWith()
    const kept = await parts(`state = 'kept' and name = '${name}'`)
    expect(kept).toHaveLength(1)
    expect(kept[0]?.object).not.toBe(orphans[0])
    expect(await hears(first?.callId ?? '')).toBe('sound')
    await sweepStore(work.ctx(), vault)
    expect(await work.objects()).toContain(orphans[0])
    const old = new Date(work.centre.clock.nowMs() - 2 * 86_400_000)
    for (const object of await work.objects()) await utimes(file(object), old, old)
    await sweepStore(work.ctx(), vault)
    expect(await work.objects()).toEqual((await parts(`object is not null`)).map(({ object }) => object).sort())
  })

  test('before the telephone system forgot: it is told again, and keeps nothing for good', async () => {
    const all = await parts()
    expect(all.filter(({ state }) => state === 'kept')).toHaveLength(all.length)
    expect(await work.centre.network.finishedRecordings()).toEqual([])
    await work.callFor(1)
    await keepWith({ phones: { forgetRecording: () => Promise.reject(new Error('gone away')) } })
    const left = await work.centre.network.finishedRecordings()
    expect(left.length).toBeGreaterThan(0)
    expect(await parts(`at_provider and state = 'kept'`)).toHaveLength(left.length)
    await keepWith()
    expect(await work.centre.network.finishedRecordings()).toEqual([])
    expect(await parts(`at_provider`)).toEqual([])
  })

  test('before it heard that a recording was finished: it is found with the telephone system', async () => {
    await work.callFor(1)
    const unheard = await parts(`state = 'awaited'`)
    expect(unheard.length).toBeGreaterThan(0)
    await work.query(`delete from recordings.part where state = 'awaited'`)
    await work.query(
      `delete from recordings.recording r where not exists (select from recordings.part p where p.call_id = r.call_id)`,
    )
    await keepWith()
    for (const { name, callId } of unheard) {
      expect(await parts(`name = '${name}' and state = 'kept'`)).toHaveLength(1)
      expect((await detail(callId)).state).toMatch(/kept|ordered/)
    }
  })

  test('before it heard that a recording was finished: retention lets go of it all the same', async () => {
    await work.callFor(1)
    const [unheard] = await parts(`state = 'awaited'
      and call_id in (select id from calls.call where state = 'ended' and recording is not null)`)
    const { name, callId } = unheard ?? expect.fail('nothing waits')
    await work.query(`delete from recordings.part where name = '${name}'`)
    await work.query(`update calls.call set recording = null where id = '${callId}'`)
    await keepWith()
    const [call] = await work.query<{ recording: string | null; recorded: boolean }>(
      `select c.recording, f.recorded from calls.call c join calls.talk_fact f using (id) where id = '${callId}'`,
    )
    expect(call).toEqual({ recording: name, recorded: true })
  })
})

describe('what cannot be kept', () => {
  test('is tried again while the telephone system is away, and told as missing only when it was asked for long', async () => {
    await work.callFor(1)
    const [first] = await parts(`state = 'awaited'`)
    const name = first?.name ?? ''
    await keepWith({ phones: { recording: () => Promise.reject(new Error('ECONNREFUSED')) } })
    expect(await parts(`name = '${name}'`)).toMatchObject([{ state: 'awaited', trouble: 'providerAway' }])
    await keepWith({ phones: { recording: async () => undefined } })
    expect(await parts(`name = '${name}'`)).toMatchObject([{ state: 'awaited', trouble: 'notThere' }])
    await work.query(
      `update recordings.part set tries = 5, stopped_at = stopped_at - interval '2 hours' where name = '${name}'`,
    )
    await keepWith({
      phones: { recording: async (asked) => (asked === name ? undefined : work.centre.network.recording(asked)) },
    })
    expect(await parts(`name = '${name}'`)).toMatchObject([{ state: 'missing' }])
    expect((await detail(first?.callId ?? '')).state).toBe('missing')
  })

  test('and holds nothing, for its disk was full from the beginning, is missing at once', async () => {
    await work.callFor(1)
    const [first] = await parts(`state = 'awaited'`)
    const name = first?.name ?? expect.fail('nothing waits')
    const nothing = { customer: new Uint8Array(), agent: new Uint8Array() }
    await keepWith({
      phones: { recording: async (asked) => (asked === name ? nothing : work.centre.network.recording(asked)) },
    })
    expect(await parts(`name = '${name}'`)).toMatchObject([{ state: 'missing' }])
    expect((await detail(first?.callId ?? '')).state).toBe('missing')
  })

  test('is recorded again where the telephone system broke off by itself, and what is missing is told', async () => {
    const ageOf = (bridgedAt: number | null) => (bridgedAt === null ? 0 : work.centre.clock.nowMs() - bridgedAt)
    const isYoung = (bridgedAt: number | null) => ageOf(bridgedAt) > 1000 && ageOf(bridgedAt) < 3000
    const find = () =>
      [...work.engine.calls.all()].find(
        ({ recordingOn, record }) => recordingOn && record.endedAt === null && isYoung(record.bridgedAt),
      )
    for (let n = 0; n < 120 && !find(); n++) await work.centre.clock.runFor(1000)
    const live = find() ?? expect.fail('nobody talks')
    // For all we know: a process that died had it on trial, and what it had recorded was never told.
    live.isOnTrial = true
    // Behind our back, as a disk that is full would.
    await work.centre.network.record(live.id, false)
    await work.centre.clock.runFor(1000)
    expect(live).toMatchObject({ recordingOn: false, record: { endedAt: null } })
    await work.centre.clock.runFor(10_000)
    expect(live.recordingOn).toBe(true)
    await work.callFor(1)
    await keepWith()
    const body = await detail(live.id)
    expect(body).toMatchObject({ state: 'kept', pauses: [] })
    expect(body.parts).toHaveLength(2)
    expect(Math.abs(body.missingMs - 10_000)).toBeLessThan(1500)
    // The customer goes on to a survey for a minute, and what they say there is recorded.
    await work.query(`update calls.call set ended_at = ended_at + interval '60 s' where id = '${live.id}'`)
    await work.query(`insert into recordings.part select (jsonb_populate_record(p, jsonb_build_object(
      'name', 'said-in-survey', 'object', 'said-in-survey', 'stopped_at', p.stopped_at + interval '100 s'))).*
      from recordings.part p where call_id = '${live.id}' order by stopped_at desc limit 1`)
    expect((await detail(live.id)).missingMs).toBe(body.missingMs)
    await work.query(`delete from recordings.part where name = 'said-in-survey'`)
    await work.query(`update calls.call set ended_at = ended_at - interval '60 s' where id = '${live.id}'`)
  })

  test('and was ordered without ever coming is missing ten minutes after the call', async () => {
    const [kept] = await parts(`state = 'kept'`)
    const callId = kept?.callId ?? ''
    await work.query(`update recordings.recording set state = 'ordered' where call_id = '${callId}'`)
    const rows = await work.query<{ row: string }>(
      `select to_jsonb(p)::text as row from recordings.part p where call_id = '${callId}'`,
    )
    expect(rows).toHaveLength(1)
    await work.query(`update recordings.part set call_id = gen_random_uuid() where call_id = '${callId}'`)
    await work.centre.clock.runFor(11 * 60_000)
    await keepWith()
    expect((await detail(callId)).state).toBe('missing')
  })
})

describe('what is let go', () => {
  const keptOne = async () => {
    const [one] = await parts(
      `state = 'kept' and call_id in (select call_id from recordings.recording where state = 'kept')`,
    )
    return one ?? expect.fail('nothing is kept')
  }
  const keyOf = async (name: string) =>
    (
      await work.query<{ has: boolean }>(
        `select wrapped_key is not null as has from recordings.part where name = '${name}'`,
      )
    )[0]?.has
  beforeAll(async () => {
    await prepareJobs(work.centre.urls.ownerUrl)
    await work.centre.events.start()
  })

  test('by retention loses its key with the commit and its bytes soon after', async () => {
    const one = await keptOne()
    const [call] = await work.query<{ id: string; placedAt: string }>(
      `select id, placed_at from calls.call where id = '${one.callId}'`,
    )
    await inTransaction(work.ctx(), (tx) => forgetRecordings(tx, call ? [call] : []))
    await work.centre.events.settled()
    expect(await keyOf(one.name)).toBe(false)
    expect(await work.objects()).toContain(one.object)
    expect(await detail(one.callId)).toMatchObject({
      state: 'gone',
      goneWhy: 'retention',
      peaks: null,
      milliseconds: 0,
    })
    expect(await hears(one.callId)).toBe('recordings.gone')
    await removeGone(work.ctx(), vault)
    expect(await work.objects()).not.toContain(one.object)
    await keepWith()
    expect((await detail(one.callId)).state).toBe('gone')
  })

  test('because the customer is forgotten goes under every id they were known by', async () => {
    const one = await keptOne()
    const [row] = await work.query<{ customerId: string }>(
      `select customer_id from recordings.recording where call_id = '${one.callId}'`,
    )
    const customerId = row?.customerId ?? expect.fail('nobody was called')
    await inTransaction(work.ctx(), (tx) => announce(tx, customerErased, customerId))
    await work.centre.events.settled()
    expect(await keyOf(one.name)).toBe(false)
    expect(await detail(one.callId)).toMatchObject({ state: 'gone', goneWhy: 'erased' })
  })

  test('before it was fetched is never kept, and the telephone system forgets it', async () => {
    await work.callFor(1)
    const [waiting] = await parts(`state = 'awaited'`)
    const callId = waiting?.callId ?? expect.fail('nothing waits')
    const [row] = await work.query<{ customerId: string }>(`select customer_id from calls.call where id = '${callId}'`)
    await inTransaction(work.ctx(), (tx) => announce(tx, customerErased, row?.customerId ?? ''))
    await work.centre.events.settled()
    await keepWith()
    expect(await parts(`call_id = '${callId}'`)).toMatchObject([{ state: 'gone', object: null }])
    const left = await work.centre.network.finishedRecordings()
    expect(left.map(({ recording }) => recording)).not.toContain(waiting?.name)
  })
})

describe('what is not ours', () => {
  test('is left alone in a folder others use as well', async () => {
    const names = ['notes.txt', 'backup.rec', '2026/03/05/others.rec', 'draft.part']
    const old = new Date(work.centre.clock.nowMs() - 2 * 86_400_000)
    for (const name of names) {
      await mkdir(dirname(file(name)), { recursive: true })
      await writeFile(file(name), 'not a recording')
      await utimes(file(name), old, old)
    }
    await sweepStore(work.ctx(), vault)
    for (const name of names) expect(await readFile(file(name), 'utf8')).toBe('not a recording')
    for (const name of names) await rm(file(name))
  })
})

describe('the master key', () => {
  test('is changed by putting a new one first; afterwards the old one may be taken away', async () => {
    const [one] = await parts(
      `state = 'kept' and call_id in (select call_id from recordings.recording where state = 'kept')`,
    )
    const callId = one?.callId ?? ''
    const before = await readFile(keyFile(), 'utf8')
    const old = before.split('\n').find((line) => line && !line.startsWith('#')) ?? ''
    const anew = randomBytes(32).toString('base64')
    await writeFile(keyFile(), `${anew}\n${old}\n`)
    expect(await hears(callId)).toBe('sound')
    await rewrapKeys(work.ctx(), vault)
    expect(
      await work.query(`select distinct master_key from recordings.part where wrapped_key is not null`),
    ).toHaveLength(1)
    await writeFile(keyFile(), `${anew}\n`)
    expect(await hears(callId)).toBe('sound')
    await writeFile(keyFile(), `${old}\n`)
    expect(await hears(callId)).toBe('recordings.cannotBeOpened')
    await writeFile(keyFile(), `${anew}\n`)
  })

  test('opens nothing whose object was lost or exchanged', async () => {
    const [one, other] = await parts(
      `state = 'kept' and call_id in (select call_id from recordings.recording where state = 'kept')`,
    )
    await writeFile(file(one?.object ?? ''), await readFile(file(other?.object ?? '')))
    const begun = await quality.ask(startListening, { params: { callId: one?.callId ?? '' }, body: {} })
    const answer = work.centre.app.inject({
      method: 'GET',
      url: `/api/recordings/${one?.callId}/sound?listening=${begun.body.listeningId}`,
      headers: { cookie: quality.cookie },
    })
    // The head has left before the first chunk is found to be another's: the line is cut, and not a sample is heard.
    const heard = await answer.then(
      ({ rawPayload }) => rawPayload.length,
      () => 0,
    )
    expect(heard).toBeLessThanOrEqual(44)
    await rm(file(one?.object ?? ''))
    expect(await hears(one?.callId ?? '')).toBe('recordings.cannotBeOpened')
  })

  test('is made once, readable by us alone, however many ask at the same moment', async () => {
    const path = join(work.folder, 'made', 'recordings.keys')
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await keysInFile(path).current()).id))
    expect(new Set(ids).size).toBe(1)
  })
})
