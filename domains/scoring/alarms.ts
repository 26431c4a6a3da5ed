import type { alarms, ModelReport } from './contract.ts'

export type Alarm = (typeof alarms)[number]

/** A column, or the scores themselves, moved much: the usual reading of the population stability index. */
export const muchDrift = 0.25
/** Chances that were wrong by more than this on average, over at least `leastServed` conversations. */
export const tooWrong = 0.05
export const leastServed = 200
/** Hardly better than a coin. */
const leastAuc = 0.55

/** What a manager should know before trusting a model. */
export const alarmsOf = ({ success, served, scoreDrift }: ModelReport): Alarm[] => {
  const found: Alarm[] = []
  if (success?.drift.some(({ psi }) => psi > muchDrift)) found.push('columnsDrift')
  if (scoreDrift !== null && scoreDrift > muchDrift) found.push('scoreDrifts')
  if (served && served.rows >= leastServed && (served.calibrationError ?? 0) > tooWrong) found.push('calibrationOff')
  if (success && (success.outOfTime.auc ?? 0) < leastAuc) found.push('tellsNothing')
  return found
}
