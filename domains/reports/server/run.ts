import type { Words } from '#contract/words.ts'
import { periodState, takeInAll } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import { lengthOf } from '../period.ts'
import { beside, definitions, type ReportCode } from '../report.ts'
import type { Cell, Column, Footnote, ReportQuery, ReportTable } from '../shapes.ts'
import { changeOf, shownChange } from '../shown.ts'
import { missingWords, reportWords } from '../words.ts'
import { dictionaryOf, type Layout, layoutOf } from './columns.ts'
import { fromEdits } from './from-edits.ts'
import { fromMeasures } from './from-measures.ts'
import { fromOutcomes } from './from-outcomes.ts'
import { type Setting, settingOf } from './place.ts'
import { cellOf, type Figure, type Group, type Told } from './table.ts'

export type Wanted = {
  report: ReportCode
  query: ReportQuery
  /** One page of the rows; without it all of them, as files hold them. */
  page?: { page: number; pageSize: number } | undefined
}

const sources = {
  measures: fromMeasures,
  outcomes: fromOutcomes,
  edits: fromEdits,
  nothing: async (): Promise<Told> => ({ groups: [], whole: new Map(), notes: [] }),
} as const

/**
 * A report as screens, files and mails show it: every figure once as a number and once as it is written. Runs with
 * `ctx.db`, so it is made of the rows that person may see. Refuses bad periods, and columns and levels it does not have.
 */
export const runReport = async (ctx: Context, { report, query, page }: Wanted): Promise<ReportTable> => {
  const definition = definitions[report]
  const layout = layoutOf(definition, query)
  const setting = await settingOf(ctx, query)
  await takeInAll(ctx)
  const told = await sources[definition.source](ctx, setting, layout)
  const sorted = inOrder(told.groups, layout, query.sort ?? definition.sort)
  const shown = page ? sorted.slice((page.page - 1) * page.pageSize, page.page * page.pageSize) : sorted
  const rows = shown.map(({ keys, labels, figures }) => ({ keys, cells: layout.columns.map(cellIn(labels, figures)) }))
  const totals = layout.columns.map(cellIn([totalWords[ctx.actor.locale]], told.whole))
  return {
    report,
    title: reportWords[report].name,
    period: setting.period,
    comparedWith: setting.compared ? { ...setting.compared.period, isPart: setting.compared.isPart } : null,
    by: [...layout.by],
    columns: layout.columns,
    rows,
    total: sorted.length,
    totals,
    footnote: await footnoteOf(ctx, setting, layout, [...rows.map(({ cells }) => cells), totals]),
    notes: [...layout.notes, ...unequalDays(setting), ...told.notes, ...missingWords[report]],
  }
}

/** March beside February: amounts differ by three days alone. */
const unequalDays = ({ place, period, compared }: Setting): Words[] => {
  if (!compared) return []
  const days = lengthOf(compared.isPart ? { from: period.from, to: place.today } : period)
  const before = lengthOf(compared.period)
  if (days === before) return []
  return [
    {
      zh: `本期 ${days} 天，对比期 ${before} 天：总量的变化有一部分来自天数`,
      en: `${days} days beside ${before}: part of how amounts changed is the number of days`,
    },
  ]
}

const totalWords: Words = { zh: '合计', en: 'Total' }

const cellIn =
  (labels: readonly string[], figures: ReadonlyMap<string, Figure>) =>
  (column: Column, place: number): Cell => {
    if (column.kind === 'label') return cellOf('text', { value: null, said: labels[place] ?? '' })
    if (column.kind !== 'change') return cellOf(column.unit, figures.get(column.key))
    const of = column.key.slice(0, -beside.change.length)
    const [now, before] = [figures.get(of), figures.get(`${of}${beside.before}`)]
    const pair = [now?.value ?? null, before?.value ?? null] as const
    return cellOf(column.unit, {
      value: changeOf(column.unit, ...pair),
      said: shownChange(column.unit, ...pair),
      // A difference of noise is noise.
      isSmall: Boolean(now?.isSmall || before?.isSmall),
    })
  }

const compareNumbers = (a: number | null | undefined, b: number | null | undefined, down: boolean): number => {
  if (a == null || b == null) return Number(a == null) - Number(b == null)
  return down ? b - a : a - b
}
const byName = (a: Group, b: Group): number => {
  for (const [place, label] of a.labels.entries()) {
    const order = label.localeCompare(b.labels[place] ?? '', 'zh-CN')
    if (order !== 0) return order
  }
  return 0
}
const ofTime = ['month', 'week', 'day', 'weekday', 'hour']

/** By a column where one is asked for, small samples behind all others and in no order of merit; else time, else names. */
const inOrder = (groups: readonly Group[], { by, columns }: Layout, sort: string | undefined): Group[] => {
  const key = sort?.replace(/^-/, '')
  const down = sort?.startsWith('-') ?? false
  const usual = (a: Group, b: Group): number => {
    for (const [place, level] of by.entries()) {
      if (!ofTime.includes(level)) continue
      const order = (a.keys[place] ?? '~').localeCompare(b.keys[place] ?? '~')
      if (order !== 0) return order
    }
    return byName(a, b)
  }
  const column = columns.find((one) => one.key === key)
  if (column?.kind === 'label') return [...groups].sort((a, b) => (down ? -usual(a, b) : usual(a, b)))
  if (!column || !key) return [...groups].sort(usual)
  const small = (group: Group): number => Number(group.figures.get(key)?.isSmall ?? false)
  return [...groups].sort((a, b) => {
    if (small(a) || small(b)) return small(a) - small(b) || usual(a, b)
    return compareNumbers(a.figures.get(key)?.value, b.figures.get(key)?.value, down) || usual(a, b)
  })
}

const footnoteOf = async (
  ctx: Context,
  { place, period }: Setting,
  layout: Layout,
  cells: readonly Cell[][],
): Promise<Footnote> => {
  const { days, frozenDays, version, lateChanges } = await periodState(ctx, period)
  return {
    asOf: ctx.now().toISOString(),
    isRunning: place.today <= period.to,
    timeZone: place.timeZone,
    dayStartsAt: place.dayStartsAt,
    severalClocks: place.severalClocks,
    dictionary: dictionaryOf(layout.codes),
    frozen: { days: frozenDays, of: days, version, lateChanges },
    smallCells: cells.flat().filter(({ isSmall }) => isSmall).length,
  }
}
