import { createHash } from 'node:crypto'
import { refuse } from '#contract/problem.ts'
import type { Words } from '#contract/words.ts'
import { dictionary, type Grouping, type MeasureWords } from '#domains/metrics/server/public.ts'
import { refusals } from '../refusals.ts'
import { beside, type Definition, type Level, type OwnColumn, ownColumns } from '../report.ts'
import type { Column, ReportQuery } from '../shapes.ts'
import { type ShownUnit, shownUnits } from '../shown.ts'
import { besideWords, levelWords, ownColumnWords } from '../words.ts'

const measureOf = (code: string): MeasureWords | undefined => dictionary.find((measure) => measure.code === code)
const isOwn = (code: string): code is OwnColumn => ownColumns.some((own) => own === code)
const unitOf = (unit: string): ShownUnit => shownUnits.find((known) => known === unit) ?? 'number'

/** Whether this report has that column: every measure where it is made of measures, and the own ones it names. */
const has = ({ source, columns }: Definition, code: string): boolean =>
  isOwn(code) ? columns.includes(code) : source === 'measures' && measureOf(code) !== undefined

/** The columns a report may show, its usual ones first. */
export const choicesOf = (definition: Definition) => {
  const usual = definition.columns.filter((code) => has(definition, code))
  const others =
    definition.source === 'measures' ? dictionary.map(({ code }) => code).filter((code) => !usual.includes(code)) : []
  return [...usual, ...others].map((code) => {
    const { name, explain } = columnOf(code)
    return { key: code, name, explain, usual: usual.includes(code) }
  })
}

/** A number of hours bears no sign of its own, as `%`, `¥` and `02:14` do: the head says it. */
const inHours = ({ zh, en }: Words, unit: string): Words =>
  unit === 'hours' ? { zh: `${zh}（小时）`, en: `${en} (h)` } : { zh, en }

export const columnOf = (code: string): Column => {
  if (isOwn(code)) {
    const { name, explain, unit, better } = ownColumnWords[code]
    return { key: code, name, explain, unit, better, kind: 'own', measure: null }
  }
  const measure = measureOf(code)
  if (!measure) return refuse(refusals.unknownColumn, { column: code })
  const { name, formula, unit, better } = measure
  return {
    key: code,
    name: inHours(name, unit),
    explain: formula,
    unit: unitOf(unit),
    better,
    kind: 'measure',
    measure: code,
  }
}

const labelColumn = (level: Level): Column => ({
  key: level,
  name: levelWords[level],
  explain: null,
  unit: 'text',
  better: 'neither',
  kind: 'label',
  measure: null,
})

const besides = (column: Column): Column[] => {
  if (column.kind !== 'measure') return [column]
  const { before, change } = besideWords
  const called = (words: typeof before): Words => ({ zh: words.zh(column.name.zh), en: words.en(column.name.en) })
  return [
    column,
    { ...column, key: `${column.key}${beside.before}`, name: called(before), kind: 'before', measure: null },
    { ...column, key: `${column.key}${beside.change}`, name: called(change), kind: 'change', measure: null },
  ]
}

export type Layout = { by: readonly Level[]; codes: readonly string[]; columns: Column[]; notes: Words[] }

/**
 * What a request shows: its levels and columns. Refuses what the report does not have; of a saved view, whose columns may
 * have gone since, it says so instead.
 */
export const layoutOf = (
  definition: Definition,
  query: Pick<ReportQuery, 'by' | 'columns' | 'viewId' | 'compare'>,
): Layout => {
  const by = query.by?.length ? query.by : definition.by
  for (const level of by) if (!definition.levels.includes(level)) refuse(refusals.unknownLevel, { level })
  const wanted = query.columns?.length ? query.columns : definition.columns.filter((code) => has(definition, code))
  const gone = wanted.filter((code) => !has(definition, code))
  if (gone.length > 0 && !query.viewId) refuse(refusals.unknownColumn, { column: gone.join(', ') })
  const codes = [...new Set(wanted)].filter((code) => !gone.includes(code))
  const shown = codes.map(columnOf).flatMap((column) => (query.compare === 'none' ? [column] : besides(column)))
  const names = gone.join(', ')
  const notes =
    gone.length === 0
      ? []
      : [
          {
            zh: `此视图中的 ${gone.length} 列已不存在，未显示：${names}`,
            en: `${gone.length} columns of this view are gone and are not shown: ${names}`,
          },
        ]
  return { by, codes, columns: [...[...new Set(by)].map(labelColumn), ...shown], notes }
}

export const isGrouping = (level: Level): level is Level & Grouping => level !== 'outcome' && level !== 'field'

/** Tells whether two reports were counted by the same words and versions: shown in the footnote. */
export const dictionaryOf = (codes: readonly string[]): string => {
  const versions = codes.flatMap((code) => measureOf(code)?.version ?? [])
  const said = codes
    .map((code) => `${code}:${measureOf(code)?.version ?? 0}`)
    .sort()
    .join(' ')
  return `v${Math.max(1, ...versions)}-${createHash('sha256').update(said).digest('hex').slice(0, 6)}`
}
