import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { askHttp } from './client.ts'
import { openBareAri } from './network/bare-ari.ts'
import type { PhonePrograms } from './network/get-asterisk.ts'
import type { NetworkNode } from './network/open-network.ts'
import { fromALaw } from './network/sounds.ts'
import type { Ear } from './test-ear.ts'
import { addressOf, openTestExchange, openTestPort, waitUntil } from './test-exchange.ts'

/** Each party speaks in a tone of its own, in hertz, under a number it is called by. */
export const parties = {
  customer: { number: '14200000001', hertz: 1000 },
  outside: { number: '14200000002', hertz: 1850 },
  'agent-1': { number: '1001', hertz: 620 },
  'agent-2': { number: '1002', hertz: 1480 },
  'leader-1': { number: '1003', hertz: 2300 },
} as const
export type Party = keyof typeof parties
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
/** Whose tones are in it, from raw A-law. */
export const tonesIn = (sound: Uint8Array | undefined): Party[] => {
  const samples = [...(sound ?? [])].map(fromALaw).slice(1600)
  return everybody.filter((one) => shareOf(samples, parties[one].hertz) > 0.1)
}

/** An Asterisk that plays everybody: customers, outside numbers and headsets, each of whom answers at once. */
export const openWorld = async (node: NetworkNode) => {
  const world = await openBareAri(node)
  const fields = { transport: 'trunk-udp', context: 'from-trunk', disallow: 'all', allow: 'alaw', direct_media: 'no' }
  await world.put([
    { type: 'aor', id: 'centre', fields: { contact: 'sip:127.0.0.1' } },
    { type: 'endpoint', id: 'centre', fields: { ...fields, aors: 'centre' } },
    { type: 'identify', id: 'centre', fields: { endpoint: 'centre', match: '127.0.0.1' } },
  ])
  const address = `${node.sip.address}:${node.sip.port}`
  const legs = new Map<string, string>()
  let serial = 0
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
  void answerAll()

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
    const file = async (): Promise<Response> => askHttp(addressOf(node), 'GET', `recordings/stored/${name}/file`)
    await waitUntil(async () => (await file()).ok, 5)
    const sound = new Uint8Array(await (await file()).arrayBuffer())
    const samples = [...sound].map(fromALaw).slice(1600)
    const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length))
    if (loudness < 0.005) return []
    const heard = tonesIn(sound)
    return heard.length > 0 ? heard : ['music']
  }
  return {
    address,
    phoneAt: (user: string): string => `sip:${parties[user as Party].number}@${address}`,
    /** Sound on its way, and a busy machine, take a moment: asked again until it is so. */
    hears: async (party: Party, whom: readonly string[]): Promise<void> => {
      for (let attempt = 1; attempt < 5; attempt++)
        if (isDeepStrictEqual((await heardJustNow(party)).sort(), [...whom].sort())) return
      expect(`${party}: ${(await heardJustNow(party)).sort()}`).toEqual(`${party}: ${[...whom].sort()}`)
    },
    /** That party puts the receiver down. */
    hangUp: (party: Party) => world.request('DELETE', `channels/${legs.get(party)}`),
    close: (): void => {
      isOver = true
      world.close()
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>

/** Our port on one Asterisk, and another that plays everybody we talk to. */
export const openWorldPort = async (programs: PhonePrograms, wish: { headsets?: number } = {}) => {
  const exchange = await openTestExchange(programs, { nodes: 2 })
  const other = exchange.network.nodes[1]
  if (!other) throw new Error('two nodes were ordered')
  const world = await openWorld(other)
  const phones = { ...exchange, phoneAt: world.phoneAt, putOn: async () => {} }
  const own = await openTestPort(phones, { ...wish, only: 1, trunks: [{ ...exchange.trunk, address: world.address }] })
  return {
    world,
    own,
    close: async (): Promise<void> => {
      await own.close()
      world.close()
      await exchange.close()
    },
  }
}
export type WorldPort = Awaited<ReturnType<typeof openWorldPort>>

/** Ends what a test left, and listens no more. */
export const endCalls = async ({ own }: WorldPort, ear: Ear): Promise<void> => {
  for (const callId of await own.port.liveCalls()) {
    await own.port.hangUp(callId)
    await ear.heard(callId, 'ended')
  }
  ear.stop()
}
