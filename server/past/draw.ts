/** A stream of numbers that is the same for the same seed (sfc32). */
export type Draw = {
  /** From 0 inclusive to 1 exclusive. */
  share(): number
  /** A whole number from 0 to `below` exclusive. */
  below(below: number): number
  /** An ordinary uuid of that moment (version 7), its tail drawn. */
  id(atMs: number): string
}

const hex = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'))

export const drawFrom = (seed: number): Draw => {
  let [a, b, c, count] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1]
  const word = (): number => {
    const sum = (((a + b) | 0) + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let n = 0; n < 12; n++) word()
  return {
    share: () => word() / 4_294_967_296,
    below: (below) => Math.floor((word() / 4_294_967_296) * below),
    id: (atMs) => {
      const [high, low] = [Math.floor(atMs / 65_536), atMs % 65_536]
      const [first, second, third] = [word(), word(), word()]
      const time = `${hex[Math.floor(high / 65_536)]}${hex[high % 65_536]}-${hex[low]}`
      return `${time}-${hex[0x7000 | (first & 0x0fff)]}-${hex[0x8000 | (first >>> 18)]}-${hex[second >>> 16]}${hex[second & 0xffff]}${hex[third >>> 16]}`
    },
  }
}

/** Weights as running sums, so that a share between 0 and 1 finds its word. */
export const chooserOf = <T>(weights: readonly (readonly [T, number])[]): ((share: number) => T) => {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  let reached = 0
  const edges = weights.map(([, weight]) => {
    reached += weight / total
    return reached
  })
  const last = weights.length - 1
  return (share) => {
    const at = edges.findIndex((edge) => share < edge)
    return (weights[at < 0 ? last : at] as readonly [T, number])[0]
  }
}
