import { type Figure, pooled, type Spread } from './interval.ts'
import type { Earlier, Figures, Person, Project } from './judge.ts'

/** `isShare`: cases counted out of cases; otherwise lengths, time or a pace, whose spread its days tell. */
export type Part = { numerator: number; denominator: number; isShare: boolean }
/** What one agent did in one business day on one campaign; of a campaign as a whole the agent is ''. */
export type DayRow = { agentId: string; day: string; calls: number; parts: Readonly<Record<string, Part | undefined>> }
export type About = { teamId: string | null; isNew: boolean | null }

/** Days before the window that tell what is usual: so many windows. */
export const pastWindows = 3

/** The last so many days with calls, and as far as three times as many before them. */
export const windowsOf = (rows: readonly DayRow[], windowDays: number): { window: string[]; past: string[] } => {
  const days = [...new Set(rows.filter(({ calls }) => calls > 0).map(({ day }) => day))].sort().reverse()
  return { window: days.slice(0, windowDays), past: days.slice(windowDays, windowDays * (1 + pastWindows)) }
}

type Piece = { agentId: string; part: Part }
const piecesOf = (rows: readonly DayRow[], code: string): Piece[] =>
  rows.flatMap(({ agentId, parts }) => {
    const part = parts[code]
    return part && part.denominator > 0 ? [{ agentId, part }] : []
  })
const byAgent = (pieces: readonly Piece[]): Map<string, Part[]> => {
  const groups = new Map<string, Part[]>()
  for (const { agentId, part } of pieces) groups.set(agentId, [...(groups.get(agentId) ?? []), part])
  return groups
}
const sumOf = (parts: readonly Part[]) => ({
  numerator: parts.reduce((sum, { numerator }) => sum + numerator, 0),
  denominator: parts.reduce((sum, { denominator }) => sum + denominator, 0),
})

/** Squares of what each day is off the agent's own ratio, for one unit of the denominator; with their degrees of freedom. */
const residualsOf = (parts: readonly Part[]): { squares: number; freedom: number } => {
  const { numerator, denominator } = sumOf(parts)
  const ratio = numerator / denominator
  const squares = parts.reduce((sum, day) => sum + (day.numerator - ratio * day.denominator) ** 2 / day.denominator, 0)
  return { squares, freedom: parts.length - 1 }
}
/** One spread for all agents of a campaign: days of many people tell it better than those of one. */
const spreadOf = (stretches: readonly (readonly Piece[])[]): Spread => {
  if (stretches.every((pieces) => pieces.every(({ part }) => part.isShare))) return { kind: 'share' }
  const told = stretches.flatMap((pieces) => [...byAgent(pieces).values()].map(residualsOf))
  const freedom = told.reduce((sum, one) => sum + one.freedom, 0)
  const squares = told.reduce((sum, one) => sum + one.squares, 0)
  return { kind: 'daily', perUnit: freedom > 0 ? squares / freedom : 0, freedom }
}

/** How a measure spreads on a campaign, from all its days. */
export const spreadIn = (rows: readonly DayRow[], code: string): Spread => spreadOf([piecesOf(rows, code)])
/** One measure over all rows; undefined where nothing was to be divided by. */
export const figureIn = (rows: readonly DayRow[], code: string, spread: Spread): Figure | undefined => {
  const parts = piecesOf(rows, code).map(({ part }) => part)
  return parts.length === 0 ? undefined : { ...sumOf(parts), spread }
}

/** Days cut into windows of the same length, the latest first; what is left over tells less than a window and is left out. */
const stretchesOf = (days: readonly string[], length: number): (readonly string[])[] =>
  length === 0
    ? []
    : Array.from({ length: Math.floor(days.length / length) }, (_, place) =>
        days.slice(place * length, (place + 1) * length),
      )

/** A campaign as it is judged: its people and itself in the window, and what was usual before. */
export const projectOf = (
  rows: readonly DayRow[],
  { window, past }: { window: readonly string[]; past: readonly string[] },
  codes: readonly string[],
  about: (agentId: string) => About,
): Project => {
  const [inWindow, before] = [window, past].map((days) => rows.filter(({ day }) => days.includes(day))) as [
    DayRow[],
    DayRow[],
  ]
  const spreads = new Map(codes.map((code) => [code, spreadOf([piecesOf(inWindow, code), piecesOf(before, code)])]))
  const figures = (chosen: readonly DayRow[]): Figures =>
    Object.fromEntries(codes.map((code) => [code, figureIn(chosen, code, spreads.get(code) as Spread)]))

  const agentIds = [...new Set(inWindow.map(({ agentId }) => agentId))].filter(Boolean).sort()
  const people = agentIds.map((agentId): Person => {
    const own = inWindow.filter((row) => row.agentId === agentId)
    return {
      agentId,
      ...about(agentId),
      calls: own.reduce((sum, { calls }) => sum + calls, 0),
      figures: figures(own),
    }
  })
  const earlier = stretchesOf(past, window.length).map((days): Earlier => {
    const rowsThen = before.filter(({ day }) => days.includes(day))
    return new Map(agentIds.map((agentId) => [agentId, figures(rowsThen.filter((row) => row.agentId === agentId))]))
  })
  return { people, whole: figures(inWindow), past: figures(before), earlier }
}

/** The same people as one: for the peers of a verification. */
export const together = (figures: readonly (Figure | undefined)[]): Figure =>
  pooled(figures.filter((one) => one !== undefined))
