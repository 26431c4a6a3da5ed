/** How many answers each memory holds: the short ones follow a change in seconds, the long ones do not shiver. */
const memories: readonly number[] = [8, 24, 80, 300, 1500]
/** A share of belief handed to all memories alike at each answer expected, so that none is ever given up for good. */
const share = 0.01
/** Predictions older than this many answers no longer speak for a memory. */
const beliefMemory = 60

/**
 * The level of something that comes at a rate expected but for a factor that may change at any moment: answers counted
 * against answers expected. Several memories of different length each have their own estimate; they are believed as
 * well as they have lately predicted (tracking the best expert with a fixed share, Herbster and Warmuth 1998), with
 * gamma-Poisson estimates in each.
 */
export class Level {
  private readonly seen = new Float64Array(memories.length)
  private readonly expected = new Float64Array(memories.length)
  private readonly logBelief = new Float64Array(memories.length)
  private readonly belief = new Float64Array(memories.length).fill(1 / memories.length)
  /** The factor believed now, and how many answers that belief rests on. */
  value: number
  certainty: number

  /** `start` is the factor to begin with, worth that many answers. */
  constructor(start: number, worth: number) {
    this.value = start
    this.certainty = worth
    this.seen.fill(worth)
    this.expected.fill(worth / start)
  }

  /** So many were seen where `expected` would have been at factor 1. */
  hear(seen: number, expected: number): void {
    if (expected <= 0 && seen === 0) return
    const passed = Math.min(1, expected * this.value + seen)
    for (let n = 0; n < memories.length; n++) {
      const factor = (this.seen[n] as number) / (this.expected[n] as number)
      // Poisson likelihood of what was seen, had this memory been right.
      const likelihood = seen * Math.log(factor) - factor * expected
      this.logBelief[n] = (this.logBelief[n] as number) * (1 - passed / beliefMemory) + likelihood
      const fade = 1 - Math.min(0.5, (factor * expected) / (memories[n] as number))
      this.seen[n] = (this.seen[n] as number) * fade + seen + (1 - fade) * 0.02
      this.expected[n] = (this.expected[n] as number) * fade + expected + ((1 - fade) * 0.02) / this.value
    }
    this.judge()
  }

  private judge(): void {
    const best = Math.max(...this.logBelief)
    let total = 0
    for (let n = 0; n < memories.length; n++) {
      this.belief[n] = Math.exp((this.logBelief[n] as number) - best) + share
      total += this.belief[n] as number
    }
    let [value, rests] = [0, 0]
    for (let n = 0; n < memories.length; n++) {
      const weight = (this.belief[n] as number) / total
      value += (weight * (this.seen[n] as number)) / (this.expected[n] as number)
      rests += weight / Math.max(1, this.seen[n] as number)
    }
    this.value = value
    this.certainty = 1 / rests
  }
}
