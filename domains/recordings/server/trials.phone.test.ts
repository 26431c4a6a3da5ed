import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { numberThat, type Outcome } from '#adapters/asterisk/network/outcomes.ts'
import {
  openTestExchange,
  openTestPort,
  passed,
  type TestExchange,
  waitUntil,
} from '#adapters/asterisk/test-exchange.ts'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { type LiveCall, type LiveCalls, openLiveCalls } from '#domains/calls/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Journal, openJournal } from '#platform/journal.ts'
import { type Lease, takeLease } from '#platform/lease.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { legOf, linearOf, sampleRate } from '../sound.ts'
import { openRecordings } from './at-the-exchange.ts'
import type { Vault } from './keeper.ts'
import { keysInFile } from './keys.ts'
import { openSound } from './open.ts'

const loudnessOf = (leg: Uint8Array): number =>
  Math.sqrt(leg.reduce((sum, code) => sum + (linearOf[code] as number) ** 2, 0) / Math.max(1, leg.length))

describeWithPhones('a call drawn to check what the machine heard, on a real telephone network', (programs) => {
  let exchange: TestExchange
  let own: Awaited<ReturnType<typeof openTestPort>>
  let centre: TestCentre
  let folder: string
  let vault: Vault
  let journal: Journal
  let lease: Lease
  let calls: LiveCalls
  let recordings: Awaited<ReturnType<typeof openRecordings>>
  const clock = wallClock()
  const campaignId = newId(Date.now())

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-trials-'))
    vault = {
      store: folderStore({ folder: join(folder, 'recordings'), leaveFreeBytes: 0 }),
      keys: keysInFile(join(folder, 'recordings.keys')),
    }
    centre = await testCentre()
    const { base } = centre
    await sql`call platform.ensure_months('calls.call', now(), now())`.execute(base.database.engine)
    await sql`insert into recordings.policy (campaign_id, mode, share_percent, may_pause, asks_reason)
      values (${campaignId}, 'none', 100, false, false)`.execute(base.database.engine)
    exchange = await openTestExchange(programs)
    own = await openTestPort(exchange)
    lease = (await takeLease(base, 'trials', { onLost: () => {} })) ?? expect.fail('the lease is taken')
    journal = openJournal(base, lease.guard)
    calls = openLiveCalls({ base, clock, journal, phones: own.port, lease })
    await calls.recover(async () => {})
    recordings = await openRecordings({ base, clock, phones: own.port, engine: { calls, journal }, vault, isOn: true })
    recordings.live.triedOut(() => true)
  })
  afterAll(async () => {
    await recordings?.stop()
    calls?.stop()
    await journal?.stop()
    await lease?.release()
    clock.stop()
    await own?.close()
    await exchange?.close()
    await centre?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const call = async (whom: Outcome): Promise<LiveCall> => {
    const placed = calls.place({
      ...{ campaignId, entryId: newId(Date.now()), customerId: newId(Date.now()), listId: newId(0), batchId: newId(0) },
      ...{
        number: numberThat(whom, 3),
        callerId: '+864008001234',
        mode: 'progressive',
        attemptNumber: 1,
        scriptVersion: 1,
      },
      ...{ siteId: null, ringForSeconds: 20, machineDetection: 'before', agent: null },
      departs: ({ go }) => go(),
      mayStillDial: () => true,
    })
    await waitUntil(() => placed.record.classified !== null, 20)
    return placed
  }
  const ended = async (of: LiveCall): Promise<void> => {
    calls.hangUp(of.id)
    await waitUntil(() => of.record.endedAt !== null, 10)
    await journal.written()
    await recordings.keeper.settled()
  }
  const parts = async (callId: string) =>
    (
      await sql<{ state: string; object: string | null; atProvider: boolean }>`
        select state, object, at_provider from recordings.part where call_id = ${callId}`.execute(
        centre.base.database.engine,
      )
    ).rows

  test('is heard from the answer on: what the machine said before it was known to be one is in its recording', async () => {
    const machine = await call('machine')
    expect(machine.record.classified).toBe('machine')
    await ended(machine)
    expect(await parts(machine.id)).toMatchObject([{ state: 'kept', atProvider: false }])
    const sound = await openSound(systemContext(centre.base).db, vault, machine.id)
    const stretches: Uint8Array[] = []
    for await (const stretch of sound.plain(0, sound.samples * 2 - 1)) stretches.push(stretch)
    const customer = legOf(Buffer.concat(stretches), 0)
    const { answeredAt, endedAt } = machine.record
    const upMs = (endedAt ?? 0) - (answeredAt ?? 0)
    expect(Math.abs((customer.length / sampleRate) * 1000 - upMs)).toBeLessThan(600)
    // The greeting speaks from the first second on.
    for (const second of [0, 1]) {
      const heard = loudnessOf(customer.subarray(second * sampleRate, (second + 1) * sampleRate))
      expect([second, heard > 100]).toEqual([second, true])
    }
    expect(await own.port.finishedRecordings()).toEqual([])
  })

  test('that a person answered leaves no sound behind, and its agent is joined all the same', async () => {
    const person = await call('patient')
    expect(person.record.classified).toBe('person')
    const agent = { id: newId(0), teamId: null, siteId: null, endpoint: 'agent-1' }
    calls.connect(person, agent)
    await waitUntil(() => person.record.bridgedAt !== null, 5)
    await passed(1500)
    await journal.written()
    await recordings.keeper.settled()
    expect(await parts(person.id)).toEqual([{ state: 'gone', object: null, atProvider: false }])
    expect(person).toMatchObject({ isOnTrial: false, recordingOn: false, record: { endedAt: null, recording: null } })
    await ended(person)
    expect(await parts(person.id)).toHaveLength(1)
    expect(await own.port.finishedRecordings()).toEqual([])
  })
})
