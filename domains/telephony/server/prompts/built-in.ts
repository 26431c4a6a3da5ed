import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Locale } from '#contract/words.ts'
import { builtInPrompts } from '../../built-in-prompts.ts'
import { telephoneRate } from '../../g711.ts'
import { linearSamples, promptSoundOf } from '../../prompt-sound.ts'
import { wavOf } from '../../wav.ts'
import type { Kept, StoredPrompt } from './store.ts'

const beepMs = 400

/** A sound that comes with us, measured as an upload is. */
const readSoundOf = (name: string): Kept => {
  const alaw = new Uint8Array(readFileSync(new URL(`../../sounds/${name}.alaw`, import.meta.url)))
  const work = promptSoundOf(wavOf(linearSamples(alaw), telephoneRate))
  let step = work.next()
  while (!step.done) step = work.next()
  if (typeof step.value === 'string') throw new Error(`the sound that comes for ${name} is ${step.value}`)
  const { from: _, ...facts } = step.value
  return { ...facts, alaw, sound: createHash('sha256').update(alaw).digest('hex') }
}
/** Read once, when first asked for. */
let read: Map<string, Kept> | undefined
const sounds = (): Map<string, Kept> => {
  read ??= new Map(builtInPrompts.filter(({ isTone }) => !isTone).map(({ name }) => [name, readSoundOf(name)]))
  return read
}

const nobody = { changedByName: '', changedAt: null, version: 0 }
const tone = { sound: null, milliseconds: beepMs, peakDb: 0, speechDb: 0, grade: 'good' as const }

/** Prompts nobody made, with their title in that language. */
export const builtIn = (locale: Locale): StoredPrompt[] =>
  builtInPrompts.map(({ name, title, words }) => {
    const { alaw: _, ...facts } = sounds().get(name) ?? { ...tone, alaw: null }
    return { name, title: title[locale], wordsZh: words.zh, wordsEn: words.en, ...facts, ...nobody }
  })
export const builtInSound = (sound: string): Kept | undefined =>
  [...sounds().values()].find((one) => one.sound === sound)
