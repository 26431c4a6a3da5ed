/** A number from 0 to 1 that depends on nothing but its arguments (a 32-bit mix by multiplication and shifts). */
export const uniform = (seed: number, position: number, what: number): number => {
  let mixed = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(position + 0x7f4a7c15, 0xc2b2ae35)) | 0
  mixed = (mixed + Math.imul(what + 1, 0x27d4eb2f)) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  mixed ^= mixed >>> 16
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x5bd1e995)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296
}

/** Lognormal with that mean and coefficient of variation, from two uniform numbers (Box–Muller). */
export const logNormal = ({ mean, cv }: { mean: number; cv: number }, u: number, v: number): number => {
  const variance = Math.log(1 + cv * cv)
  const normal = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v)
  return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal)
}
