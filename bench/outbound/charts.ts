import type { Cell } from './cell.ts'
import type { Chart, Line } from './chart.ts'
import { gapsOf } from './gap.ts'
import { scenarios } from './scenarios.ts'
import { meanOf, sumOf } from './statistics.ts'

export type NamedChart = { name: string; chart: Chart }

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)]
const byAgents = (cells: readonly Cell[], readCell: (cell: Cell) => number): Line[] =>
  unique(cells.map(({ policy }) => policy)).map((name) => ({
    name,
    points: cells.filter(({ policy }) => policy === name).map((cell) => [cell.agents, readCell(cell)] as const),
  }))
const severalSizes = (cells: readonly Cell[]): boolean => unique(cells.map(({ agents }) => agents)).length > 1

const occupancyCharts = (cells: readonly Cell[]): NamedChart[] =>
  unique(cells.map(({ scenario }) => scenario)).flatMap((scenario) => {
    const own = cells.filter((cell) => cell.scenario === scenario)
    if (!severalSizes(own)) return []
    const chart: Chart = {
      title: `${scenario}: ${scenarios[scenario]?.title ?? ''}`,
      xTitle: 'agents',
      yTitle: 'occupancy, % (a breach of the target is not shown here)',
      logX: true,
      lines: byAgents(own, ({ figures }) => 100 * (figures.occupancy?.mean ?? Number.NaN)),
    }
    return [{ name: `occupancy-${scenario}`, chart }]
  })

const timeCharts = (cells: readonly Cell[]): NamedChart[] => {
  const own = cells.filter(({ scenario }) => scenario === 'p25')
  if (!severalSizes(own)) return []
  const lines = byAgents(own, ({ figures }) => figures.decisionMicros?.mean ?? Number.NaN)
  const title = 'Processor time for one decision'
  return [
    { name: 'decision-time', chart: { title, xTitle: 'agents', yTitle: 'microseconds', logX: true, yFrom: 0, lines } },
  ]
}

const gapCharts = (cells: readonly Cell[]): NamedChart[] => {
  const own = cells.filter(({ scenario }) => scenario === 'p25')
  if (!severalSizes(own)) return []
  const gaps = gapsOf(own).filter(({ policy }) => !['progressive', 'oracleAll'].includes(policy))
  const names = unique(gaps.map(({ policy }) => policy))
  const lines = names.map((name) => ({
    name,
    points: gaps
      .filter(({ policy }) => policy === name)
      .map(({ agents, toOracle }) => [agents, 100 * Math.max(-0.2, toOracle.score)] as const),
  }))
  const title = 'p25: share of the way from progressive to knowing who answers, by score'
  return [{ name: 'gap', chart: { title, xTitle: 'agents', yTitle: '%', logX: true, yFrom: -20, yTo: 120, lines } }]
}

const shown = ['ours', 'look', 'adaptHard', 'progressive']
const around = { before: 5 * 6, after: 20 * 6 }
/** A rolling minute smooths samples 10 s apart. */
const minute = 6

/** The mean over all shocks that lead to the same level, with the shock at 0. */
const courseAround = (cell: Cell, level: string, read: (at: number) => number): Line => {
  const shocks = (scenarios[cell.scenario]?.shocks?.(cell) ?? []).filter((shock) => shock.level === level)
  const points = Array.from({ length: around.before + around.after }, (_, n) => {
    const offset = n - around.before
    return [offset / 6, meanOf(shocks.map(({ at }) => read(at / 10 + offset)))] as const
  })
  return { name: cell.policy, points }
}
const lastMinute = (values: readonly number[], at: number): readonly number[] =>
  values.slice(Math.max(0, at - minute + 1), at + 1)

const courseCharts = (cells: readonly Cell[], scenario: string, agents: number): NamedChart[] => {
  const own = cells.filter(
    (cell) => cell.scenario === scenario && cell.agents === agents && shown.includes(cell.policy),
  )
  const [first] = own
  if (!first) return []
  const levels = unique((scenarios[scenario]?.shocks?.(first) ?? []).map(({ level }) => level))
  return levels.flatMap((level) => {
    const chart = (yTitle: string, read: (cell: Cell, at: number) => number): Chart => ({
      title: `${scenario}, ${agents} agents, to “${level}”: mean over days`,
      xTitle: 'minutes from the moment it happens',
      yTitle,
      markX: 0,
      yFrom: 0,
      lines: own.map((cell) => courseAround(cell, level, (at) => read(cell, at))),
    })
    const idle = chart('agents idle (mean of a minute)', ({ course }, at) => meanOf(lastMinute(course?.idle ?? [], at)))
    const abandoned = chart('abandoned, % of the answered of a minute', ({ course }, at) => {
      const answered = sumOf(lastMinute(course?.answered ?? [], at))
      return answered === 0 ? 0 : (100 * sumOf(lastMinute(course?.abandoned ?? [], at))) / answered
    })
    return [
      { name: `${scenario}-n${agents}-${level}-idle`, chart: idle },
      { name: `${scenario}-n${agents}-${level}-abandoned`, chart: abandoned },
    ]
  })
}

/** Every chart the cells can fill. */
export const chartsOf = (cells: readonly Cell[]): NamedChart[] => {
  // 50 agents where they were run, else as many as there were.
  const sizes = unique(cells.map(({ agents }) => agents))
  const agents = sizes.includes(50) ? 50 : Math.max(...sizes)
  const upset = ['steps', 'outage', 'logout']
  return [
    ...gapCharts(cells),
    ...upset.flatMap((scenario) => courseCharts(cells, scenario, agents)),
    ...timeCharts(cells),
    ...occupancyCharts(cells),
  ]
}
