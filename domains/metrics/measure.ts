import type { RoleCode } from '#contract/role.ts'
import type { Words } from '#contract/words.ts'

export const units = ['count', 'ratio', 'seconds', 'hours', 'number', 'perHour', 'money'] as const
export type Unit = (typeof units)[number]
export const directions = ['higher', 'lower', 'neither'] as const
export type Direction = (typeof directions)[number]
/** What figures can be told apart by; up to three at once. Hours, weekdays and days are those of the site. */
export const groupings = [
  'month',
  'week',
  'day',
  'weekday',
  'hour',
  'quarterHour',
  'site',
  'campaign',
  'batch',
  'product',
  'region',
  'team',
  'agent',
  'reason',
] as const
export type Grouping = (typeof groupings)[number]

/** The parts of the dictionary, in the order of the handbook: 规模 人力 效率 项目 质量 话务 结果 行为, and our own. */
export const measureGroups = [
  'scale',
  'people',
  'efficiency',
  'efficiencyMore',
  'project',
  'quality',
  'calling',
  'results',
  'behaviours',
] as const
export type MeasureGroup = (typeof measureGroups)[number]

/** One entry of the dictionary, as people read it. */
export type MeasureWords = {
  code: string
  name: Words
  /** In a plain sentence. */
  meaning: Words
  /** As the handbook writes it. */
  formula: Words
  /** The term of the handbook it comes from; null where it is our own. */
  source: string | null
  unit: Unit
  better: Direction
  /** Below this denominator the value is noise and shown grey. */
  minimumSample: number
  owner: RoleCode
  /** What is left out on purpose. */
  excludes: Words | null
  version: number
}

/** How uneven a row of numbers is: standard deviation ÷ mean. Null where there is nothing to compare. */
export const variationOf = (values: readonly number[]): number | null => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length < 2 || mean === 0) return null
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean
}

/** In a filter: only what has no such thing – calls nobody took have no team, numbers nobody can place no region. */
export const noKey = '(none)'
