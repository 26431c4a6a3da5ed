import { createHash } from 'node:crypto'

/** So many machines a day are assumed of a campaign nothing is known of yet. */
export const assumedMachines = 200

/**
 * The probability with which each call answered on a day is drawn, so that `wanted` calls taken for machines come in on
 * average: Bernoulli sampling (Särndal, Swensson & Wretman 1992, ch. 3.2). It stands for the whole day, for it rests on
 * the days before alone, and nothing is capped: a cap would leave the evening out.
 * `machinesOnDays`: how many were taken for machines on the latest days on which any were.
 */
export const chanceOfDay = (wanted: number, machinesOnDays: readonly number[]): number => {
  const sum = machinesOnDays.reduce((all, count) => all + count, 0)
  const expected = sum > 0 ? sum / machinesOnDays.length : assumedMachines
  return Math.min(1, Math.max(0, wanted) / expected)
}

/**
 * A number from 0 up to 1, the same for a call whenever it is asked, and of no meaning whatever: nobody's hour, number or
 * agent is in it, nor the lot by which conversations are chosen for recording.
 */
export const lotOf = (callId: string): number =>
  createHash('sha256').update(`machine detection ${callId}`).digest().readUIntBE(0, 6) / 2 ** 48

export const isDrawn = (callId: string, chance: number): boolean => lotOf(callId) < chance
