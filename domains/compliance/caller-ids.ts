import type { Words } from '#contract/words.ts'

/** What a caller id is: the licence it needs and how carriers treat it follow from its kind. */
export const callerIdKinds = ['service95', 'service400', 'landline', 'axb', 'other'] as const
export type CallerIdKind = (typeof callerIdKinds)[number]
export const kindWords: Record<CallerIdKind, Words> = {
  service95: { zh: '95 号码', en: '95 number' },
  service400: { zh: '400 号码', en: '400 number' },
  landline: { zh: '固话', en: 'Landline' },
  axb: { zh: 'AXB 中间号', en: 'AXB relay number' },
  other: { zh: '其他', en: 'Other' },
}

/** What its owner has it approved for; a number is used only for that. */
export const callerIdPurposes = ['any', 'marketing', 'service'] as const
export type CallerIdPurpose = (typeof callerIdPurposes)[number]
export const purposeWords: Record<CallerIdPurpose, Words> = {
  any: { zh: '营销和服务', en: 'Marketing and service' },
  marketing: { zh: '仅营销', en: 'Marketing only' },
  service: { zh: '仅服务', en: 'Service only' },
}
/** For which calls a number must be meant to carry those that sell, or any others. */
export const callerIdPurposeFor = (callsFor: string): Exclude<CallerIdPurpose, 'any'> =>
  callsFor === 'sales' ? 'marketing' : 'service'

export const callerIdStates = ['inUse', 'resting', 'retired'] as const
export type CallerIdState = (typeof callerIdStates)[number]

/**
 * The one form of a caller id however somebody wrote it: digits as they are dialled at home, `+` and country for numbers
 * abroad. `+86 21 6000 0000`, `0086-21-60000000` and `02160000000` are the same number.
 */
export const callerIdKey = (text: string): string => {
  const digits = text.replaceAll(/[^0-9+]/g, '').replace(/^00(?=[1-9])/, '+')
  if (!digits.startsWith('+86')) return digits
  const home = digits.slice(3)
  return /^(0|1\d{10}$|95|400|800)/.test(home) ? home : `0${home}`
}

/** Null: no such limit. An hour and a day are the 60 minutes and 24 hours before the moment of asking. */
export type CallerIdLimits = { concurrentLimit: number | null; hourLimit: number | null; dayLimit: number | null }

const minuteMs = 60_000
const dayMinutes = 24 * 60
/** One minute more than the span: the minute now running is not over, the one an hour ago not either. */
const ringSize = dayMinutes + 1

/** Calls under one number: how many are up, and how many were placed in each of the last 1,440 minutes. */
export type CallerUse = {
  placed(atMs: number): void
  /** That call never left our house: it counts for nothing. */
  takenBack(atMs: number): void
  /** Calls of before a restart, placed in that minute. */
  remember(atMs: number, count: number): void
  /** One of those that is still up. */
  stillUp(): void
  ended(): void
  concurrent(): number
  /** Calls placed in the hour, the day before now; never fewer than in any such span to the second. */
  inHour(nowMs: number): number
  inDay(nowMs: number): number
  /** When so many calls of the last `minutes` will have left the span that fewer than `limit` are in it. */
  freeAgain(nowMs: number, minutes: number, limit: number): number
}

export const openCallerUse = (): CallerUse => {
  const ring = new Int32Array(ringSize)
  let head = Number.NEGATIVE_INFINITY
  let up = 0
  let [hourSum, daySum] = [0, 0]
  const at = (minute: number): number => ring[((minute % ringSize) + ringSize) % ringSize] ?? 0
  const put = (minute: number, count: number): void => {
    ring[((minute % ringSize) + ringSize) % ringSize] = count
  }
  const advance = (minute: number): void => {
    if (minute <= head) return
    if (minute - head > dayMinutes) {
      ring.fill(0)
      hourSum = 0
      daySum = 0
      head = minute
      return
    }
    while (head < minute) {
      head++
      hourSum -= at(head - 61)
      daySum -= at(head - ringSize)
      put(head, 0)
    }
  }
  const count = (atMs: number, calls: number): void => {
    const minute = Math.floor(atMs / minuteMs)
    advance(minute)
    if (head - minute > dayMinutes) return
    put(minute, at(minute) + calls)
    daySum += calls
    if (head - minute <= 60) hourSum += calls
  }
  return {
    placed: (atMs) => {
      count(atMs, 1)
      up++
    },
    takenBack: (atMs) => {
      if (at(Math.floor(atMs / minuteMs)) > 0) count(atMs, -1)
    },
    remember: count,
    stillUp: () => {
      up++
    },
    ended: () => {
      up = Math.max(0, up - 1)
    },
    concurrent: () => up,
    inHour: (nowMs) => {
      advance(Math.floor(nowMs / minuteMs))
      return hourSum
    },
    inDay: (nowMs) => {
      advance(Math.floor(nowMs / minuteMs))
      return daySum
    },
    freeAgain: (nowMs, minutes, limit) => {
      const now = Math.floor(nowMs / minuteMs)
      advance(now)
      let left = minutes === 60 ? hourSum : daySum
      for (let minute = now - minutes; minute <= now; minute++) {
        left -= at(minute)
        if (left < limit) return (minute + minutes + 1) * minuteMs
      }
      return (now + minutes + 1) * minuteMs
    },
  }
}

export const callerIdCauses = [
  'callerIdRetired',
  'callerIdResting',
  'callerIdFlagged',
  'callerIdPurpose',
  'callerIdBusy',
  'callerIdInHour',
  'callerIdInDay',
] as const
export type CallerIdCause = (typeof callerIdCauses)[number]
/** Why no call goes out under this number now, and from when on one may; null: not by waiting, or when a call ends. */
export type CallerIdNo = { cause: CallerIdCause; againAtMs: number | null; count?: number; most?: number }

export type CallerIdRule = CallerIdLimits & {
  purpose: CallerIdPurpose
  state: CallerIdState
  restUntilMs: number | null
  /** Places that show it as a nuisance, and have not been made to stop. */
  openFlags: number
}

const overLimit = ({ hourLimit, dayLimit }: CallerIdRule, use: CallerUse, nowMs: number): CallerIdNo | undefined => {
  const over = (cause: CallerIdCause, minutes: number, count: number, most: number | null): CallerIdNo | undefined =>
    most === null || count < most ? undefined : { cause, againAtMs: use.freeAgain(nowMs, minutes, most), count, most }
  // The day first: while it is full, a free hour is of no use.
  return (
    over('callerIdInDay', dayMinutes, use.inDay(nowMs), dayLimit) ??
    over('callerIdInHour', 60, use.inHour(nowMs), hourLimit)
  )
}

/** Whether a number rests now; a rest with an end ends by itself. */
export const isResting = ({ state, restUntilMs }: CallerIdRule, nowMs: number): boolean =>
  state === 'resting' && (restUntilMs === null || nowMs < restUntilMs)

const stricter = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other)
/** The number's own limits and those of the rules it is used under: the stricter of each holds. */
export const stricterLimits = (one: CallerIdLimits, other: CallerIdLimits): CallerIdLimits => ({
  concurrentLimit: stricter(one.concurrentLimit, other.concurrentLimit),
  hourLimit: stricter(one.hourLimit, other.hourLimit),
  dayLimit: stricter(one.dayLimit, other.dayLimit),
})

/** A number that is not in the register: nothing is known against it, and it has no limits of its own. */
export const unknownCallerId: CallerIdRule = {
  purpose: 'any',
  state: 'inUse',
  restUntilMs: null,
  openFlags: 0,
  concurrentLimit: null,
  hourLimit: null,
  dayLimit: null,
}

type Use = { nowMs: number; purpose: Exclude<CallerIdPurpose, 'any'> | null }
/** Why a number is not to be used at all, however little it has been. */
export const callerIdStandsNot = (rule: CallerIdRule, { nowMs, purpose }: Use): CallerIdNo | undefined => {
  if (rule.state === 'retired') return { cause: 'callerIdRetired', againAtMs: null }
  if (isResting(rule, nowMs)) return { cause: 'callerIdResting', againAtMs: rule.restUntilMs }
  if (rule.openFlags > 0) return { cause: 'callerIdFlagged', againAtMs: null }
  if (purpose && rule.purpose !== 'any' && rule.purpose !== purpose)
    return { cause: 'callerIdPurpose', againAtMs: null }
  return undefined
}

/** Why no call may go out under this number now; undefined where one may. */
export const callerIdNo = (rule: CallerIdRule, use: CallerUse, asked: Use): CallerIdNo | undefined => {
  const standsNot = callerIdStandsNot(rule, asked)
  if (standsNot) return standsNot
  const { nowMs } = asked
  const over = overLimit(rule, use, nowMs)
  if (over) return over
  if (rule.concurrentLimit !== null && use.concurrent() >= rule.concurrentLimit)
    return { cause: 'callerIdBusy', againAtMs: null, count: use.concurrent(), most: rule.concurrentLimit }
  return undefined
}
