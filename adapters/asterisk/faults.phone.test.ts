import { readdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { plainTrunk, type TelephonyPort } from '#domains/telephony/server/port.ts'
import { wallClock } from '#platform/clock.ts'
import { silentLog } from '#platform/log.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { asterisk } from './asterisk.ts'
import { startCarrier } from './network/carrier.ts'
import { numberThat, type Outcome } from './network/outcomes.ts'
import { type Ear, earOn, place } from './test-ear.ts'
import {
  leaveAll,
  openTestExchange,
  openTestPort,
  passed,
  type TestExchange,
  waitUntil,
  whatIsUp,
} from './test-exchange.ts'
import { openWire, type Wire } from './test-wire.ts'

type TestPort = Awaited<ReturnType<typeof openTestPort>>

describeWithPhones('Asterisk, when something fails', (programs) => {
  let exchange: TestExchange
  let wire: Wire
  let own: TestPort
  let ear: Ear
  const talk = async (outcome: Outcome = 'patient', endpoint = 'agent-1'): Promise<string> => {
    const callId = await place(own.port, outcome)
    await ear.heard(callId, 'answered')
    await own.port.connect(callId, endpoint)
    return callId
  }
  const isUp = async (): Promise<boolean> => (await own.port.health()).nodes.every((node) => node.isUp)
  const areSeated = async (): Promise<boolean> => (await own.port.headsets()).every(({ state }) => state === 'seated')

  /** Another process of ours, which reaches Asterisk without the wire. */
  const another = (): TelephonyPort =>
    asterisk({
      nodes: own.addresses.map((address) => ({ ...address, url: exchange.node.url.replace(/\/\/.*@/, '//') })),
      clock: wallClock(),
      log: silentLog,
      phoneAt: exchange.phoneAt,
    })

  /** What is being written of the customer's side. */
  const fileOf = (callId: string): string => {
    const { recordings } = exchange.node
    const name = readdirSync(recordings).find((file) => file.includes(callId) && file.includes('customer'))
    return join(recordings, name ?? '')
  }

  beforeAll(async () => {
    exchange = await openTestExchange(programs)
  })
  afterAll(() => exchange?.close())
  beforeEach(async () => {
    wire = await openWire(exchange.node.http)
    own = await openTestPort(exchange, { url: wire.url })
    ear = earOn(own.port)
  })
  /** What is up in Asterisk and belongs to no call that goes on: nobody would ever end it. */
  const ghosts = async (): Promise<string[]> => {
    const known = await own.port.liveCalls()
    const up = (await Promise.all(own.addresses.map(whatIsUp))).flat()
    return up.filter((id) => !id.startsWith('seat.') && !known.some((callId) => id.includes(callId)))
  }
  // Before anything is ended by the test itself; then closing waits until Asterisk has neither channel nor bridge.
  afterEach(async () => {
    wire.mend()
    try {
      await waitUntil(async () => (await ghosts()).length === 0, 10).catch(() => {})
      expect(await ghosts()).toEqual([])
      const live = await own.port.liveCalls()
      expect(live.filter((callId) => ear.kinds(callId).includes('ended'))).toEqual([])
      await own.close()
    } finally {
      ear.stop()
      wire.close()
    }
  })

  describe('the line to it', () => {
    test('is cut: the conversation goes on, and takes orders again when the line is back', async () => {
      const callId = await talk()
      wire.cut()
      await waitUntil(async () => !(await isUp()), 5)
      expect(await own.port.liveCalls()).toEqual([callId])
      wire.mend()
      await waitUntil(isUp, 10)
      expect(await own.port.liveCalls()).toEqual([callId])
      await own.port.hold(callId, true)
      await own.port.hold(callId, false)
      await own.port.hangUp(callId)
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
      expect(ear.kinds(callId)).toEqual(['ringing', 'answered', 'bridged', 'held', 'resumed', 'ended'])
    })

    test('is cut while the customer hangs up: the end is found out afterwards', async () => {
      const callId = await talk('person')
      wire.cut()
      await passed(14_000)
      expect(ear.kinds(callId)).not.toContain('ended')
      wire.mend()
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'lost', by: 'network' })
      expect(await own.port.liveCalls()).toEqual([])
    })

    test('is cut: nobody is called whose answer would not be heard', async () => {
      const before = (await exchange.carrier.calls()).length
      wire.cut()
      await waitUntil(async () => !(await isUp()), 5)
      const callId = await place(own.port, 'person')
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'networkFault', by: 'us' })
      wire.mend()
      await waitUntil(isUp, 10)
      expect((await exchange.carrier.calls()).length).toBe(before)
    })

    test('is slow: what was ordered is done once, late, and a call nobody could be told of is ended', async () => {
      const callId = await talk()
      let turn = 0
      wire.slow(() => [2000, 6000, 3500, 2500][turn++ % 4] ?? 0)
      const late = await Promise.all([place(own.port, 'patient'), place(own.port, 'patient')])
      await own.port.hold(callId, true).catch(({ name }) => expect(name).toBe('AriAway'))
      await passed(10_000)
      wire.slow(() => 0)
      await waitUntil(isUp, 30)
      for (const one of late)
        if (ear.kinds(one).includes('ended')) expect(await own.port.liveCalls()).not.toContain(one)
      expect(await own.port.liveCalls()).toContain(callId)
      await own.port.hangUp(callId)
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
    })

    test('falls silent without a word: it is noticed, left, and what waited is not done twice', async () => {
      const callId = await talk()
      wire.silence(true)
      await waitUntil(async () => !(await isUp()), 15)
      wire.silence(false)
      await waitUntil(isUp, 15)
      expect(await own.port.liveCalls()).toEqual([callId])
      expect(ear.kinds(callId)).toEqual(['ringing', 'answered', 'bridged'])
    })

    test('is taken over by another process, which has the calls; this one gives no more orders', async () => {
      const callId = await talk()
      const successor = another()
      await successor.equip({ ...own.equipment, prompts: [] })
      const second = earOn(successor)
      await waitUntil(async () => !(await isUp()), 5)
      expect(await successor.liveCalls()).toEqual([callId])
      await second.heard(callId, 'bridged')
      expect(await ear.heard(await place(own.port, 'person'), 'ended')).toMatchObject({ cause: 'networkFault' })
      // It gives its line up and takes it again: what is up is asked, not remembered.
      second.stop()
      const again = earOn(successor)
      expect(await successor.liveCalls()).toEqual([callId])
      await successor.hangUp(callId)
      expect(await again.heard(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
      await leaveAll(successor, exchange.node)
      again.stop()
      expect(ear.kinds(callId)).not.toContain('ended')
    })
  })

  describe('Asterisk itself', () => {
    // By the wire nobody is ever refused: that this is another Asterisk is told by when it started alone.
    test('is killed in the middle and started again: its calls are lost, its headsets come back', async () => {
      const callIds = [await talk(), await place(own.port, 'noAnswer')]
      await own.port.record(callIds[0] ?? '', true)
      await exchange.node.kill()
      await exchange.node.start()
      for (const callId of callIds)
        expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'lost', by: 'network' })
      await waitUntil(areSeated, 15)
      expect(await own.port.liveCalls()).toEqual([])
      const next = await talk('person', 'agent-2')
      expect(ear.kinds(next)).toEqual(['ringing', 'answered', 'bridged'])
    })

    test('is said to be gone by its machine: its calls are lost at once, and ended should they be up when it is back', async () => {
      const callId = await talk()
      await wire.refuse(true)
      expect(await ear.heard(callId, 'ended', 5)).toMatchObject({ cause: 'lost', by: 'network' })
      await wire.refuse(false)
      await waitUntil(isUp, 10)
      await waitUntil(async () => (await exchange.carrier.calls()).at(-1)?.end === 'us', 5)
      await waitUntil(areSeated, 15)
    })

    test('hangs for a while: nothing is done twice, and its calls end as they did', async () => {
      const [stays, leaves] = [await talk('patient', 'agent-1'), await talk('brief', 'agent-2')]
      exchange.node.freeze(true)
      await waitUntil(async () => !(await isUp()), 15)
      await passed(3000)
      exchange.node.freeze(false)
      await waitUntil(isUp, 15)
      await ear.heard(leaves, 'ended')
      expect(await own.port.liveCalls()).toEqual([stays])
      // Its headsets heard nothing meanwhile, and may have had to be called anew.
      await waitUntil(() => ear.kinds(stays).at(-1) === 'bridged', 45)
      await waitUntil(areSeated, 45)
      const next = await talk('person', 'agent-2')
      expect(ear.kinds(next)).toEqual(['ringing', 'answered', 'bridged'])
    }, 120_000)
  })

  describe('the disk of recordings', () => {
    const stretches = (callId: string) => ear.kinds(callId).filter((kind) => kind === 'recorded').length
    test('is full: what there is of the recording is told, the conversation goes on, and is recorded when there is room again', async () => {
      const callId = await talk()
      await own.port.record(callId, true)
      await waitUntil(async () => (await stat(fileOf(callId))).size > 0, 15)
      await exchange.node.fillDisk(true)
      try {
        // Nobody stopped it.
        expect(await ear.heard(callId, 'recorded')).toMatchObject({ seconds: 4 })
        // One begun now breaks off with nothing in it.
        await own.port.record(callId, true)
        await waitUntil(() => stretches(callId) === 2, 15)
        expect(await own.port.liveCalls()).toEqual([callId])
        await own.port.hold(callId, true)
        await own.port.hold(callId, false)
      } finally {
        await exchange.node.fillDisk(false)
      }
      await own.port.record(callId, true)
      await passed(1500)
      await own.port.record(callId, false)
      await waitUntil(() => stretches(callId) === 3, 5)
      const finished = (await own.port.finishedRecordings()).filter((one) => one.callId === callId)
      const [kept, empty, again] = await Promise.all(finished.map(({ recording }) => own.port.recording(recording)))
      expect([kept?.customer.length, empty?.customer.length]).toEqual([32_768, 0])
      expect(again?.customer.length).toBeGreaterThan(8000)
      for (const { recording } of finished) await own.port.forgetRecording(recording)
    })
  })

  describe('our own process', () => {
    test('dies while a node fetches a prompt: the next one lets it fetch what it lacks', async () => {
      const { node, prompts } = exchange
      const left = await fetch(`http://${node.http.host}:${node.http.port}/ari/bridges/prompts?type=mixing`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${node.ari.user}:${node.ari.password}`).toString('base64')}`,
        },
      })
      expect(left.status).toBe(200)
      const fresh = prompts.prompt('fresh', 700, 1)
      await own.port.equip({ ...own.equipment, prompts: [own.ownPrompt, fresh] })
      const missing = async (): Promise<string[]> =>
        (await own.port.health()).nodes.flatMap((one) => one.missingPrompts)
      await waitUntil(async () => (await missing()).length === 0, 5)
    })

    test('dies in the middle: the next one finds who talks, who is held and who is recorded, and goes on', async () => {
      const held = await talk('patient', 'agent-1')
      const talking = await talk('patient', 'agent-2')
      await own.port.hold(held, true)
      await own.port.record(talking, true)
      const ringing = await place(own.port, 'noAnswer')
      await ear.heard(ringing, 'ringing')
      // From now on nothing of it reaches Asterisk, nor anything of Asterisk it.
      wire.cut()

      const { trunk } = exchange
      const next = another()
      // A process that starts knows of its trunks before it knows of its headsets; nobody loses theirs for that.
      await next.equip({ headsets: [], trunks: [trunk] })
      const second = earOn(next)
      expect((await next.liveCalls()).sort()).toEqual([held, talking, ringing].sort())
      expect((await next.headsets()).map(({ state }) => state)).toEqual(['seated', 'seated'])
      await next.equip({ headsets: own.equipment.headsets, trunks: [trunk] })
      expect((await next.health()).trunks).toMatchObject([{ calls: 3 }])
      expect(await second.heard(talking, 'bridged')).toMatchObject({ endpoint: 'agent-2' })
      expect(second.kinds(held)).toEqual(['answered'])
      await waitUntil(async () => (await next.headsets()).every(({ state }) => state === 'seated'), 10)

      await next.hold(held, false)
      expect(second.kinds(held)).toEqual(['answered', 'resumed'])
      await next.transfer(held, { number: numberThat('patient') })
      await second.heard(held, 'transferred')
      for (const callId of [held, talking, ringing]) await next.hangUp(callId)
      expect(await second.heard(ringing, 'ended')).toMatchObject({ cause: 'cancelled', by: 'us' })
      expect(await second.heard(held, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
      await second.heard(talking, 'ended')
      expect(second.kinds(talking)).toEqual(['answered', 'bridged', 'recorded', 'ended'])
      await leaveAll(next, exchange.node)
      second.stop()
    })

    test('dies after agents left customers to a survey or a message: the next one keeps no headset for them', async () => {
      const [asked, taped] = [await talk('patient', 'agent-1'), await talk('patient', 'agent-2')]
      await own.port.release(asked)
      await own.port.leaveMessage(taped, own.ownPrompt.name)
      wire.cut()
      const { trunk } = exchange
      const next = another()
      await next.equip({ headsets: own.equipment.headsets, trunks: [trunk] })
      const second = earOn(next)
      expect((await next.liveCalls()).sort()).toEqual([asked, taped].sort())
      await expect(next.connect(taped, 'agent-2')).rejects.toMatchObject({ name: 'OrderRefused' })
      await waitUntil(async () => (await next.headsets()).every(({ state }) => state === 'seated'), 10)
      const later = await place(next, 'patient')
      await second.heard(later, 'answered')
      await next.connect(later, 'agent-1')
      await next.play(asked, 'beep')
      await second.heard(asked, 'played')
      expect(second.kinds(asked)).toEqual(['answered', 'played'])
      // Nobody is left to end it but the message itself.
      expect(await second.heard(taped, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
      for (const callId of [asked, later]) await next.hangUp(callId)
      await second.heard(later, 'ended')
      await leaveAll(next, exchange.node)
      second.stop()
    })
  })

  describe('a carrier', () => {
    const breakerNow = async (): Promise<string | undefined> => (await own.port.health()).trunks[0]?.breaker

    test('that refuses everything is left alone for a while, then tried again', async () => {
      const refused = await Promise.all(Array.from({ length: 12 }, () => place(own.port, 'fault')))
      for (const callId of refused)
        expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'networkFault', sipCode: 503 })
      expect(await breakerNow()).toBe('open')
      const before = (await exchange.carrier.calls()).length
      expect(await ear.heard(await place(own.port, 'person'), 'ended')).toMatchObject({ cause: 'networkFault' })
      expect((await exchange.carrier.calls()).length).toBe(before)
      await waitUntil(async () => (await breakerNow()) === 'trying', 10)
      await ear.heard(await place(own.port, 'person'), 'answered')
      expect(await breakerNow()).toBe('closed')
    })

    test('that dies under a conversation is noticed, the call lost and the agent free; who is held or muted meanwhile is not', async () => {
      const { network, node } = exchange
      const at = {
        sipp: programs.sipp,
        folder: join(network.folder, 'dying'),
        sounds: network.sounds,
        asterisk: node.sip,
      }
      const carrier = await startCarrier(at, 'dying', '127.0.1.77', { ringMs: [300, 0] })
      const trunk = { ...plainTrunk('dying', carrier.address), silentSeconds: 3 }
      await own.port.equip({ ...own.equipment, trunks: [exchange.trunk, trunk] })
      const callId = await place(own.port, 'patient', { trunk: 'dying' })
      await ear.heard(callId, 'answered')
      await own.port.connect(callId, 'agent-1')
      await own.port.record(callId, true)
      await own.port.hold(callId, true)
      await passed(5000)
      await own.port.hold(callId, false)
      await own.port.mute(callId, true)
      await passed(5000)
      expect(await own.port.liveCalls()).toEqual([callId])
      process.kill(carrier.pid, 'SIGKILL')
      expect(await ear.heard(callId, 'ended', 10)).toMatchObject({ cause: 'lost', by: 'network' })
      expect(ear.kinds(callId).slice(2)).toEqual(['bridged', 'held', 'resumed', 'recorded', 'ended'])
      expect(await own.port.liveCalls()).toEqual([])
      expect(await ghosts()).toEqual([])
      const next = await talk('person', 'agent-1')
      expect(ear.kinds(next)).toEqual(['ringing', 'answered', 'bridged'])
    })

    test('that says nothing but that it tries is a fault, and no telephone nobody took', async () => {
      const callId = await place(own.port, 'dead', { ringForSeconds: 3 })
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'networkFault', by: 'network' })
      expect(ear.kinds(callId)).toEqual(['ended'])
    })

    test('that speaks before it refuses is not taken for an answer', async () => {
      const callId = await place(own.port, 'announced')
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'emptyNumber', sipCode: 404 })
      expect(ear.kinds(callId)).toEqual(['ended'])
    })
  })

  describe('a customer', () => {
    test('who answers and hangs up within the same tenth of a second is told as both, and nobody is kept for them', async () => {
      const joins: Promise<unknown>[] = []
      const stop = own.port.listen(({ callId, kind }) => {
        if (kind !== 'answered') return
        joins.push(own.port.connect(callId, 'agent-1').catch(({ name }) => expect(name).toBe('OrderRefused')))
      })
      for (let i = 0; i < 5; i++) {
        const callId = await place(own.port, 'instant')
        expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'customer' })
        expect(ear.kinds(callId).filter((kind) => kind !== 'bridged')).toEqual(['ringing', 'answered', 'ended'])
        await Promise.all(joins)
      }
      stop()
      const next = await talk('person')
      expect(ear.kinds(next)).toEqual(['ringing', 'answered', 'bridged'])
    })
  })
})
