import type { Definition, FactKind, Part } from '../../custom-measure.ts'
import type { Unit } from '../../measure.ts'

/** A definition as its form holds it. */
export type Filled = {
  nameZh: string
  nameEn: string
  meaningZh: string
  meaningEn: string
  topPlus: string[]
  topMinus?: string[]
  perPlus?: string[]
  perMinus?: string[]
  unit: Unit
  better: Definition['better']
  minimumSample?: number
  isShare?: boolean
}

const plus = (part: Part | null, sign: 1 | -1): string[] =>
  (part?.terms ?? []).filter((term) => term.sign === sign).map(({ code }) => code)

export const filledOf = ({ name, meaning, top, per, ...rest }: Definition): Filled => ({
  ...rest,
  ...{ nameZh: name.zh, nameEn: name.en, meaningZh: meaning.zh, meaningEn: meaning.en },
  ...{ topPlus: plus(top, 1), topMinus: plus(top, -1), perPlus: plus(per, 1), perMinus: plus(per, -1) },
})

/** Time above the line is told as the unit says; below it in seconds only where the whole is a share or a length. */
const scaleOf = (codes: readonly string[], facts: ReadonlyMap<string, FactKind>, inHours: boolean): Part['scale'] => {
  if (!codes.some((code) => facts.get(code)?.unit === 'ms')) return 'one'
  return inHours ? 'hours' : 'seconds'
}
const partOf = (added: readonly string[], taken: readonly string[], scale: Part['scale']): Part => ({
  terms: [...added.map((code) => ({ code, sign: 1 as const })), ...taken.map((code) => ({ code, sign: -1 as const }))],
  scale,
})

export const definitionOf = (filled: Filled, facts: ReadonlyMap<string, FactKind>): Definition => {
  const { topPlus = [], topMinus = [], perPlus = [], perMinus = [], unit } = filled
  const isTime = unit === 'ratio' || unit === 'seconds'
  const per =
    perPlus.length + perMinus.length === 0 ? null : partOf(perPlus, perMinus, scaleOf(perPlus, facts, !isTime))
  return {
    name: { zh: filled.nameZh, en: filled.nameEn },
    meaning: { zh: filled.meaningZh, en: filled.meaningEn },
    top: partOf(topPlus, topMinus, scaleOf(topPlus, facts, unit === 'hours')),
    per,
    unit,
    better: filled.better,
    minimumSample: filled.minimumSample ?? 0,
    isShare: filled.isShare ?? false,
  }
}
