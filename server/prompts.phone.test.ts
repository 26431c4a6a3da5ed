import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { numberThat } from '#adapters/asterisk/network/outcomes.ts'
import { fromALaw } from '#adapters/asterisk/network/sounds.ts'
import { type Ear, earOn } from '#adapters/asterisk/test-ear.ts'
import { openTestExchange, openTestPort, type TestExchange, waitUntil } from '#adapters/asterisk/test-exchange.ts'
import { openApologies } from '#domains/calls/server/apologies.ts'
import type { LiveCall } from '#domains/calls/server/live-call.ts'
import { complianceContract } from '#domains/compliance/contract.ts'
import { promptContract } from '#domains/telephony/contract.ts'
import { keepEquipment, openLivePrompts } from '#domains/telephony/server/public.ts'
import { wallClock } from '#platform/clock.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { type TestCentre, testCentre } from './testing.ts'

/** Three seconds that sound like nothing else: a tone that climbs from 300 to 2500 Hz, as 16-bit WAV of 44.1 kHz. */
const message = (): File => {
  const rate = 44_100
  const bytes = Buffer.alloc(44 + 3 * rate * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(bytes.length - 44, 40)
  for (let n = 0, phase = 0; n < 3 * rate; n++) {
    phase += (2 * Math.PI * (300 + (2200 * n) / (3 * rate))) / rate
    bytes.writeInt16LE(Math.round(9000 * Math.sin(phase)), 44 + n * 2)
  }
  return new File([new Uint8Array(bytes)], 'message.wav')
}

/** How much one sound is the other where they fit best, from 0 to 1. */
const likeness = (heard: readonly number[], said: readonly number[]): number => {
  const energy = (samples: readonly number[]): number => samples.reduce((sum, sample) => sum + sample * sample, 0)
  const part = said.slice(4000, 12_000)
  let best = 0
  for (let shift = 0; shift + part.length <= heard.length; shift++) {
    let sum = 0
    for (let n = 0; n < part.length; n += 4) sum += (part[n] as number) * (heard[shift + n] as number)
    if (sum * 4 > best * energy(part)) {
      const there = heard.slice(shift, shift + part.length)
      const whole = part.reduce((total, sample, n) => total + sample * (there[n] as number), 0)
      best = Math.max(best, whole / Math.sqrt(energy(part) * Math.max(1e-9, energy(there))))
    }
  }
  return best
}

describeWithPhones('a customer whom nobody takes in time, on a real telephone network', (programs) => {
  let exchange: TestExchange
  let own: Awaited<ReturnType<typeof openTestPort>>
  let centre: TestCentre
  let ear: Ear
  const clock = wallClock()
  beforeAll(async () => {
    centre = await testCentre()
    await centre.app.listen({ host: '127.0.0.1', port: 0 })
    exchange = await openTestExchange(programs)
    own = await openTestPort(exchange)
    ear = earOn(own.port)
  })
  afterAll(async () => {
    ear?.stop()
    await own?.close()
    clock.stop()
    await exchange?.close()
    await centre?.close()
  })

  test('hears the message their seller uploaded, to its end, and then the call is over', async () => {
    const officer = await centre.someone('complianceOfficer')
    const { body: uploaded } = await officer.ask(promptContract.uploadPromptSound, { body: message() })
    const { body: prompt } = await officer.ask(promptContract.addPrompt, {
      body: { title: '致歉', wordsZh: '钟鸣银行来电，请拨 02160000000', sound: uploaded.sound },
    })
    const { body: seller } = await officer.ask(complianceContract.addSeller, {
      body: {
        ...{ name: '钟鸣银行', phone: '02160000000', messageZh: '钟鸣银行来电，请拨 02160000000' },
        chosenPrompt: prompt.name,
      },
    })

    const { port } = centre.app.server.address() as AddressInfo
    const equipment = keepEquipment({ base: centre.base, clock, phones: own.port })
    await equipment.setHeadsets(own.equipment.headsets)
    await equipment.setTrunks(own.equipment.trunks)
    const address = () => `http://127.0.0.1:${port}`
    const prompts = openLivePrompts({ base: centre.base, phones: own.port, equipment, address })
    await prompts.follow()
    await waitUntil(async () => (await prompts.delivery()).nodes.every(({ missing }) => missing.length === 0), 45)

    const callId = crypto.randomUUID()
    const order = { to: numberThat('patient', 7), callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1 }
    await own.port.dial({ callId, ...order })
    await ear.heard(callId, 'answered')
    await own.port.record(callId, true)
    const apologies = openApologies({
      clock,
      phones: own.port,
      hangUp: ({ id }) => void own.port.hangUp(id),
      failed: (error) => expect(error).toBeUndefined(),
      lastsAtMostMs: prompts.lastsAtMostMs,
    })
    const call = { id: callId, record: { endedAt: null } } as LiveCall
    apologies.say(call, seller.promptName)
    await ear.heard(callId, 'played')
    apologies.said(call)
    const ended = await ear.heard(callId, 'ended')
    expect(ended).toMatchObject({ cause: 'normal', by: 'us' })

    const told = await ear.heard(callId, 'recorded')
    const legs = told.kind === 'recorded' ? await own.port.recording(told.recording) : undefined
    const reply = await centre.app.inject({ method: 'GET', url: `/api/telephone-sounds/${uploaded.sound}.alaw` })
    const heard = [...(legs?.agent ?? [])].map(fromALaw)
    expect(heard.length).toBeGreaterThan(8000 * 2.7)
    expect(likeness(heard, [...reply.rawPayload].map(fromALaw))).toBeGreaterThan(0.98)
    apologies.stop()
    equipment.stop()
  })
})
