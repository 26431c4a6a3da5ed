import { TZDate } from '@date-fns/tz'
import type { Words } from '#contract/words.ts'

/** What may be planned inside a shift; all that is not planned otherwise is work. */
export const activityKinds = {
  work: { zh: '工作', en: 'Work' },
  break: { zh: '小休', en: 'Break' },
  meal: { zh: '就餐', en: 'Meal' },
  meeting: { zh: '会议', en: 'Meeting' },
  training: { zh: '培训', en: 'Training' },
} as const satisfies Record<string, Words>
export type ActivityKind = keyof typeof activityKinds
export const activityKindCodes = Object.keys(activityKinds) as [ActivityKind, ...ActivityKind[]]
export const innerKinds = ['break', 'meal', 'meeting', 'training'] as const
export type InnerKind = (typeof innerKinds)[number]
/** Meals are unpaid unless somebody says otherwise. */
export const isUsuallyPaid = (kind: InnerKind): boolean => kind !== 'meal'

/** Why somebody is away for a whole day. Sick and personal leave come unplanned: the person stays among those due. */
export const leaveKinds = {
  rest: { zh: '休息', en: 'Day off' },
  annual: { zh: '年假', en: 'Annual leave' },
  sick: { zh: '病假', en: 'Sick leave' },
  personal: { zh: '事假', en: 'Personal leave' },
  maternity: { zh: '产假', en: 'Maternity leave' },
  nursing: { zh: '哺乳假', en: 'Nursing leave' },
  marriage: { zh: '婚假', en: 'Marriage leave' },
  bereavement: { zh: '丧假', en: 'Bereavement leave' },
} as const satisfies Record<string, Words>
export type LeaveKind = keyof typeof leaveKinds
export const leaveKindCodes = Object.keys(leaveKinds) as [LeaveKind, ...LeaveKind[]]

/** Where and when a day of work begins. */
export type Clock = { timeZone: string; dayStartsAt: string }
/** Times of day "09:00" on the clock of the site; one earlier than the start of the shift is that of the next morning. */
export type Inner = { kind: InnerKind; from: string; to: string; isPaid: boolean }
export type ShiftTimes = { day: string; from: string; to: string; inner: readonly Inner[] }
/** Moments are milliseconds since 1970. */
export type Activity = { kind: ActivityKind; isPaid: boolean; startsAt: number; endsAt: number }
export type PlannedShift = { startsAt: number; endsAt: number; activities: Activity[] }
/** Why a shift cannot be: it lasts nothing, or longer than anybody works; its inside does not fit; no such time that day. */
export type ShiftFault = 'lastsNothing' | 'tooLong' | 'doesNotFit' | 'noSuchTime'

/** Longer than that, two times were swapped rather than meant. */
export const longestShiftMinutes = 14 * 60

const dayMinutes = 24 * 60
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The moment of a wall clock, or undefined where the clocks are put forward over it. */
const momentOf = (day: string, minutes: number, timeZone: string): number | undefined => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new TZDate(year, month - 1, date + Math.floor(minutes / dayMinutes), 0, minutes % dayMinutes, timeZone)
  return (at.getHours() * 60 + at.getMinutes()) % dayMinutes === minutes % dayMinutes ? at.getTime() : undefined
}

/** Where a business day begins and ends. */
export const spanOfDay = ({ timeZone, dayStartsAt }: Clock, day: string): { from: number; to: number } => {
  const start = (minutes: number): number => momentOf(day, minutes, timeZone) ?? start(minutes + 60)
  return { from: start(minutesOf(dayStartsAt)), to: start(minutesOf(dayStartsAt) + dayMinutes) }
}

type Part = { kind: InnerKind; isPaid: boolean; from: number; to: number }
/** Inner parts in minutes after the start of the shift, in order; undefined where one overlaps another or the edge. */
const placeInner = ({ from, inner }: ShiftTimes, length: number): Part[] | undefined => {
  const after = (time: string): number => (minutesOf(time) - minutesOf(from) + dayMinutes) % dayMinutes
  const parts = inner
    .map(({ kind, isPaid, ...times }) => ({ kind, isPaid, from: after(times.from), to: after(times.to) }))
    .sort((a, b) => a.from - b.from)
  const fits = parts.every((part, place) => part.from < part.to && part.from >= (parts[place - 1]?.to ?? 0))
  return fits && (parts.at(-1)?.to ?? 0) <= length ? parts : undefined
}

/** Work wherever nothing else is planned: the parts tile the shift. */
const tiled = (
  parts: readonly Part[],
  length: number,
): { kind: ActivityKind; isPaid: boolean; from: number; to: number }[] => {
  let at = 0
  const tiles = parts.flatMap((part) => {
    const before = at
    at = part.to
    return part.from > before ? [{ kind: 'work' as const, isPaid: true, from: before, to: part.from }, part] : [part]
  })
  return at < length ? [...tiles, { kind: 'work', isPaid: true, from: at, to: length }] : tiles
}

/**
 * The moments of a shift of that business day and what is planned in it. An end not later than the start is that of the
 * next morning; a start before the business day begins belongs to the morning after, as all work does.
 */
export const planShift = ({ timeZone, dayStartsAt }: Clock, times: ShiftTimes): PlannedShift | ShiftFault => {
  const start = minutesOf(times.from) + (minutesOf(times.from) < minutesOf(dayStartsAt) ? dayMinutes : 0)
  const length = (minutesOf(times.to) - minutesOf(times.from) + dayMinutes) % dayMinutes
  if (length === 0) return 'lastsNothing'
  if (length > longestShiftMinutes) return 'tooLong'
  const parts = placeInner(times, length)
  if (!parts) return 'doesNotFit'
  const activities = tiled(parts, length).map(({ from, to, ...part }) => ({
    ...part,
    startsAt: momentOf(times.day, start + from, timeZone) ?? Number.NaN,
    endsAt: momentOf(times.day, start + to, timeZone) ?? Number.NaN,
  }))
  if (!activities.every(({ startsAt, endsAt }) => endsAt > startsAt)) return 'noSuchTime'
  return {
    startsAt: activities[0]?.startsAt ?? Number.NaN,
    endsAt: activities.at(-1)?.endsAt ?? Number.NaN,
    activities,
  }
}
