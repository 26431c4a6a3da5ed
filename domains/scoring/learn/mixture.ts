import { lossOf } from './experts.ts'
import { chanceOf } from './logistic.ts'

/**
 * What experts said of rows before their outcome was known, and what came: `odds[n]` are the log-odds expert n gave, the
 * oldest row first. Everything a mixture learns of itself it learns from here.
 */
export type Trail = { odds: number[][]; hits: number[] }

/** A straight line from the experts' log-odds to those of the mixture. */
export type Line = { slope: number; level: number }

/** The trail goes back so many rows: chosen on the first 70 % of the bank's rows, among 1,000, 2,000 and 4,000. */
export const trailRows = 2000
export type Regime = 'steady' | 'drifting'
/** While the market moves the experts differ much and soon; while it stands still, mostly by chance. */
const eagerness: Record<Regime, number> = { steady: 300, drifting: 1000 }
export const asTheyAre: Line = { slope: 1, level: 0 }

export const longerTrail = ({ odds, hits }: Trail, more: Trail): Trail => {
  const kept = <T>(list: readonly T[]): T[] => list.slice(-trailRows)
  return {
    odds: odds.map((one, nth) => kept([...one, ...(more.odds[nth] ?? [])])),
    hits: kept([...hits, ...more.hits]),
  }
}

/**
 * How much each expert is listened to: by exp(−eagerness · mean log-loss on the trail) (exponential weights: Vovk 1990; Cesa-Bianchi and Lugosi 2006, ch. 2). They add up to 1.
 */
export const learnShares = ({ odds, hits }: Trail, regime: Regime): number[] => {
  if (hits.length === 0) return odds.map(() => 1 / odds.length)
  const losses = odds.map(
    (one) => one.reduce((sum, said, row) => sum + lossOf(said, hits[row] as number), 0) / hits.length,
  )
  const least = Math.min(...losses)
  const weights = losses.map((loss) => Math.exp(-eagerness[regime] * (loss - least)))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / all)
}

export const mixOdds = (odds: readonly ArrayLike<number>[], shares: readonly number[]): Float64Array =>
  Float64Array.from({ length: odds[0]?.length ?? 0 }, (_, row) =>
    odds.reduce((sum, one, nth) => sum + (shares[nth] as number) * (one[row] as number), 0),
  )

const meanLoss = (odds: Float64Array, hits: readonly number[], { slope, level }: Line): number =>
  hits.reduce((sum, hit, row) => sum + lossOf(slope * (odds[row] as number) + level, hit), 0) / hits.length

/** Platt scaling (1999), held near "as they are" by as much as a hundred rows would say. */
const fitLine = (odds: Float64Array, hits: readonly number[]): Line => {
  const strength = 10
  let [slope, level] = [1, 0]
  for (let step = 0; step < 10; step++) {
    let [pullSlope, pullLevel] = [-strength * 10 * (slope - 1), -strength * level]
    let [aa, ab, bb] = [strength * 10, 0, strength]
    for (const [row, hit] of hits.entries()) {
      const odd = odds[row] as number
      const chance = chanceOf(slope * odd + level)
      const curve = Math.max(1e-6, chance * (1 - chance))
      pullSlope += (hit - chance) * odd
      pullLevel += hit - chance
      aa += curve * odd * odd
      ab += curve * odd
      bb += curve
    }
    const size = aa * bb - ab * ab
    slope += (bb * pullSlope - ab * pullLevel) / size
    level += (aa * pullLevel - ab * pullSlope) / size
  }
  return slope > 0.2 && Number.isFinite(level) ? { slope, level } : asTheyAre
}

const leastToCalibrate = 400
/** A line must lower the log-loss on rows after those it was drawn from by this share, or it is left. */
const worthIt = 0.01

/**
 * Sets the mixture straight where it was too sure or too hopeful lately. Drawn from the earlier half of the trail, tried
 * on the later: a level that has come and gone is no reason to move everybody's chance.
 */
export const learnLine = ({ odds, hits }: Trail, shares: readonly number[]): Line => {
  if (hits.length < leastToCalibrate) return asTheyAre
  const mixed = mixOdds(odds, shares)
  const half = hits.length >> 1
  const tried = fitLine(mixed.subarray(0, half), hits.slice(0, half))
  const [before, after] = [asTheyAre, tried].map((line) => meanLoss(mixed.subarray(half), hits.slice(half), line)) as [
    number,
    number,
  ]
  return after < before * (1 - worthIt) ? fitLine(mixed, hits) : asTheyAre
}
