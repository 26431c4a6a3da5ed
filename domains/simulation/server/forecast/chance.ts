/** A stream of numbers, even between 0 and 1: the same for the same seed on every machine (sfc32, public domain). */
export type Chance = () => number

export const seededChance = (seed: number, stream: number): Chance => {
  let [a, b, c, d] = [seed | 0, Math.floor(seed / 4294967296) | 0, Math.imul(stream + 1, 0x9e3779b9), 1]
  const draw = (): number => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (let warm = 0; warm < 16; warm++) draw()
  return draw
}

/** Standard normal (Box–Muller). */
export const normal = (chance: Chance): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())

/** Gamma with that shape and scale 1 (Marsaglia and Tsang 2000, doi:10.1145/358407.358414). */
export const gamma = (chance: Chance, shape: number): number => {
  if (shape <= 0) return 0
  if (shape < 1) return gamma(chance, shape + 1) * chance() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(chance)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - chance()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

export const beta = (chance: Chance, yes: number, no: number): number => {
  const [a, b] = [gamma(chance, yes), gamma(chance, no)]
  return a + b > 0 ? a / (a + b) : 0
}

/** Shares that sum to 1, each as likely as its weight says (Dirichlet). */
export const dirichlet = (chance: Chance, weights: readonly number[]): number[] => {
  const drawn = weights.map((weight) => gamma(chance, weight))
  const sum = drawn.reduce((total, part) => total + part, 0)
  return sum > 0 ? drawn.map((part) => part / sum) : drawn
}

/** The position drawn from these shares; the last one where they sum to less than 1. */
export const pick = (chance: Chance, shares: readonly number[]): number => {
  let rest = chance()
  for (let position = 0; position < shares.length - 1; position++) {
    rest -= shares[position] ?? 0
    if (rest < 0) return position
  }
  return shares.length - 1
}

/** Shifts a share on the scale of log-odds, where it can never leave 0 to 1. */
export const shifted = (share: number, by: number): number => {
  if (share <= 0 || share >= 1) return share
  const odds = (share / (1 - share)) * Math.exp(by)
  return odds / (1 + odds)
}
