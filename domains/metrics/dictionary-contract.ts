import { z } from 'zod'
import { defineContract } from '#contract/route.ts'
import { Day, Instant } from '#contract/when.ts'
import { Definition } from './custom-measure.ts'
import { permissions, refusals } from './refusals.ts'
import { Measure, Measured, MeasuredGroup, Phrase } from './shapes.ts'

const faults = [
  refusals.unknownFact,
  refusals.refersToItself,
  refusals.refersToMeasure,
  refusals.factTwice,
  refusals.unitsMixed,
  refusals.scaleWrong,
  refusals.nothingBelow,
  refusals.shareWrong,
]

export const FactEntry = z.object({
  code: z.string(),
  name: Phrase,
  unit: z.enum(['count', 'ms', 'money']),
  /** Which rows it adds up. */
  source: z.string(),
})
export type FactEntry = z.output<typeof FactEntry>

const Term = z.object({ code: z.string(), name: Phrase, sign: z.union([z.literal(1), z.literal(-1)]) })
const Shown = z.object({ terms: z.array(Term), scale: z.enum(['one', 'seconds', 'hours']) })
/** One page of the dictionary. */
export const MeasureEntry = Measure.extend({
  top: Shown,
  per: Shown.nullable(),
  /** What the value is divided by once more; null where nothing. */
  over: Shown.nullable(),
  /** Squared: the top counts twice. */
  power: z.union([z.literal(1), z.literal(2)]),
  spread: z.enum(['none', 'share', 'rate', 'mean', 'product']),
  /** By what it cannot be told, since its facts do not know it. */
  campaignTypes: z.array(z.string()),
  /** Rows of the worked example; empty for measures people defined. */
  given: z.record(z.string(), z.unknown()),
  /** How it is defined, for whoever may change it; null for those of the handbook. */
  definition: Definition.nullable(),
  retiredAt: Instant.nullable(),
  changedAt: Instant.nullable(),
  changedByName: z.string(),
  /** Definitions before this one, the latest first. */
  former: z.array(
    z.object({
      version: z.int(),
      formula: Phrase,
      at: Instant.nullable(),
      byName: z.string(),
      words: Phrase.nullable(),
    }),
  ),
})
export type MeasureEntry = z.output<typeof MeasureEntry>

const code = z.object({ code: z.string().max(60) })
const Versioned = z.object({ version: z.int() })

export const dictionaryContract = defineContract({
  getMeasure: {
    method: 'GET',
    path: '/measures/{code}/entry',
    title: { zh: '指标说明', en: 'One page of the dictionary' },
    permission: permissions.read,
    params: code,
    reply: MeasureEntry,
    refusals: [refusals.noSuchMeasure],
  },
  listFacts: {
    method: 'GET',
    path: '/measure-facts',
    title: { zh: '合计项', en: 'Facts measures are made of' },
    permission: permissions.read,
    reply: z.array(FactEntry),
  },
  previewMeasure: {
    method: 'POST',
    path: '/measure-previews',
    title: { zh: '试算指标', en: 'What a definition comes to' },
    permission: permissions.define,
    body: z.object({ definition: Definition, code: z.string().max(60).optional() }),
    /** Of the week before this one, the whole and by team. */
    reply: z.object({ from: Day, to: Day, formula: Phrase, whole: Measured, teams: z.array(MeasuredGroup) }),
    refusals: faults,
  },
  defineMeasure: {
    method: 'POST',
    path: '/measures',
    title: { zh: '新建指标', en: 'Define a measure' },
    permission: permissions.define,
    body: Definition,
    reply: MeasureEntry,
    refusals: [...faults, refusals.nameTaken],
  },
  changeMeasure: {
    method: 'PUT',
    path: '/measures/{code}',
    title: { zh: '修改指标', en: 'Change a measure' },
    permission: permissions.define,
    params: code,
    body: Definition.extend(Versioned.shape),
    reply: MeasureEntry,
    refusals: [...faults, refusals.noSuchMeasure, refusals.changedMeanwhile],
  },
  retireMeasure: {
    method: 'POST',
    path: '/measures/{code}/retire',
    title: { zh: '停用或恢复指标', en: 'Retire a measure, or bring it back' },
    permission: permissions.define,
    params: code,
    body: Versioned.extend({ retired: z.boolean() }),
    reply: MeasureEntry,
    refusals: [refusals.noSuchMeasure, refusals.changedMeanwhile],
  },
})
export const { getMeasure, listFacts, previewMeasure, defineMeasure, changeMeasure, retireMeasure } = dictionaryContract
