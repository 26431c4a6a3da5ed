import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { amplitudeOf, type TelephoneSound } from '#adapters/asterisk/network/test-telephone.ts'
import { passed } from '#adapters/asterisk/test-exchange.ts'
import { eventually } from './hands.ts'
import type { Lines } from './headset-hands.ts'

/** Everybody speaks in a tone of their own, in hertz; none is a multiple of another. */
export const tones = { customer: 1000, agent: 620, second: 1480, leader: 2300 } as const
export type Party = keyof typeof tones
const parties = Object.keys(tones) as Party[]

/** Quieter is an echo of the machine, and nobody. */
const leastAmplitude = 0.02
const windowMs = 250
/** Longer than the breaks between words. */
const listenMs = 1500

type Sound = { samples: readonly number[]; rate: number }
/** Whose tones are in a sound; `sound` is something that is nobody's tone, such as music. */
const partiesIn = ({ samples, rate }: Sound): string[] => {
  const size = (rate * windowMs) / 1000
  const loudest = new Map<Party, number>()
  for (let from = 0; from + size <= samples.length; from += size) {
    const window = samples.slice(from, from + size)
    for (const party of parties)
      loudest.set(party, Math.max(loudest.get(party) ?? 0, amplitudeOf(window, tones[party], rate)))
  }
  const heard = parties.filter((party) => (loudest.get(party) ?? 0) > leastAmplitude)
  if (process.env.CARILLON_EAR) console.log(samples.length, Object.fromEntries(loudest))
  if (heard.length > 0) return heard
  const energy = samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length)
  return Math.sqrt(energy) > 0.005 ? ['sound'] : []
}

/** What arrives at the loudspeaker of that page over its newest leg. */
const incomingSound = (page: Page, milliseconds: number): Promise<Sound> =>
  page.evaluate(async (lasting) => {
    const connection = (window as unknown as Lines).lines.connections.at(-1)
    const track = connection?.getReceivers().find((one) => one.track.kind === 'audio')?.track
    if (!track) return { samples: [], rate: 8000 }
    const context = new AudioContext({ sampleRate: 8000 })
    const source = context.createMediaStreamSource(new MediaStream([track]))
    const ear = context.createAnalyser()
    ear.fftSize = 2048
    source.connect(ear)
    const samples: number[] = []
    for (let heardMs = 0; heardMs < lasting; heardMs += 256) {
      await new Promise((go) => setTimeout(go, 256))
      const window = new Float32Array(ear.fftSize)
      ear.getFloatTimeDomainData(window)
      samples.push(...window.slice(-2000))
    }
    await context.close()
    return { samples, rate: 8000 }
  }, milliseconds)

type Ear = Page | Pick<TelephoneSound, 'heard'>
const soundAt = async (ear: Ear): Promise<Sound> => {
  if (!('heard' in ear)) return incomingSound(ear, listenMs)
  await passed(listenMs)
  return { samples: ear.heard(listenMs), rate: 8000 }
}

/** Whom somebody hears, at their browser or at their telephone, once sound has found its way: all of these, and nobody else. */
export const hears = async (ear: Ear, whom: readonly (Party | 'sound')[]): Promise<void> => {
  const wanted = [...whom].sort().join(', ')
  let heard = ''
  for (let attempt = 1; attempt <= 8; attempt++) {
    heard = partiesIn(await soundAt(ear))
      .sort()
      .join(', ')
    if (heard === wanted) return
  }
  expect(heard).toBe(wanted)
}

type Heard = { left: Float32Array; right: Float32Array; rate: number; at: number }
type Speakers = { speakers: Heard[] }

/** Keeps what pages play of themselves, tones and recordings, for as long as a test may take to ask. */
export const watchSpeakers = (context: BrowserContext) =>
  context.addInitScript(() => {
    const speakers: Heard[] = []
    const taps = new WeakMap<BaseAudioContext, AudioNode>()
    const connect = AudioNode.prototype.connect as (this: AudioNode, ...told: unknown[]) => AudioNode
    const tapOf = (sound: BaseAudioContext): AudioNode => {
      const known = taps.get(sound)
      if (known) return known
      const tap = sound.createScriptProcessor(4096, 2, 2)
      tap.onaudioprocess = ({ inputBuffer }) => {
        const [left, right] = [inputBuffer.getChannelData(0).slice(), inputBuffer.getChannelData(1).slice()]
        if (speakers.push({ left, right, rate: sound.sampleRate, at: performance.now() }) > 250) speakers.shift()
      }
      // It says nothing itself, and hears only while somebody could hear it.
      connect.call(tap, sound.destination)
      taps.set(sound, tap)
      return tap
    }
    AudioNode.prototype.connect = function (this: AudioNode, ...told: unknown[]) {
      if (told[0] instanceof AudioDestinationNode) connect.call(this, tapOf(this.context))
      return connect.apply(this, told)
    } as typeof AudioNode.prototype.connect
    Object.assign(window, { speakers })
  })

/** How loud each of those tones was at its loudest, on each side, in what the page has played since then. */
const playedSince = (page: Page, since: number, hertz: readonly number[]) =>
  page.evaluate(
    ([from, wanted]) => {
      const loudness = (samples: Float32Array, rate: number, tone: number): number => {
        const turn = 2 * Math.cos((2 * Math.PI * tone) / rate)
        let [last, before] = [0, 0]
        for (const sample of samples) [last, before] = [sample + turn * last - before, last]
        return (2 * Math.sqrt(Math.max(0, last * last + before * before - turn * last * before))) / samples.length
      }
      const chunks = (window as unknown as Speakers).speakers.filter(({ at }) => at >= from)
      const loudest = (side: 'left' | 'right') =>
        wanted.map((tone) => Math.max(0, ...chunks.map((chunk) => loudness(chunk[side], chunk.rate, tone))))
      return { left: loudest('left'), right: loudest('right') }
    },
    [since, hertz] as const,
  )
const nowIn = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** Whose tones the page plays on the left and on the right, in a second and a half of the next ones. */
export const plays = async (page: Page, sides: { left: readonly Party[]; right: readonly Party[] }): Promise<void> => {
  const partiesOf = (loudness: readonly number[]) => parties.filter((_, n) => (loudness[n] ?? 0) > leastAmplitude)
  const played = async () => {
    const since = await nowIn(page)
    await passed(listenMs)
    const { left, right } = await playedSince(page, since, Object.values(tones))
    return { left: partiesOf(left), right: partiesOf(right) }
  }
  await eventually(played).toEqual(sides)
}

/** The kinds of sound agreed upon for the newest leg, both ways, and how much of it has come and gone. */
export const trafficOf = (page: Page) =>
  page.evaluate(async () => {
    const connection = (window as unknown as Lines).lines.connections.at(-1)
    const reports = [...((await connection?.getStats())?.values() ?? [])] as Record<string, unknown>[]
    const one = (type: string) => reports.find((report) => report.type === type) ?? {}
    const kindOf = (report: Record<string, unknown>) => reports.find(({ id }) => id === report.codecId)?.mimeType
    const [heard, said] = [one('inbound-rtp'), one('outbound-rtp')]
    return {
      kinds: [kindOf(heard), kindOf(said)],
      energyIn: Number(heard.totalAudioEnergy ?? 0),
      /** Of the microphone, which is what goes out. */
      energyOut: Number(one('media-source').totalAudioEnergy ?? 0),
      packetsIn: Number(heard.packetsReceived ?? 0),
      packetsOut: Number(said.packetsSent ?? 0),
    }
  })

/** The page plays that tone from now on, some time; to be asked before it is to come. */
export const hearsTone = async (page: Page, hertz: number): Promise<void> => {
  const since = await nowIn(page)
  await eventually(async () => (await playedSince(page, since, [hertz])).left[0]).toBeGreaterThan(0.01)
}
