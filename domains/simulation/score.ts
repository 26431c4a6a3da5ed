/** The share of cases a band is meant to hold. */
export const bandShare = 0.8
const alpha = 1 - bandShare

/**
 * Interval score of a central band (Gneiting and Raftery 2007, doi:10.1198/016214506000001437): its width, and 2/α times
 * what it missed by. Smaller is better; a forecaster does best by saying what they believe.
 */
export const intervalScore = ({ low, high }: { low: number; high: number }, actual: number): number =>
  high - low + (2 / alpha) * (Math.max(0, low - actual) + Math.max(0, actual - high))

const pinballLoss = (share: number, said: number, actual: number): number =>
  actual >= said ? share * (actual - said) : (1 - share) * (said - actual)

/** Mean pinball loss of the three quantiles a forecast tells. */
export const pinball = ({ low, median, high }: { low: number; median: number; high: number }, actual: number): number =>
  (pinballLoss(0.1, low, actual) + pinballLoss(0.5, median, actual) + pinballLoss(0.9, high, actual)) / 3
