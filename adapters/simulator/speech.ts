import { between, type Chance, chanceOf } from './chance.ts'

/** Samples a second of everything here, one A-law byte each. */
export const samplesPerSecond = 8000

/** G.711 A-law of a sample between -1 and 1. */
const aLaw = (sample: number): number => {
  const linear = Math.round(Math.min(1, Math.max(-1, sample)) * 32_767)
  const sign = linear >= 0 ? 0x80 : 0
  const size = Math.min(0x7fff, linear >= 0 ? linear : -linear - 1) >> 3
  if (size < 32) return (sign | (size >> 1)) ^ 0x55
  const segment = Math.floor(Math.log2(size)) - 4
  return (sign | (segment << 4) | ((size >> segment) & 0x0f)) ^ 0x55
}

/** Faint noise: an open line is never as still as a file. */
const stillness = Uint8Array.from({ length: 4001 }, (_, i) => aLaw(((((i * 7919) % 101) - 50) / 50) * 0.0006))

/** The vowels' first three formants in hertz: a, e, i, o, u. */
const vowels = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [300, 2290, 3010],
  [570, 840, 2410],
  [320, 870, 2240],
] as const

/** A resonance of the mouth at that frequency. */
const resonator = (hertz: number, widthHertz: number): ((sample: number) => number) => {
  const r = Math.exp((-Math.PI * widthHertz) / samplesPerSecond)
  const [b, c] = [2 * r * Math.cos((2 * Math.PI * hertz) / samplesPerSecond), -r * r]
  const a = 1 - b - c
  let [before, earlier] = [0, 0]
  return (sample) => {
    const now = a * sample + b * before + c * earlier
    earlier = before
    before = now
    return now
  }
}

/** One syllable of a voice: a hiss for the consonant, then a vowel whose pitch falls a little. */
const syllable = (chance: Chance, pitchHertz: number): Uint8Array => {
  const formants = vowels[Math.floor(chance() * vowels.length)] ?? vowels[0]
  const mouth = [resonator(formants[0], 70), resonator(formants[1], 100), resonator(formants[2], 150)]
  const hiss = Math.round(between(chance, 0.02, 0.07) * samplesPerSecond)
  const voiced = Math.round(between(chance, 0.11, 0.22) * samplesPerSecond)
  const lift = between(chance, 0.92, 1.12)
  const sound = new Uint8Array(hiss + voiced)
  for (let i = 0; i < hiss; i++) sound[i] = aLaw((chance() - 0.5) * 0.12)
  let phase = 0
  for (let i = 0; i < voiced; i++) {
    const share = i / voiced
    phase += (pitchHertz * lift * (1.06 - 0.12 * share)) / samplesPerSecond
    const pulse = phase % 1
    // The glottis opens slowly and shuts at once: harmonics that fall off as those of a voice do.
    const source = pulse < 0.6 ? pulse / 0.6 : pulse < 0.72 ? (0.72 - pulse) / 0.12 : 0
    const loud = Math.min(1, share * 8, (1 - share) * 5)
    const spoken = mouth.reduce((sum, resonate, place) => sum + resonate(source - 0.3) / (1 + place), 0)
    sound[hiss + i] = aLaw(spoken * loud * 0.45)
  }
  return sound
}

type Voice = readonly Uint8Array[]
const voices = new Map<string, Voice>()

/** A voice, always the same for the same name: men's and women's pitch, forty syllables each. */
const voiceOf = (name: string): Voice => {
  // A few voices are enough: nobody compares customers by ear.
  const kind = `${Math.floor(chanceOf(name, 'voice')() * 6)}`
  const known = voices.get(kind)
  if (known) return known
  const chance = chanceOf('voice', kind)
  const pitch = between(chance, 95, 230)
  const voice = Array.from({ length: 40 }, () => syllable(chance, pitch))
  voices.set(kind, voice)
  return voice
}

let tune: Uint8Array | undefined
/** What the customer hears on hold: eight seconds, over and over. */
const music = (): Uint8Array => {
  const notes = [392, 440, 523, 587, 523, 440, 392, 330]
  tune ??= Uint8Array.from({ length: 8 * samplesPerSecond }, (_, i) => {
    const [second, within] = [Math.floor(i / samplesPerSecond), (i % samplesPerSecond) / samplesPerSecond]
    const tone = 2 * Math.PI * (notes[second] ?? 440) * (i / samplesPerSecond)
    return aLaw((Math.sin(tone) + 0.4 * Math.sin(2 * tone)) * 0.12 * Math.min(1, within * 20, (1 - within) * 4))
  })
  return tune
}

/** A stretch of a leg, in samples. */
export type Stretch = { from: number; until: number }

export const silenceFor = (samples: number): Uint8Array => {
  const leg = new Uint8Array(samples)
  for (let at = 0; at < samples; at += stillness.length) leg.set(stillness.subarray(0, samples - at), at)
  return leg
}

export const musicOn = (leg: Uint8Array, { from, until }: Stretch): void => {
  const sound = music()
  for (let at = from; at < until; ) {
    const within = at % sound.length
    const part = sound.subarray(within, within + Math.min(sound.length - within, until - at))
    leg.set(part, at)
    at += part.length
  }
}

/** Lets that voice speak through the stretch: words of one to four syllables with short gaps. */
export const speakOn = (leg: Uint8Array, { from, until }: Stretch, speaker: string): void => {
  const voice = voiceOf(speaker)
  const chance = chanceOf(speaker, from)
  let at = from
  while (at < until) {
    const syllables = 1 + Math.floor(chance() * 4)
    for (let i = 0; i < syllables && at < until; i++) {
      const sound = voice[Math.floor(chance() * voice.length)] ?? stillness
      leg.set(sound.subarray(0, until - at), at)
      at += sound.length
    }
    at += Math.round(between(chance, 0.04, 0.16) * samplesPerSecond)
  }
}
