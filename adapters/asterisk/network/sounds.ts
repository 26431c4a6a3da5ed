import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const samplesPerSecond = 8000

/** One sample of A-law (ITU-T G.711) from a linear one between −1 and 1. */
export const aLaw = (sample: number): number => {
  const magnitude = Math.min(4095, Math.floor(Math.abs(sample) * 4096))
  const exponent = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4
  const mantissa = (magnitude >> Math.max(1, exponent)) & 0x0f
  return ((exponent << 4) | mantissa | (sample >= 0 ? 0x80 : 0)) ^ 0x55
}

/** The linear sample of an A-law code, between −1 and 1. */
export const fromALaw = (byte: number): number => {
  const code = byte ^ 0x55
  const exponent = (code >> 4) & 0x07
  const mantissa = code & 0x0f
  const magnitude = exponent === 0 ? 2 * mantissa + 1 : (2 * mantissa + 33) << (exponent - 1)
  return ((code & 0x80 ? 1 : -1) * magnitude) / 4096
}

type Sound = (seconds: number) => number
const encode = (seconds: number, sound: Sound): Buffer =>
  Buffer.from(
    Array.from({ length: Math.round(seconds * samplesPerSecond) }, (_, i) => aLaw(sound(i / samplesPerSecond))),
  )

const silence: Sound = () => 0
export const tone =
  (hertz: number, loudness = 0.4): Sound =>
  (t) =>
    loudness * Math.sin(2 * Math.PI * hertz * t)

/** Sounds like somebody talking, to a machine: a voice with formants, in syllables of a quarter of a second. No chance in it. */
export const voice =
  (pitch: number): Sound =>
  (t) => {
    const syllable = Math.floor(t * 4)
    const within = t * 4 - syllable
    const hertz = pitch * (1 + 0.15 * Math.sin(syllable * 2.4))
    const vowel = 450 + 250 * Math.sin(syllable * 1.7)
    let sum = 0
    for (let harmonic = 1; harmonic * hertz < 3400; harmonic++) {
      const at = harmonic * hertz
      const formants = 1 / (1 + ((at - vowel) / 120) ** 2) + 0.5 / (1 + ((at - 1700) / 200) ** 2)
      sum += formants * Math.sin(2 * Math.PI * at * t)
    }
    return 0.35 * sum * Math.min(1, 8 * within, 8 * (1 - within))
  }

const after = (parts: readonly (readonly [seconds: number, sound: Sound])[]): Buffer =>
  Buffer.concat(parts.map(([seconds, sound]) => encode(seconds, sound)))

/** What is heard on the telephone, as raw A-law of 8000 samples a second. */
const sounds = {
  /** “Hello?”, a wait, then sentences with pauses, over and over. */
  person: () =>
    after([
      [0.3, silence],
      [0.5, voice(180)],
      [2.2, silence],
      [3, voice(180)],
      [1, silence],
      [2, voice(170)],
      [1, silence],
    ]),
  /** A greeting without a pause, the beep, and a tape that runs. */
  machine: () =>
    after([
      [0.4, silence],
      [6, voice(140)],
      [0.4, silence],
      [0.6, tone(1000)],
      [12, silence],
    ]),
  fax: () =>
    after([
      [0.2, silence],
      [3.3, tone(2100)],
      [4, silence],
    ]),
  /** “The number you have dialled …”, said before the call is answered. */
  announcement: () =>
    after([
      [0.2, silence],
      [3.2, voice(220)],
      [0.6, silence],
      [3, voice(210)],
    ]),
  agent: () =>
    after([
      [2.5, voice(120)],
      [1.5, silence],
    ]),
} as const
export type SoundName = keyof typeof sounds

/** Writes all sounds, `<name>.al`, into a folder. */
export const writeSounds = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const [name, make] of Object.entries(sounds)) await writeFile(join(folder, `${name}.al`), make())
}
