/** What the browser counted over a stretch of time, between two looks at its statistics. */
export type Reception = {
  received: number
  lost: number
  jitterMs: number
  /** There and back; undefined until the other side has told. */
  roundTripMs: number | undefined
}
export const voiceGrades = ['good', 'fair', 'poor', 'bad'] as const
export type VoiceGrade = (typeof voiceGrades)[number]
export type VoiceQuality = {
  /** Mean opinion score from 1 to 4.4 as estimated, not as asked of people. */
  mos: number
  grade: VoiceGrade
  lossShare: number
  jitterMs: number
  roundTripMs: number | undefined
}

/** A-law takes 20 ms of speech into a packet, and a jitter buffer waits for about twice the jitter. */
const packetMs = 20
/** How G.711 with loss concealment bears random loss: ITU-T G.113, table I.1. */
const packetLossRobustness = 25.1

/**
 * The E-model of ITU-T G.107, cut down to what a headset feels: the delay from mouth to ear and the packets that did not
 * come. 93.2 is the best a telephone can be; above 177 ms people begin to talk into each other.
 */
const ratingOf = (delayMs: number, lossShare: number): number => {
  const delayImpairment = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0)
  const lossPercent = 100 * lossShare
  const lossImpairment = (95 * lossPercent) / (lossPercent + packetLossRobustness)
  return Math.min(93.2, Math.max(0, 93.2 - delayImpairment - lossImpairment))
}
/** G.107, annex B. */
const mosOf = (rating: number): number => 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6

/** G.107, annex B: satisfied from a rating of 80, some dissatisfied from 70, many from 60, nearly all below. */
const gradeOf = (rating: number): VoiceGrade => {
  if (rating >= 80) return 'good'
  if (rating >= 70) return 'fair'
  return rating >= 60 ? 'poor' : 'bad'
}

/** How well the wearer hears and is heard; undefined where nothing was received, of which nothing can be said. */
export const qualityOf = ({ received, lost, jitterMs, roundTripMs }: Reception): VoiceQuality | undefined => {
  // Packets that come late are counted as lost first and taken back afterwards.
  const missing = Math.max(0, lost)
  if (received <= 0 && missing === 0) return undefined
  const lossShare = missing / (received + missing)
  const delayMs = (roundTripMs ?? 0) / 2 + 2 * jitterMs + packetMs
  const rating = ratingOf(delayMs, lossShare)
  return { mos: Math.max(1, mosOf(rating)), grade: gradeOf(rating), lossShare, jitterMs, roundTripMs }
}
