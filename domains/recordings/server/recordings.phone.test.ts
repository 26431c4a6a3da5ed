import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import {
  openTestExchange,
  openTestPort,
  passed,
  type TestExchange,
  waitUntil,
} from '#adapters/asterisk/test-exchange.ts'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import type { TelephonyEvent } from '#domains/telephony/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { legOf, linearOf, sampleRate } from '../sound.ts'
import { openKeeper, type Vault } from './keeper.ts'
import { keysInFile } from './keys.ts'
import { openSound } from './open.ts'

type TestPort = Awaited<ReturnType<typeof openTestPort>>

const loudnessOf = (leg: Uint8Array): number =>
  Math.sqrt(leg.reduce((sum, code) => sum + (linearOf[code] as number) ** 2, 0) / Math.max(1, leg.length))

describeWithPhones('a conversation on a real telephone network', (programs) => {
  let exchange: TestExchange
  let own: TestPort
  let centre: TestCentre
  let folder: string
  let vault: Vault
  const told: TelephonyEvent[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-recordings-'))
    vault = {
      store: folderStore({ folder: join(folder, 'recordings'), leaveFreeBytes: 0 }),
      keys: keysInFile(join(folder, 'recordings.keys')),
    }
    centre = await testCentre()
    await sql`call platform.ensure_months('calls.call', now(), now())`.execute(centre.base.database.engine)
    exchange = await openTestExchange(programs)
    own = await openTestPort(exchange)
    own.port.listen((event) => told.push(event))
  })
  afterAll(async () => {
    await own?.close()
    await exchange?.close()
    await centre?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const hears = (callId: string, kind: TelephonyEvent['kind'], times = 1): Promise<void> =>
    waitUntil(() => told.filter((event) => event.callId === callId && event.kind === kind).length >= times, 20)
  /** A conversation that is on record as every other. */
  const talk = async (endpoint: string): Promise<string> => {
    const callId = newId(Date.now())
    const { engine } = centre.base.database
    await engine
      .insertInto('calls.call')
      .values({
        ...{
          id: callId,
          placedAt: new Date(),
          campaignId: newId(Date.now()),
          number: numberThat('patient'),
          callerId: '1',
        },
        ...{ mode: 'progressive', attemptNumber: 1, scriptVersion: 1, state: 'talking', fencing: 1 },
      })
      .execute()
    const order = { to: numberThat('patient', 7), callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1 }
    await own.port.dial({ callId, ...order })
    await hears(callId, 'answered')
    await own.port.connect(callId, endpoint)
    await hears(callId, 'bridged')
    return callId
  }
  /** Keeps whatever the telephone system has, as after a restart in which nothing was heard of it. */
  const keepAll = async (): Promise<void> => {
    const clock = wallClock()
    const keeper = openKeeper({ base: centre.base, clock, phones: own.port, vault })
    await keeper.settled()
    await keeper.stop()
    clock.stop()
  }
  const legsOf = async (callId: string) => {
    const sound = await openSound(systemContext(centre.base).db, vault, callId)
    const parts: Uint8Array[] = []
    for await (const part of sound.plain(0, sound.samples * 2 - 1)) parts.push(part)
    const both = Buffer.concat(parts)
    return { customer: legOf(both, 0), agent: legOf(both, 1) }
  }

  describe('is recorded', () => {
    test('with both sides apart, equally long to the sample: a silenced agent is silent on the right, the customer is left', async () => {
      const callId = await talk('agent-1')
      await own.port.record(callId, true)
      await passed(4000)
      await own.port.record(callId, false)
      await hears(callId, 'recorded')
      await own.port.mute(callId, true)
      await own.port.record(callId, true)
      await passed(4000)
      await own.port.record(callId, false)
      await hears(callId, 'recorded', 2)
      await own.port.hangUp(callId)
      await hears(callId, 'ended')
      const provided = await Promise.all(
        (await own.port.finishedRecordings()).map(async ({ recording }) => ({
          recording,
          legs: await own.port.recording(recording),
        })),
      )
      expect(provided).toHaveLength(2)
      for (const { legs } of provided) expect(legs?.customer.length).toBe(legs?.agent.length)

      await keepAll()
      const { customer, agent } = await legsOf(callId)
      expect(customer.length).toBe(agent.length)
      const [half, end] = [customer.length >> 1, customer.length]
      expect(end / sampleRate).toBeGreaterThan(6)
      const loud = { customer: loudnessOf(customer), agent: loudnessOf(agent.subarray(0, half - sampleRate)) }
      expect(loud.customer).toBeGreaterThan(200)
      expect(loud.agent).toBeGreaterThan(200)
      expect(loudnessOf(agent.subarray(half + sampleRate))).toBeLessThan(20)
      expect(loudnessOf(customer.subarray(half + sampleRate))).toBeGreaterThan(200)
      expect(await own.port.finishedRecordings()).toEqual([])
    })

    test('and Asterisk is killed in the middle: what was spoken is kept but for its last four seconds', async () => {
      const callId = await talk('agent-2')
      await own.port.record(callId, true)
      await passed(9000)
      await exchange.node.kill()
      await exchange.node.start()
      await hears(callId, 'ended')
      await waitUntil(async () => (await own.port.health()).nodes.every(({ isUp }) => isUp), 15)
      await keepAll()
      const { customer, agent } = await legsOf(callId)
      expect(customer.length).toBe(agent.length)
      // Asterisk writes 32 KiB at a time, which is 4.1 s of A-law; nothing sets it otherwise.
      expect(customer.length / sampleRate).toBeGreaterThan(4)
      expect(9 - customer.length / sampleRate).toBeLessThan(4.6)
      for (const leg of [customer, agent]) expect(loudnessOf(leg.subarray(0, 4 * sampleRate))).toBeGreaterThan(200)
    })
  })
})
