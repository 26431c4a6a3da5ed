import { linearOfALaw, linearOfMuLaw } from './g711.ts'

/** What is wrong with a file that was to be sound. */
export type WavProblem = 'notWav' | 'cutShort' | 'noSound' | 'unknownCoding' | 'strangeRate'

export const wavCodings = ['pcm', 'float', 'alaw', 'mulaw'] as const
export type WavCoding = (typeof wavCodings)[number]

/** The stretch of a file that holds its samples, and how they are written. */
export type WavShape = {
  coding: WavCoding
  channels: number
  /** Samples a second, of each channel. */
  rate: number
  bits: number
  /** Bytes of one moment: all channels. */
  step: number
  from: number
  moments: number
}

/** Lowest and highest samples a second anybody records with. */
export const rates = { least: 4000, most: 192_000 } as const
const mostChannels = 8

const codings: Readonly<Record<number, WavCoding>> = { 1: 'pcm', 3: 'float', 6: 'alaw', 7: 'mulaw' }
/** WAVE_FORMAT_EXTENSIBLE: the coding stands in the first two bytes of a longer name. */
const extensible = 0xfffe
const bitsOf: Readonly<Record<WavCoding, readonly number[]>> = {
  pcm: [8, 16, 24, 32],
  float: [32, 64],
  alaw: [8],
  mulaw: [8],
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const wordAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))

type Chunk = { from: number; size: number }

/** Where the two parts that matter stand; all others are skipped. A chunk of odd length has a byte behind it. */
const findChunks = (bytes: Uint8Array): Partial<Record<'fmt ' | 'data', Chunk>> => {
  const view = viewOf(bytes)
  const found: Partial<Record<string, Chunk>> = {}
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true)
    found[wordAt(bytes, at)] ??= { from: at + 8, size }
    // Nothing stands behind the sound that would be of use to us.
    if (found.data) break
    at += 8 + size + (size % 2)
  }
  return found
}

/** Programs that write to a pipe do not know the length beforehand and leave it open. */
const isOpenEnded = (size: number): boolean => size === 0 || size === 0xffff_ffff

const readFormat = (bytes: Uint8Array, { from, size }: Chunk): Omit<WavShape, 'from' | 'moments'> | WavProblem => {
  if (size < 16 || from + Math.min(size, 16) > bytes.length) return 'cutShort'
  const view = viewOf(bytes)
  const said = view.getUint16(from, true)
  if (said === extensible && (size < 26 || from + 26 > bytes.length)) return 'cutShort'
  const coding = codings[said === extensible ? view.getUint16(from + 24, true) : said]
  const [channels, rate, bits] = [
    view.getUint16(from + 2, true),
    view.getUint32(from + 4, true),
    view.getUint16(from + 14, true),
  ]
  if (!coding || !bitsOf[coding].includes(bits) || channels < 1 || channels > mostChannels) return 'unknownCoding'
  if (rate < rates.least || rate > rates.most) return 'strangeRate'
  return { coding, channels, rate, bits, step: (channels * bits) / 8 }
}

/** Reads the head of a RIFF WAVE file; its samples stay where they are. */
export const readWavShape = (bytes: Uint8Array): WavShape | WavProblem => {
  if (bytes.length < 12 || wordAt(bytes, 0) !== 'RIFF' || wordAt(bytes, 8) !== 'WAVE') return 'notWav'
  const { 'fmt ': format, data } = findChunks(bytes)
  if (!format || !data) return 'cutShort'
  const shape = readFormat(bytes, format)
  if (typeof shape === 'string') return shape
  const here = bytes.length - data.from
  if (!isOpenEnded(data.size) && data.size > here) return 'cutShort'
  const moments = Math.floor((isOpenEnded(data.size) ? here : data.size) / shape.step)
  return moments === 0 ? 'noSound' : { ...shape, from: data.from, moments }
}

/** One sample from −1 to 1, at that byte. */
const readerOf = ({ coding, bits }: WavShape, view: DataView): ((at: number) => number) => {
  if (coding === 'alaw') return (at) => (linearOfALaw[view.getUint8(at)] as number) / 32_768
  if (coding === 'mulaw') return (at) => (linearOfMuLaw[view.getUint8(at)] as number) / 32_768
  if (coding === 'float') return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true)
  if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128
  if (bits === 16) return (at) => view.getInt16(at, true) / 32_768
  if (bits === 24) return (at) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608
  return (at) => view.getInt32(at, true) / 2_147_483_648
}

/** A float may be anything at all, also no number. */
const sane = (sample: number): number => (Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0)

/** So many moments are read between two rests. */
const atOnce = 100_000

/** All channels as one, from −1 to 1. */
export function* monoOf(bytes: Uint8Array, shape: WavShape): Generator<void, Float32Array> {
  const read = readerOf(shape, viewOf(bytes))
  const mono = new Float32Array(shape.moments)
  for (let n = 0; n < shape.moments; n++) {
    let sum = 0
    for (let channel = 0; channel < shape.channels; channel++)
      sum += sane(read(shape.from + n * shape.step + (channel * shape.bits) / 8))
    mono[n] = sum / shape.channels
    if (n % atOnce === 0) yield
  }
  return mono
}

/** A file of one channel of 16-bit samples: what every browser plays. */
export const wavOf = (samples: Int16Array, rate: number): Uint8Array => {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = viewOf(bytes)
  for (const [at, word] of [
    [0, 'RIFF'],
    [8, 'WAVE'],
    [12, 'fmt '],
    [36, 'data'],
  ] as const)
    for (let n = 0; n < 4; n++) bytes[at + n] = word.charCodeAt(n)
  view.setUint32(4, bytes.length - 8, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  view.setUint32(40, samples.length * 2, true)
  for (const [n, sample] of samples.entries()) view.setInt16(44 + n * 2, sample, true)
  return bytes
}
