import { addDays } from '#contract/days.ts'
import type { Download } from '#contract/route.ts'
import { agentStateCodes, agentStates } from '#domains/presence/contract.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { TeamTime, TimeRow, TimeStretch } from '../contract.ts'
import { type Clock, type LeaveKind, leaveKinds, spanOfDay } from '../shift.ts'
import { text } from '../text.ts'
import { duration, timeColumns } from '../time-columns.ts'
import { addFigures, figuresOf } from '../timesheet.ts'
import { findClock } from './store.ts'
import {
  type PlannedRow,
  readClocks,
  readLeaves,
  readNames,
  readPlanned,
  readReasonNames,
  readSpent,
  readTeamNames,
  type SpentRow,
  type TimeFilter,
} from './time-store.ts'
import { dayIn } from './wall-clock.ts'

type Kept = {
  siteId: string | null
  teamId: string | null
  spent: SpentRow[]
  planned: PlannedRow[]
  leave: LeaveKind | null
}
type Query = TimeFilter & { day?: string | undefined }

/** Everything known of that day, by person; the window is wide enough for the day on every site's clock. */
const gather = async (ctx: Context, day: string, filter: TimeFilter): Promise<Map<string, Kept>> => {
  const window = { from: Date.parse(`${addDays(day, -1)}T00:00:00Z`), to: Date.parse(`${addDays(day, 3)}T00:00:00Z`) }
  const [spent, planned, leaves] = await Promise.all([
    readSpent(ctx.db, window, filter),
    readPlanned(ctx.db, window, filter),
    readLeaves(ctx.db, day, filter),
  ])
  const people = new Map<string, Kept>()
  const keep = ({
    employeeId,
    ...place
  }: {
    employeeId: string
    siteId: string | null
    teamId: string | null
  }): Kept => {
    const there = people.get(employeeId)
    const kept = there ?? { spent: [], planned: [], leave: null, siteId: place.siteId, teamId: place.teamId }
    if (!there) people.set(employeeId, kept)
    return kept
  }
  for (const row of planned) keep(row).planned.push(row)
  for (const row of spent) keep(row).spent.push(row)
  for (const row of leaves) keep(row).leave = row.kind
  return people
}

const stretchesOf = (rows: readonly SpentRow[], from: number, to: number, now: number): TimeStretch[] =>
  rows
    .map(({ state, reasonId, correctionId, startsAt, endsAt }) => ({
      ...{ state, reasonId, correctionId, isRunning: endsAt === null },
      startsAt: Math.max(startsAt, from),
      endsAt: Math.min(endsAt ?? Math.max(now, startsAt), to),
    }))
    .filter((one) => one.endsAt > one.startsAt)

type Names = { clocks: Map<string, Clock>; people: Awaited<ReturnType<typeof readNames>>; teams: Map<string, string> }
const rowOf = (
  [employeeId, kept]: readonly [string, Kept],
  { clocks, people, teams }: Names,
  day: string,
  now: number,
): TimeRow => {
  const clock = clocks.get(kept.siteId ?? '') ?? { timeZone: 'Asia/Shanghai', dayStartsAt: '00:00' }
  const { from, to } = spanOfDay(clock, day)
  const spent = stretchesOf(kept.spent, from, to, now)
  const planned = kept.planned
    .filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
    .map(({ kind, isPaid, startsAt, endsAt }) => ({ kind, isPaid, startsAt, endsAt }))
  return {
    employeeId,
    name: people.get(employeeId)?.name ?? '',
    staffNumber: people.get(employeeId)?.staffNumber ?? '',
    teamName: teams.get((kept.spent.at(-1) ?? kept).teamId ?? '') ?? '',
    timeZone: clock.timeZone,
    ...{ from, to, planned, spent, leave: kept.leave },
    figures: figuresOf({ from, to, now }, planned, spent),
  }
}

const hasSomething = ({ leave, planned, spent }: TimeRow): boolean =>
  leave !== null || planned.length > 0 || spent.length > 0

/** One row for everybody who was signed in, planned or away that business day, by staff number. */
const readRows = async (ctx: Context, { day, ...filter }: Query): Promise<{ day: string; rows: TimeRow[] }> => {
  const wanted = day ?? dayIn(await findClock(ctx.db, ctx.actor.id), ctx.now())
  const kept = await gather(ctx, wanted, filter)
  const names: Names = {
    clocks: await readClocks(ctx.db),
    people: await readNames(ctx.db, [...kept.keys()]),
    teams: await readTeamNames(ctx.db),
  }
  const now = ctx.now().getTime()
  const rows = [...kept].map((person) => rowOf(person, names, wanted, now)).filter(hasSomething)
  return { day: wanted, rows: rows.sort((a, b) => (a.staffNumber < b.staffNumber ? -1 : 1)) }
}

/** A page of agents with their day as planned and as it was; `whole` sums up all of them. */
export const readTeamTime = async (
  ctx: Context,
  { page, pageSize, ...query }: Query & { page: number; pageSize: number },
): Promise<TeamTime> => {
  const { day, rows } = await readRows(ctx, query)
  return {
    day,
    now: ctx.now().getTime(),
    total: rows.length,
    rows: rows.slice((page - 1) * pageSize, page * pageSize),
    whole: addFigures(rows.map(({ figures }) => figures)),
    reasons: await readReasonNames(ctx.db),
  }
}

/** What the page shows of each agent, as a file: the same words, the same digits, then every state by itself. */
export const exportTeamTime = (ctx: Context, query: Query): Download => {
  const { locale } = ctx.actor
  const headings = [
    ...[text.day, text.staffNumber, text.agent, text.team, text.leave].map((words) => words[locale]),
    ...timeColumns.map(({ title }) => title[locale]),
    ...agentStateCodes.map((state) => agentStates[state][locale]),
  ]
  const pages = async function* () {
    const { day, rows } = await readRows(ctx, query)
    yield rows.map(({ staffNumber, name, teamName, leave, figures }) => [
      ...[day, staffNumber, name, teamName, leave === null ? '' : leaveKinds[leave][locale]],
      ...timeColumns.map(({ show }) => show(figures)),
      ...agentStateCodes.map((state) => duration(figures.byState[state])),
    ])
  }
  return csvDownload(`${text.time[locale]}.csv`, headings, pages())
}
