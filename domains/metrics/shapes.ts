import { z } from 'zod'
import { roleCodes } from '#contract/role.ts'
import type { locales } from '#contract/words.ts'
import { directions, measureGroups, units } from './measure.ts'

export const Phrase = z.object({ zh: z.string(), en: z.string() } satisfies Record<(typeof locales)[number], z.ZodType>)
/** Counted one by one, or a time: in seconds, in hours. */
const Scale = z.enum(['one', 'seconds', 'hours'])
export const Measure = z.object({
  code: z.string(),
  /** The part of the dictionary it stands in; `own` for what people here defined. */
  group: z.enum([...measureGroups, 'own']),
  name: Phrase,
  meaning: Phrase,
  formula: Phrase,
  source: z.string().nullable(),
  unit: z.enum(units),
  better: z.enum(directions),
  minimumSample: z.number(),
  owner: z.enum(roleCodes),
  excludes: Phrase.nullable(),
  version: z.int(),
  /** Which parts can be opened as a list of calls. */
  drill: z.object({ numerator: z.boolean(), denominator: z.boolean() }),
  /** What its two sums count in. */
  scales: z.object({ numerator: Scale, denominator: Scale }),
  /** The worked example that is also its test; null: nothing to divide by. */
  exampleValue: z.number().nullable(),
})
export type Measure = z.infer<typeof Measure>

export const Measured = z.object({
  code: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  /** How many cases the value rests on; null where it is no sample (a sum, a share of time). */
  sample: z.number().nullable(),
  /** Bounds of the 95 % interval; null where none can be told. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Fewer cases than the dictionary asks for: shown grey, never ranked. */
  isSmall: z.boolean(),
})
export type Measured = z.infer<typeof Measured>
/** One key and one label for each grouping asked for, in the order asked; both empty for the whole. */
export const MeasuredGroup = z.object({
  keys: z.array(z.string().nullable()),
  labels: z.array(z.string().nullable()),
  values: z.array(Measured),
})
export type MeasuredGroup = z.infer<typeof MeasuredGroup>
