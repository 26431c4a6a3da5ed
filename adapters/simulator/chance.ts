/** A stream of numbers, even between 0 and 1, that is the same for the same beginnings on every machine. */
export type Chance = () => number

/** Four different 32-bit digests of a text (cyrb128, public domain). */
const digest = (text: string): [number, number, number, number] => {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, 597399067)
    b = c ^ Math.imul(b ^ k, 2869860233)
    c = d ^ Math.imul(c ^ k, 951274213)
    d = a ^ Math.imul(d ^ k, 2716044179)
  }
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a]
}

/**
 * Chance that depends only on what it is drawn for (a seed, a number, an attempt), never on what was drawn before:
 * so each customer behaves the same in whatever order calls are placed. Generator: sfc32 (public domain).
 */
export const chanceOf = (...what: (string | number)[]): Chance => {
  let [a, b, c, d] = digest(what.join('\u0000'))
  const draw = (): number => {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 4; i++) draw()
  return draw
}

export const between = (chance: Chance, from: number, to: number): number => from + chance() * (to - from)

/** One of the names, each as likely as its weight says. */
export const oneOf = <N extends string>(chance: Chance, weights: Readonly<Partial<Record<N, number>>>): N => {
  const entries = Object.entries(weights) as [N, number][]
  let rest = chance() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    rest -= weight
    if (rest < 0) return name
  }
  return (entries.at(-1) as [N, number])[0]
}

/** A lognormal amount with this mean and standard deviation, cut to the limits. */
export type LogNormal = { mean: number; sd: number; min: number; max: number }

export const logNormal = (chance: Chance, { mean, sd, min, max }: LogNormal): number => {
  const variance = Math.log(1 + (sd / mean) ** 2)
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  return Math.min(max, Math.max(min, Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal)))
}

/** Known points of a distribution: the amounts at evenly spaced shares, from the smallest (0) to the largest (1). */
export type Quantiles = readonly number[]

/** An amount from measured quantiles, straight between two known points. */
export const fromQuantiles = (chance: Chance, quantiles: Quantiles): number => {
  const place = chance() * (quantiles.length - 1)
  const below = Math.floor(place)
  const low = quantiles[below] ?? 0
  return low + (place - below) * ((quantiles[below + 1] ?? low) - low)
}
