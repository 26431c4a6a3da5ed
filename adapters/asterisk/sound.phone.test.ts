import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeWithPhones } from '#tools/test/phones.ts'
import { askHttp } from './client.ts'
import { type BareAri, openBareAri } from './network/bare-ari.ts'
import { fromALaw } from './network/sounds.ts'
import { type Ear, earOn } from './test-ear.ts'
import { addressOf, openTestExchange, openTestPort, type TestExchange, waitUntil } from './test-exchange.ts'

/** Each party speaks in a tone of its own, in hertz, under a number it is called by. */
const parties = {
  customer: { number: '14200000001', hertz: 1000 },
  'agent-1': { number: '1001', hertz: 620 },
  'agent-2': { number: '1002', hertz: 1480 },
} as const
type Party = keyof typeof parties
const everybody = Object.keys(parties) as Party[]

/** How much of a sound is one tone, from 0 to 1 (Goertzel). */
const shareOf = (samples: readonly number[], hertz: number): number => {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / 8000)
  let [last, before, energy] = [0, 0, 0]
  for (const sample of samples) {
    ;[last, before] = [sample + turn * last - before, last]
    energy += sample * sample
  }
  const power = last * last + before * before - turn * last * before
  return energy === 0 ? 0 : (2 * power) / (energy * samples.length)
}

describeWithPhones('What everybody hears', (programs) => {
  let exchange: TestExchange
  let own: Awaited<ReturnType<typeof openTestPort>>
  let ear: Ear
  /** Another Asterisk plays everybody: its channels are their telephones. */
  let world: BareAri
  let serial = 0
  const legs = new Map<string, string>()

  beforeAll(async () => {
    exchange = await openTestExchange(programs, { nodes: 2 })
    const other = exchange.network.nodes[1]
    if (!other) throw new Error('two nodes were ordered')
    world = await openBareAri(other)
    const fields = { transport: 'trunk-udp', context: 'from-trunk', disallow: 'all', allow: 'alaw', direct_media: 'no' }
    await world.put([
      { type: 'aor', id: 'centre', fields: { contact: 'sip:127.0.0.1' } },
      { type: 'endpoint', id: 'centre', fields: { ...fields, aors: 'centre' } },
      { type: 'identify', id: 'centre', fields: { endpoint: 'centre', match: '127.0.0.1' } },
    ])
    const address = `${other.sip.address}:${other.sip.port}`
    const phones = { ...exchange, phoneAt: (user: string) => `sip:${parties[user as Party].number}@${address}` }
    void answerAll()
    const trunks = [{ ...exchange.trunk, address }]
    own = await openTestPort({ ...phones, putOn: async () => {} }, { only: 1, trunks })
  })
  afterAll(async () => {
    await own?.close()
    isOver = true
    world?.close()
    await exchange?.close()
  })
  beforeEach(() => {
    ear = earOn(own.port)
  })
  afterEach(async () => {
    for (const callId of await own.port.liveCalls()) {
      await own.port.hangUp(callId)
      await ear.heard(callId, 'ended')
    }
    ear.stop()
  })

  let isOver = false
  const answerAll = async (): Promise<void> => {
    for (let next = 0; !isOver; await wait(10)) {
      for (; next < world.events.length; next++) {
        const { type, channel, args } = world.events[next] ?? { type: '' }
        const party = everybody.find((one) => args?.[1]?.endsWith(parties[one].number))
        if (type !== 'StasisStart' || args?.[0] !== 'inbound' || !channel || !party) continue
        legs.set(party, channel.id)
        await world.request('POST', `channels/${channel.id}/answer`)
        // By way of a bridge: a channel that plays by itself hears nothing meanwhile.
        await world.request('POST', `bridges/of-${channel.id}?type=mixing`)
        await world.request('POST', `bridges/of-${channel.id}/addChannel?channel=${channel.id}`)
        await world.request('POST', `bridges/of-${channel.id}/play?media=tone:${parties[party].hertz}`)
      }
    }
  }

  /** Whom a party hears now, by the sound that arrives at its telephone; `music` is sound that is nobody's tone. */
  const heardJustNow = async (party: Party): Promise<string[]> => {
    await wait(400)
    const name = `heard-${++serial}`
    const leg = legs.get(party)
    await world.request('POST', `channels/${leg}/snoop/${name}?spy=in&app=carillon`)
    await world.heard(({ type, channel }) => type === 'StasisStart' && channel?.id === name)
    await world.request('POST', `channels/${name}/record?name=${name}&format=alaw`)
    await wait(700)
    await world.request('DELETE', `channels/${name}`)
    const other = exchange.network.nodes[1]
    if (!other) throw new Error('two nodes were ordered')
    const file = async (): Promise<Response> => askHttp(addressOf(other), 'GET', `recordings/stored/${name}/file`)
    await waitUntil(async () => (await file()).ok, 5)
    const samples = [...new Uint8Array(await (await file()).arrayBuffer())].map(fromALaw).slice(1600)
    const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length))
    if (loudness < 0.005) return []
    const heard = everybody.filter((one) => shareOf(samples, parties[one].hertz) > 0.1)
    return heard.length > 0 ? heard : ['music']
  }
  /** Sound on its way, and a busy machine, take a moment: asked again until it is so. */
  const hears = async (party: Party, whom: readonly string[]): Promise<void> => {
    for (let attempt = 1; attempt < 5; attempt++) if (isDeepStrictEqual(await heardJustNow(party), whom)) return
    expect(await heardJustNow(party)).toEqual(whom)
  }
  const talk = async (): Promise<string> => {
    const callId = crypto.randomUUID()
    const to = `+86${parties.customer.number}`
    await own.port.dial({ callId, to, callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1 })
    await ear.heard(callId, 'answered')
    await own.port.connect(callId, 'agent-1')
    return callId
  }

  test('customer and agent hear each other; muted and on hold as they should', async () => {
    const callId = await talk()
    await hears('customer', ['agent-1'])
    await hears('agent-1', ['customer'])
    await own.port.mute(callId, true)
    await hears('customer', [])
    await hears('agent-1', ['customer'])
    await own.port.mute(callId, false)
    await own.port.hold(callId, true)
    await hears('customer', ['music'])
    await hears('agent-1', [])
    await own.port.hold(callId, false)
    await hears('customer', ['agent-1'])
  })

  test('a leader who listens is heard by nobody, one who whispers by the agent alone, one who joins by both', async () => {
    const callId = await talk()
    await own.port.supervise(callId, 'agent-2', 'listen')
    await hears('agent-2', ['customer', 'agent-1'])
    await hears('agent-1', ['customer'])
    await hears('customer', ['agent-1'])
    await own.port.supervise(callId, 'agent-2', 'whisper')
    await hears('agent-1', ['customer', 'agent-2'])
    await hears('customer', ['agent-1'])
    await own.port.supervise(callId, 'agent-2', 'barge')
    await hears('customer', ['agent-1', 'agent-2'])
    await hears('agent-1', ['customer', 'agent-2'])
    await own.port.supervise(callId, 'agent-2', null)
    await hears('agent-2', [])
    await hears('customer', ['agent-1'])
  })

  test('a customer handed on hears the other agent, and the first one nobody', async () => {
    const callId = await talk()
    await own.port.mute(callId, true)
    await own.port.transfer(callId, { endpoint: 'agent-2' })
    await hears('customer', ['agent-2'])
    await hears('agent-1', [])
    // Nothing of the last call stays with who was muted in it.
    await own.port.transfer(callId, { endpoint: 'agent-1' })
    await hears('customer', ['agent-1'])
  })

  test('an echo is one’s own voice', async () => {
    await own.port.echo('agent-1', true)
    await hears('agent-1', ['agent-1'])
    await own.port.echo('agent-1', false)
    await hears('agent-1', [])
  })

  test('a recording holds each side apart', async () => {
    const callId = await talk()
    await own.port.record(callId, true)
    await wait(1500)
    await own.port.record(callId, false)
    const told = await ear.heard(callId, 'recorded')
    const recorded = told.kind === 'recorded' ? await own.port.recording(told.recording) : undefined
    const tones = (leg: Uint8Array | undefined): string[] => {
      const samples = [...(leg ?? [])].map(fromALaw).slice(1600)
      return everybody.filter((one) => shareOf(samples, parties[one].hertz) > 0.1)
    }
    expect(tones(recorded?.customer)).toEqual(['customer'])
    expect(tones(recorded?.agent)).toEqual(['agent-1'])
  })
})
