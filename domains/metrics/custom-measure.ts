import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import { directions, units } from './measure.ts'

/** Facts added and taken off, told by the piece, or milliseconds as seconds or hours. */
export const scales = ['one', 'seconds', 'hours'] as const
export const Part = z.object({
  terms: z
    .array(z.object({ code: z.string().min(1).max(60), sign: z.union([z.literal(1), z.literal(-1)]) }))
    .min(1)
    .max(8),
  scale: z.enum(scales).default('one'),
})
export type Part = z.output<typeof Part>

/** What somebody defines: everything else of a measure follows from it. */
export const Definition = z.object({
  name: z.object({ zh: plainText(60), en: plainText(80) }),
  meaning: z.object({ zh: plainText(400), en: plainText(400) }),
  top: Part,
  per: Part.nullable(),
  unit: z.enum(units),
  better: z.enum(directions),
  minimumSample: z.int().min(0).max(1_000_000),
  /** The cases above are some of the cases below: its interval is that of a share. */
  isShare: z.boolean().default(false),
})
export type Definition = z.output<typeof Definition>

export type FactKind = { code: string; unit: 'count' | 'ms' | 'squaredSeconds' | 'money' }
export type DefinitionFault =
  | { fault: 'unknownFact' | 'refersToMeasure' | 'refersToItself' | 'factTwice'; code: string }
  | { fault: 'unitsMixed' | 'scaleWrong' | 'nothingBelow' | 'shareWrong' }

const faultOfPart = ({ terms, scale }: Part, facts: ReadonlyMap<string, FactKind>): DefinitionFault | undefined => {
  const codes = terms.map(({ code }) => code)
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  if (twice !== undefined) return { fault: 'factTwice', code: twice }
  const kinds = new Set(codes.map((code) => facts.get(code)?.unit))
  if (kinds.size > 1) return { fault: 'unitsMixed' }
  return kinds.has('ms') === (scale === 'one') ? { fault: 'scaleWrong' } : undefined
}

const faultOfTerm = (
  code: string,
  { own, facts, measures }: { own: string; facts: ReadonlyMap<string, FactKind>; measures: ReadonlySet<string> },
): DefinitionFault | undefined => {
  const fact = facts.get(code)
  if (fact && fact.unit !== 'squaredSeconds') return undefined
  if (code === own) return { fault: 'refersToItself', code }
  return { fault: measures.has(code) ? 'refersToMeasure' : 'unknownFact', code }
}

const needsBelow = new Set(['ratio', 'perHour'])

/**
 * What is wrong with a definition, if anything. Only facts may be named: they add up, so a measure made of them is true in
 * every grouping; a measure made of measures would not be.
 */
export const faultOf = (
  { top, per, unit, isShare }: Definition,
  known: { own: string; facts: ReadonlyMap<string, FactKind>; measures: ReadonlySet<string> },
): DefinitionFault | undefined => {
  const parts = per ? [top, per] : [top]
  for (const { code } of parts.flatMap(({ terms }) => terms)) {
    const fault = faultOfTerm(code, known)
    if (fault) return fault
  }
  for (const part of parts) {
    const fault = faultOfPart(part, known.facts)
    if (fault) return fault
  }
  if (needsBelow.has(unit) && !per) return { fault: 'nothingBelow' }
  const isCount = parts.every(({ terms }) => terms.every(({ code }) => known.facts.get(code)?.unit === 'count'))
  return isShare && (!per || !isCount || unit !== 'ratio') ? { fault: 'shareWrong' } : undefined
}

/** The code a new measure goes by, from its English name. */
export const codeOf = (name: string): string => {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return `own_${words.slice(0, 50) || 'measure'}`
}
