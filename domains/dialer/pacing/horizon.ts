/** Moments looked ahead to: every two seconds over the longest time a phone is likely to ring. */
const everySeconds = 2
export const horizons = 14

/** Seconds from now at which answers are counted. */
export const answerSeconds = (horizon: number): number => 1 + everySeconds * horizon
/** Whoever answers by then can still be given an agent who is free a little later. */
const graceSeconds = 2
/** Seconds from now at which free agents are counted; whole. */
export const horizonSeconds = (horizon: number): number => answerSeconds(horizon) + graceSeconds
