/** The part of the plane a chart shows. */
export type Plane = { xMin: number; xMax: number; yMin: number; yMax: number }
export type Place = readonly [x: number, y: number]

/**
 * Where x · y = `level` runs through the plane, from left to right; empty where it does not cross it.
 * Steps are even in the logarithm of x, so that the bend is as smooth as the tails.
 */
export const isoCurve = (level: number, { xMin, xMax, yMin, yMax }: Plane, steps = 48): Place[] => {
  if (level <= 0 || xMax <= 0 || yMax <= 0) return []
  const from = Math.max(xMin, level / yMax)
  const to = yMin > 0 ? Math.min(xMax, level / yMin) : xMax
  if (from <= 0 || from >= to) return []
  const growth = (to / from) ** (1 / steps)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = step === steps ? to : from * growth ** step
    return [x, level / x] as const
  })
}

/** The nearest number people like to read: 1, 2, 2.5 or 5 times a power of ten. */
export const niceNumber = (value: number): number => {
  if (value <= 0) return 0
  const power = 10 ** Math.floor(Math.log10(value))
  const nearest = [1, 2, 2.5, 5, 10].reduce((best, step) =>
    Math.abs(step - value / power) < Math.abs(best - value / power) ? step : best,
  )
  return Number((nearest * power).toPrecision(3))
}

/** Readable levels among the products of these points: a low one, the middle one, a high one, and one above. */
export const isoLevels = (points: readonly { x: number; y: number }[]): number[] => {
  const products = points
    .map(({ x, y }) => x * y)
    .filter((product) => product > 0)
    .sort((a, b) => a - b)
  if (products.length === 0) return []
  const at = (share: number): number => products[Math.round(share * (products.length - 1))] ?? 0
  const wanted = [at(0.2), at(0.5), at(0.8), at(1)].map(niceNumber)
  return [...new Set(wanted)].filter((level) => level > 0)
}

const durations = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 36_000] as const
const interval = (greatest: number, unit: 'duration' | 'count' | 'other'): number => {
  const wanted = greatest / 5
  if (unit === 'duration') return durations.find((step) => step >= wanted * 0.75) ?? niceNumber(wanted)
  return unit === 'count' ? Math.max(1, Math.round(niceNumber(wanted))) : niceNumber(wanted)
}

/**
 * An axis from zero whose end is one of its ticks, a little beyond the greatest value, so that no mark is cut.
 * Durations count in seconds and step by halves and wholes of minutes; counts step by whole numbers.
 */
export const axisFor = (values: readonly number[], unit: 'duration' | 'count' | 'other' = 'other') => {
  const greatest = Math.max(0, ...values) * 1.05
  if (greatest === 0) return { min: 0, max: 1, interval: 1 }
  const step = interval(greatest, unit)
  return { min: 0, max: Number((Math.ceil(greatest / step - 1e-9) * step).toPrecision(8)), interval: step }
}

/** An axis around its values, for marks whose distance from zero says nothing: both ends are ticks, never below zero. */
export const axisAround = (values: readonly number[], unit: 'duration' | 'count' | 'other' = 'other') => {
  if (values.length === 0) return axisFor(values, unit)
  const [least, greatest] = [Math.min(...values), Math.max(...values)]
  const room = (greatest - least) * 0.06 || greatest * 0.1 || 1
  const step = interval(greatest - least + 2 * room, unit)
  const tidy = (ticks: number): number => Number((ticks * step).toPrecision(8))
  const min = tidy(Math.max(0, Math.floor((least - room) / step + 1e-9)))
  return { min, max: tidy(Math.ceil((greatest + room) / step - 1e-9)), interval: step }
}
