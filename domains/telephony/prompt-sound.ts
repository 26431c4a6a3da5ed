import { alawOf, linearOfALaw, telephoneRate } from './g711.ts'
import { resample } from './resample.ts'
import { monoOf, readWavShape, type WavProblem, type WavShape } from './wav.ts'

/** Bounds of a prompt: shorter nobody hears, longer nobody listens. */
export const promptLimits = { leastMs: 300, mostMs: 180_000, bytes: 40 * 1024 * 1024 } as const

export const loudnessGrades = ['good', 'quiet', 'clipped'] as const
export type LoudnessGrade = (typeof loudnessGrades)[number]

export type PromptSound = {
  /** Raw A-law, 8000 one-byte samples a second. */
  alaw: Uint8Array
  milliseconds: number
  /** The loudest sample and the average of where somebody speaks, in dB below full scale: 0 or less, one decimal. */
  peakDb: number
  speechDb: number
  grade: LoudnessGrade
  /** What it was made from. */
  from: Pick<WavShape, 'coding' | 'channels' | 'rate' | 'bits'>
}
export type SoundProblem = WavProblem | 'tooShort' | 'tooLong' | 'silent'

const decibels = (share: number): number => Math.max(-99, Math.round(200 * Math.log10(Math.max(share, 1e-9))) / 10)

const peakOf = (samples: Float32Array): number => {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

/** Average loudness of the tenths of a second within 25 dB of the loudest: pauses do not make a voice quiet. */
const speechOf = (samples: Float32Array): number => {
  const stretch = telephoneRate / 10
  const energies: number[] = []
  for (let at = 0; at < samples.length; at += stretch) {
    const part = samples.subarray(at, at + stretch)
    energies.push(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)
  }
  const loudest = Math.max(...energies)
  const spoken = energies.filter((energy) => energy >= loudest / 10 ** 2.5)
  return Math.sqrt(spoken.reduce((sum, energy) => sum + energy, 0) / spoken.length)
}

/** Samples at the very end of the scale, three or more in a row: the top of the wave is cut off. */
const isClipped = (samples: Float32Array): boolean => {
  let [row, clipped] = [0, 0]
  for (const sample of samples) {
    row = Math.abs(sample) >= 0.999 ? row + 1 : 0
    if (row >= 3) clipped++
  }
  return clipped > samples.length / 2000
}

/** Below, it counts as silence; and as too quiet to be understood on a street. */
const silentDb = -55
const quietDb = -33

/** Makes a prompt out of a WAV file, or says what is wrong with it. Rests between stretches of work, that others may go on. */
export function* promptSoundOf(wav: Uint8Array): Generator<void, PromptSound | SoundProblem> {
  const shape = readWavShape(wav)
  if (typeof shape === 'string') return shape
  const heardMs = (shape.moments / shape.rate) * 1000
  if (heardMs > promptLimits.mostMs) return 'tooLong'
  if (heardMs < promptLimits.leastMs) return 'tooShort'
  const original = yield* monoOf(wav, shape)
  const samples = yield* resample(original, shape.rate, telephoneRate)
  const [peakDb, speechDb] = [decibels(peakOf(samples)), decibels(speechOf(samples))]
  if (peakDb < silentDb) return 'silent'
  const { coding, channels, rate, bits } = shape
  return {
    alaw: Uint8Array.from(samples, (sample) =>
      alawOf(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))),
    ),
    milliseconds: Math.round((samples.length / telephoneRate) * 1000),
    peakDb: Math.min(0, peakDb),
    speechDb,
    grade: isClipped(original) ? 'clipped' : speechDb < quietDb ? 'quiet' : 'good',
    from: { coding, channels, rate, bits },
  }
}

/** Raw A-law as the 16-bit samples a browser plays. */
export const linearSamples = (alaw: Uint8Array): Int16Array =>
  Int16Array.from(alaw, (code) => linearOfALaw[code] as number)
