/** Chances between 0 and 1 that are the same for the same seed (mulberry32). */
export const seededChance = (seed: number): (() => number) => {
  let state = (seed ^ 0x9e3779b9) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The numbers below `count`, shuffled (Fisher and Yates). */
export const shuffled = (count: number, seed: number): Int32Array => {
  const chance = seededChance(seed)
  const order = Int32Array.from({ length: count }, (_, n) => n)
  for (let n = count - 1; n > 0; n--) {
    const other = Math.floor(chance() * (n + 1))
    const kept = order[n] as number
    order[n] = order[other] as number
    order[other] = kept
  }
  return order
}
