/** Edges of the bins, in seconds: a second wide at first, then wider with the length itself. */
const edges: readonly number[] = (() => {
  const all: number[] = []
  for (let at = 0; at < 7200; at += Math.max(1, at * 0.04)) all.push(at)
  return all
})()
const bins = edges.length
const edge = (bin: number): number => edges[bin] ?? Number.POSITIVE_INFINITY

const binOf = (seconds: number): number => {
  let [low, high] = [0, bins - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (edge(middle) <= seconds) low = middle
    else high = middle - 1
  }
  return low
}

/** Survival of a lognormal by mean and coefficient of variation, both known only very roughly: the prior. */
const priorSurvival = (mean: number, cv: number): Float64Array => {
  const variance = Math.log(1 + cv * cv)
  const location = Math.log(mean) - variance / 2
  return Float64Array.from(edges, (at) =>
    at <= 0 ? 1 : 1 - normalCdf((Math.log(at) - location) / Math.sqrt(variance)),
  )
}

/** Φ by Abramowitz and Stegun 26.2.17; off by less than 1e-7. */
export const normalCdf = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    0.3989422804014327 *
    Math.exp((-z * z) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z > 0 ? 1 - tail : tail
}

/** So many observations count; older ones fade. */
const memory = 3000

/**
 * How long something lasts, learned as it happens: the survival curve of Kaplan and Meier (1958), in which whatever
 * still lasts counts as long as it has lasted. Begins with a broad guess worth a few observations.
 */
export class Lengths {
  /** Endings by bin, and those who came at least to the start of the bin among the ended. */
  private readonly ended = new Float64Array(bins)
  private readonly prior: Float64Array
  private readonly priorWeight: number
  private readonly survival: Float64Array
  private readonly survivors = new Float64Array(bins)
  private weight = 1
  count = 0

  constructor(prior: { mean: number; cv: number; worth: number }) {
    this.prior = priorSurvival(prior.mean, prior.cv)
    this.priorWeight = prior.worth
    this.survival = Float64Array.from(this.prior)
  }

  /** Something lasted so many seconds. Spread over neighbouring lengths: no two conversations are equally long. */
  add(seconds: number): void {
    this.count++
    this.weight *= 1 + 1 / memory
    const spread = [0.72, 0.85, 1, 1.18, 1.38]
    const share = [0.1, 0.2, 0.4, 0.2, 0.1]
    for (let n = 0; n < spread.length; n++) {
      const bin = binOf(seconds * (spread[n] as number))
      this.ended[bin] = (this.ended[bin] as number) + this.weight * (share[n] as number)
    }
    if (this.weight > 1e9) this.rescale()
  }
  private rescale(): void {
    for (let bin = 0; bin < bins; bin++) this.ended[bin] = (this.ended[bin] as number) / this.weight
    this.weight = 1
  }

  /** Draws the curve anew; `lasting` are the seconds that what is under way has lasted so far. */
  refresh(lasting: readonly number[]): void {
    this.survivors.fill(0)
    for (const seconds of lasting) {
      const bin = binOf(seconds)
      this.survivors[bin] = (this.survivors[bin] as number) + this.weight
    }
    let [atRisk, endedLater] = [0, 0]
    const hazards = this.survival
    for (let bin = bins - 1; bin >= 0; bin--) {
      // Whoever still lasts in this bin was at risk in all bins before it.
      const ended = this.ended[bin] as number
      endedLater += ended
      const priorAtRisk = this.priorWeight * this.weight * (this.prior[bin] as number)
      const priorEnded = priorAtRisk - this.priorWeight * this.weight * (this.prior[bin + 1] ?? 0)
      hazards[bin] = (ended + priorEnded) / Math.max(1e-12, endedLater + atRisk + priorAtRisk)
      atRisk += this.survivors[bin] as number
    }
    let alive = 1
    for (let bin = 0; bin < bins; bin++) {
      const hazard = Math.min(1, hazards[bin] as number)
      this.survival[bin] = alive
      alive *= 1 - hazard
    }
  }

  /** Chance to last at least 0, 1, 2 … `last` seconds. */
  bySecond(last: number): Float64Array {
    const chances = new Float64Array(last + 1)
    let bin = 0
    for (let second = 0; second <= last; second++) {
      while (bin < bins - 1 && edge(bin + 1) <= second) bin++
      chances[second] = this.within(bin, second)
    }
    return chances
  }
  /** Chance to last at least so many seconds. */
  survivalAt(seconds: number): number {
    return seconds <= 0 ? 1 : this.within(binOf(seconds), seconds)
  }
  private within(bin: number, seconds: number): number {
    const here = this.survival[bin] as number
    const width = edge(bin + 1) - edge(bin)
    if (!Number.isFinite(width)) return here
    return here + (((this.survival[bin + 1] as number) - here) * (seconds - edge(bin))) / width
  }
}
