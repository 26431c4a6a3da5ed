import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { momentOf } from './ari.ts'
import { memoryVariable } from './call.ts'
import { askHttp } from './client.ts'
import { type BareAri, openBareAri } from './network/bare-ari.ts'
import type { NetworkNode } from './network/open-network.ts'
import { aLaw, fromALaw, tone, voice } from './network/sounds.ts'
import { addressOf, waitUntil } from './test-exchange.ts'

/** What each of them says, as a tone in hertz that the music on hold has not; whatever else sounds is music. */
const tones = {
  customer: 1150,
  'agent-1': 2350,
  'agent-2': 1480,
  'prompt:prompt-1': 1850,
  'prompt:long': 2750,
} as const
const everybody = Object.keys(tones) as (keyof typeof tones)[]
export const longPromptHertz = tones['prompt:long']

const encode = (seconds: number, sound: (t: number) => number): Buffer =>
  Buffer.from(Array.from({ length: seconds * 8000 }, (_, n) => aLaw(sound(n / 8000))))

/** A customer greets as people do, for machines that listen, and is a tone from `greetedMs` after the answer on. */
export const writeCustomer = (sounds: string): Promise<void> => {
  const parts = [encode(0.3, () => 0), encode(0.5, voice(180)), encode(2.2, () => 0), encode(120, tone(tones.customer))]
  return writeFile(join(sounds, 'person.al'), Buffer.concat(parts))
}
const greetedMs = 3000

/** The sounds of one headset: a folder for the program that plays it. */
export const writeHeadset = async (folder: string, endpoint: string): Promise<string> => {
  const sounds = join(folder, `sounds-of-${endpoint}`)
  await mkdir(sounds, { recursive: true })
  const hertz = everybody.includes(endpoint as 'agent-1') ? tones[endpoint as 'agent-1'] : 2300
  await writeFile(join(sounds, 'agent.al'), encode(30, tone(hertz)))
  return sounds
}

/** Short enough for a tone to be one although a packet came late in between, long enough to tell these tones apart. */
const blockSamples = 400
/** The power of one tone in a block of samples (Goertzel). */
const powerOf = (samples: readonly number[], hertz: number): number => {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / 8000)
  let [last, before] = [0, 0]
  for (const sample of samples) [last, before] = [sample + turn * last - before, last]
  return last * last + before * before - turn * last * before
}
/** How much of a sound is one tone, from 0 to 1. */
const shareOf = (samples: readonly number[], hertz: number): number => {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0)
  let power = 0
  for (let at = 0; at + blockSamples <= samples.length; at += blockSamples)
    power += powerOf(samples.slice(at, at + blockSamples), hertz)
  return energy === 0 ? 0 : (2 * power) / (energy * blockSamples)
}
/** Of two who speak at once each is some half of what is heard. */
const pureShare = 0.15
const whoIsIn = (samples: readonly number[]): string[] => {
  const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length))
  if (loudness < 0.005) return []
  const heard = everybody.filter((one) => shareOf(samples, tones[one]) > pureShare)
  return heard.length > 0 ? heard : ['music']
}

type Channel = { id: string; creationtime: string }

/** Listens to what an Asterisk sends to a party: to a customer's telephone, or to a headset. */
export const openOverhearing = async (node: NetworkNode) => {
  const ari: BareAri = await openBareAri({ http: node.http, ari: { ...node.ari, app: 'overheard' } })
  const address = addressOf(node)
  let serial = 0
  const ask = async <T>(path: string): Promise<T | undefined> => {
    const { status, body } = await ari.request('GET', path)
    return status < 400 ? (JSON.parse(body) as T) : undefined
  }
  /** Who called us has a channel whose name is not of our making. */
  const isCallers = async ({ id }: Channel, callId: string): Promise<boolean> => {
    const kept = await ask<{ value: string }>(`channels/${id}/variable?variable=${memoryVariable}`)
    return kept?.value.includes(callId) === true && /^[^.]*\d+\.\d+$/.test(id)
  }
  const channelOf = async (callId: string, party: string): Promise<Channel | undefined> => {
    const all = (await ask<Channel[]>('channels')) ?? []
    if (party !== 'customer') return all.find(({ id }) => id.startsWith(`seat.${party}.`))
    const placed = all.find(({ id }) => id === `call.${callId}`)
    if (placed) return placed
    for (const channel of all) if (await isCallers(channel, callId)) return channel
    return undefined
  }
  const listen = async (channel: string): Promise<number[]> => {
    const name = `overheard-${++serial}`
    await ari.request('POST', `channels/${channel}/snoop/${name}?spy=out&app=overheard`)
    await ari.heard(({ type, channel: one }) => type === 'StasisStart' && one?.id === name)
    await ari.request('POST', `channels/${name}/record?name=${name}&format=alaw`)
    await wait(600)
    await ari.request('DELETE', `channels/${name}`)
    const file = (): Promise<Response> => askHttp(address, 'GET', `recordings/stored/${name}/file`)
    await waitUntil(async () => (await file()).ok, 5)
    return [...new Uint8Array(await (await file()).arrayBuffer())].map(fromALaw)
  }
  /** Until the first half of what is heard is as the second: sound on its way takes a moment. */
  const settled = async (channel: string): Promise<string[]> => {
    for (let tries = 0; ; tries++) {
      const sound = (await listen(channel)).slice(400)
      const middle = Math.floor(sound.length / 2)
      const halves = [whoIsIn(sound.slice(0, middle)), whoIsIn(sound.slice(middle))] as const
      if (tries === 4 || (middle > 800 && isDeepStrictEqual(...halves))) return halves[1]
    }
  }
  return {
    heardBy: async (callId: string, party: string): Promise<string[]> => {
      const customer = await channelOf(callId, 'customer')
      const channel = party === 'customer' ? customer : await channelOf(callId, party)
      if (!channel) return []
      // Until then a customer is as good as silent.
      const greeted = momentOf({ timestamp: customer?.creationtime ?? '' }) + greetedMs + 1500
      if (party !== 'customer' && greeted > Date.now()) await wait(greeted - Date.now())
      return settled(channel.id)
    },
    hearsApart: async (endpoint: string): Promise<string[]> => {
      const channel = await channelOf('', endpoint)
      return channel ? settled(channel.id) : []
    },
    close: () => ari.close(),
  }
}
export type Overhearing = Awaited<ReturnType<typeof openOverhearing>>
