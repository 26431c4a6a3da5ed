import { horizons } from './horizon.ts'
import { normalCdf } from './lengths.ts'

/** With so many chances or fewer the distribution is computed whole; beyond, the normal curve is as good. */
const exactUpTo = 48
const width = 2 * exactUpTo + 3

/**
 * Free agents less answers by each horizon, as a distribution: every busy agent may become free (+1), every call may be
 * answered (−1), independently. What all calls share, the doubt about the level of answers, widens it.
 */
export class Balance {
  readonly mean = new Float64Array(horizons)
  readonly variance = new Float64Array(horizons)
  readonly answers = new Float64Array(horizons)
  private readonly exact: Float64Array[] = Array.from({ length: horizons }, () => new Float64Array(width))
  private low = 0
  private high = 0
  private parts = 0
  private isExact = true
  private doubt = 0

  /** Begins with agents free now, less customers waiting. `doubt` is the relative variance of the level of answers. */
  begin(free: number, parts: number, doubt: number): void {
    this.mean.fill(free)
    this.variance.fill(0)
    this.answers.fill(0)
    this.doubt = doubt
    this.parts = 0
    this.isExact = parts <= exactUpTo - 8 && Math.abs(free) <= exactUpTo
    if (!this.isExact) return
    this.low = free
    this.high = free
    for (const row of this.exact) row.fill(0)
    // A value v stands at index v − low; `low` moves down as calls are added, so rows are shifted then.
    for (const row of this.exact) row[0] = 1
  }

  /** An agent who is free by horizon h with the chance at `table[at + h]`. */
  addAgent(table: Float64Array, at: number): void {
    for (let h = 0; h < horizons; h++) {
      const chance = table[at + h] as number
      this.mean[h] = (this.mean[h] as number) + chance
      this.variance[h] = (this.variance[h] as number) + chance * (1 - chance)
      if (!this.isExact) continue
      const row = this.exact[h] as Float64Array
      for (let v = this.high - this.low; v >= 0; v--) {
        const mass = row[v] as number
        row[v + 1] = (row[v + 1] as number) + mass * chance
        row[v] = mass * (1 - chance)
      }
    }
    if (this.isExact) this.high++
    this.count()
  }
  /** A call answered by horizon h with the chance `chances[h]`. */
  addCall(chances: Float64Array): void {
    for (let h = 0; h < horizons; h++) {
      const chance = chances[h] as number
      this.mean[h] = (this.mean[h] as number) - chance
      this.answers[h] = (this.answers[h] as number) + chance
      this.variance[h] = (this.variance[h] as number) + chance * (1 - chance)
      if (!this.isExact) continue
      const row = this.exact[h] as Float64Array
      const last = this.high - this.low + 1
      // Index v now stands for one less than before.
      for (let v = last; v >= 0; v--) {
        const stays = v > 0 ? (row[v - 1] as number) * (1 - chance) : 0
        row[v] = (v < last ? (row[v] as number) : 0) * chance + stays
      }
    }
    if (this.isExact) this.low--
    this.count()
  }
  private count(): void {
    this.parts++
    if (this.parts >= exactUpTo) this.isExact = false
  }

  /** Chance that by this horizon as many have answered as agents are free, or more: one answer more finds nobody. */
  riskAt(h: number): number {
    const shared = (this.answers[h] as number) ** 2 * this.doubt
    if (this.isExact && shared < 0.25) {
      const row = this.exact[h] as Float64Array
      let risk = 0
      for (let v = 0; v <= this.high - this.low && v + this.low <= 0; v++) risk += row[v] as number
      return risk
    }
    const sd = Math.sqrt((this.variance[h] as number) + shared)
    const z = (0.5 - (this.mean[h] as number)) / Math.max(1e-6, sd)
    return normalCdf(z)
  }
}
