/**
 * Successes × success rate = S² ÷ calls (成功值). Doubles with the period, so hours stand beside it; 27/300 gives 2.43.
 * Null without calls.
 */
export const successValue = (successes: number, calls: number): number | null =>
  calls > 0 ? successes ** 2 / calls : null
/** The same for each signed-in hour, so that periods and part-time can be compared. */
export const successValuePerHour = (successes: number, calls: number, hours: number): number | null => {
  const value = successValue(successes, calls)
  return value === null || hours <= 0 ? null : value / hours
}
/** A further call raises the value only from this chance of success on: half the rate so far (the derivative of S²/C). */
export const worthwhileChance = (successes: number, calls: number): number | null =>
  calls > 0 ? successes / calls / 2 : null

export type Thresholds = { x: number; y: number }
export const valueZones = ['star', 'spray', 'stopsEarly', 'basics'] as const
export type ValueZone = (typeof valueZones)[number]
/** Combination three: many successes (x) and a high rate (y). On the line counts as high. */
export const valueZoneOf = (successes: number, rate: number, { x, y }: Thresholds): ValueZone => {
  if (successes >= x) return rate >= y ? 'star' : 'spray'
  return rate >= y ? 'stopsEarly' : 'basics'
}

export const paceZones = ['shortMany', 'longFew', 'shortFew', 'longMany'] as const
export type PaceZone = (typeof paceZones)[number]
/** Combination two: average length (x, seconds) and calls an hour (y). On the line counts as long and as many. */
export const paceZoneOf = (length: number, callsPerHour: number, { x, y }: Thresholds): PaceZone => {
  if (length >= x) return callsPerHour >= y ? 'longMany' : 'longFew'
  return callsPerHour >= y ? 'shortMany' : 'shortFew'
}

/** Low successes at a low rate: the list, where it promised no more than this; otherwise the basics. */
export const basicsOrList = (rate: number, expectedRate: number | null): 'basics' | 'poorList' =>
  expectedRate !== null && rate >= expectedRate * 0.9 ? 'poorList' : 'basics'

export type StateShares = { utilisation: number; idle: number; notReady: number }
export const stateFindings = [
  'benchmark',
  'starved',
  'notReadyShared',
  'notReadyAlone',
  'idleShared',
  'idleAlone',
  'wrapUpLong',
  'usual',
] as const
export type StateFinding = (typeof stateFindings)[number]
export type StateThresholds = { utilisation: number; idle: number; notReady: number; sharedFrom: number }

/**
 * Combination one as a tree, for one person among peers on the same project. High idle with low not-ready everywhere is
 * a starved line; what half the peers share is the project; the rest is for a talk between two.
 */
export const stateFindingOf = (
  own: StateShares,
  peers: readonly StateShares[],
  limits: StateThresholds,
): StateFinding => {
  const share = (holds: (one: StateShares) => boolean): number =>
    peers.length === 0 ? 0 : peers.filter(holds).length / peers.length
  const idle = (one: StateShares): boolean => one.idle > limits.idle
  const notReady = (one: StateShares): boolean => one.notReady > limits.notReady
  const shared = (holds: (one: StateShares) => boolean): boolean => share(holds) >= limits.sharedFrom
  if (notReady(own)) return shared(notReady) ? 'notReadyShared' : 'notReadyAlone'
  if (idle(own) && peers.length > 0 && share((one) => idle(one) && !notReady(one)) === 1) return 'starved'
  if (idle(own)) return shared(idle) ? 'idleShared' : 'idleAlone'
  if (own.utilisation < limits.utilisation) return 'wrapUpLong'
  return own.utilisation > limits.utilisation ? 'benchmark' : 'usual'
}
