/** Density of the standard normal distribution. */
export const normalDensity = (z: number): number => 0.398_942_280_401_432_7 * Math.exp(-0.5 * z * z)

/** Φ(z) to within 7.5·10⁻⁸ (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17). */
export const normalBelow = (z: number): number => {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z))
  const tail =
    normalDensity(z) *
    t *
    (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))))
  return z >= 0 ? 1 - tail : tail
}

/** Loss function of the standard normal: E[(Z − z)+] = φ(z) − z·(1 − Φ(z)). */
export const normalLoss = (z: number): number => Math.max(0, normalDensity(z) - z * normalBelow(-z))

/** E[X+] of a normal X: what is to be expected above zero. */
export const meanAboveZero = (mean: number, variance: number): number => {
  if (variance < 1e-12) return Math.max(0, mean)
  const deviation = Math.sqrt(variance)
  return deviation * normalLoss(-mean / deviation)
}

/** The z at which the loss function of the standard normal has this value, by bisection. */
export const normalLossInverse = (loss: number): number => {
  let [low, high] = [-40, 8]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normalLoss(middle) > loss) low = middle
    else high = middle
  }
  return (low + high) / 2
}
