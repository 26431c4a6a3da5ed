export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** NaN of nothing. */
export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length

/** Of a sample, with n − 1. */
export const deviationOf = (values: readonly number[]): number => {
  if (values.length < 2) return 0
  const mean = meanOf(values)
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1))
}

/** The value below which that share lies, by nearest rank; NaN of nothing. */
export const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** 97.5 % points of Student's t for 1, 2, … degrees of freedom (any table). */
const t975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

export type Estimate = { mean: number; halfWidth: number }

/** Mean with half the width of its 95 % confidence interval over independent runs. */
export const estimate = (values: readonly number[]): Estimate => {
  const known = values.filter((value) => !Number.isNaN(value))
  const t = t975[Math.min(known.length - 1, t975.length) - 1] ?? Number.NaN
  return { mean: meanOf(known), halfWidth: (t * deviationOf(known)) / Math.sqrt(known.length) }
}
