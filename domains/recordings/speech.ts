import { linearOf, sampleRate } from './sound.ts'

/** Somebody speaks from there to there, in milliseconds of the recording. */
export type Span = readonly [from: number, to: number]

/** How speech was told from silence: by a trained model, or by nothing but loudness. */
export const speechMethods = ['silero', 'loudness'] as const
export type SpeechMethod = (typeof speechMethods)[number]

export type SpeechFacts = {
  customerMs: number
  agentMs: number
  /** Both at once. */
  overlapMs: number
  /** Neither. */
  silenceMs: number
  longestSilenceMs: number
}

const frameMs = 20
const frameSamples = (sampleRate * frameMs) / 1000
/** Pauses shorter than that belong to the sentence, sounds shorter than that are no word. */
const bridgesMs = 300
const leastMs = 100

/** Joins spans a breath apart and drops those too short to be a word. */
export const tidied = (spans: readonly Span[]): Span[] => {
  const joined: [number, number][] = []
  for (const [from, to] of spans) {
    const last = joined.at(-1)
    if (last && from - last[1] < bridgesMs) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined.filter(([from, to]) => to - from >= leastMs)
}

/** Frames of speech as spans; each frame lasts so long. */
export const spansOf = (speaks: readonly boolean[], eachMs: number, endMs: number): Span[] => {
  const spans: [number, number][] = []
  for (const [place, isSpeech] of speaks.entries()) {
    if (!isSpeech) continue
    const from = place * eachMs
    const last = spans.at(-1)
    if (last && last[1] === from) last[1] = from + eachMs
    else spans.push([from, from + eachMs])
  }
  return tidied(spans.map(([from, to]) => [from, Math.min(to, endMs)]))
}

const loudnessOf = (leg: Uint8Array): number[] => {
  const frames: number[] = []
  for (let start = 0; start < leg.length; start += frameSamples) {
    const end = Math.min(leg.length, start + frameSamples)
    let sum = 0
    for (let n = start; n < end; n++) sum += (linearOf[leg[n] as number] as number) ** 2
    frames.push(10 * Math.log10(sum / (end - start) / 32_768 ** 2 + 1e-10))
  }
  return frames
}

/**
 * Speech by loudness alone: a frame counts that stands 10 dB above the line's own noise (its quietest tenth) and above
 * -45 dB of full scale. Music and noise count as speech: whoever needs better installs the model.
 */
export const loudSpans = (leg: Uint8Array): Span[] => {
  const frames = loudnessOf(leg)
  const quietest = [...frames].sort((a, b) => a - b)[Math.floor(frames.length / 10)] ?? -100
  const threshold = Math.min(-28, Math.max(-45, quietest + 10))
  return spansOf(
    frames.map((loudness) => loudness > threshold),
    frameMs,
    (leg.length * 1000) / sampleRate,
  )
}

const total = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0)

const overlapOf = (one: readonly Span[], other: readonly Span[]): number => {
  let sum = 0
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [from, to] = one[i] as Span
    const [start, end] = other[j] as Span
    sum += Math.max(0, Math.min(to, end) - Math.max(from, start))
    if (to < end) i++
    else j++
  }
  return sum
}

/** Where neither speaks, longest pauses and edges included. */
export const silences = (customer: readonly Span[], agent: readonly Span[], endMs: number): Span[] => {
  const quiet: Span[] = []
  let upTo = 0
  for (const [from, to] of [...customer, ...agent].sort((a, b) => a[0] - b[0])) {
    if (from > upTo) quiet.push([upTo, from])
    upTo = Math.max(upTo, to)
  }
  if (endMs > upTo) quiet.push([upTo, endMs])
  return quiet
}

/** What the two said, in milliseconds; the four parts add up to the whole. */
export const factsOf = (customer: readonly Span[], agent: readonly Span[], endMs: number): SpeechFacts => {
  const quiet = silences(customer, agent, endMs)
  return {
    customerMs: Math.round(total(customer)),
    agentMs: Math.round(total(agent)),
    overlapMs: Math.round(overlapOf(customer, agent)),
    silenceMs: Math.round(total(quiet)),
    longestSilenceMs: Math.round(Math.max(0, ...quiet.map(([from, to]) => to - from))),
  }
}
