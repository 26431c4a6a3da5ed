import {
  type CallerIdLimits,
  type CallerIdNo,
  type CallerIdPurpose,
  type CallerIdRule,
  type CallerUse,
  callerIdNo,
  stricterLimits,
} from './caller-ids.ts'

/** Where a number is at home, in the words of the numbers themselves (`浙江`, `杭州市`); empty where nobody knows. */
export type Whereabouts = { province: string; city: string }
export const nowhere: Whereabouts = { province: '', city: '' }

/** A number of a campaign's pool as it stands. */
export type PoolMember = {
  readonly number: string
  readonly rule: CallerIdRule
  readonly use: CallerUse
  readonly place: Whereabouts
}
export type PoolAsk = {
  nowMs: number
  purpose: Exclude<CallerIdPurpose, 'any'> | null
  /** Of the rules the campaign calls under: the stricter of them and the number's own holds. */
  limits?: CallerIdLimits | undefined
}
/** Who is to be called: where they are at home, and the number they saw when we last rang them. */
export type Called = { near: Whereabouts; seen: string | null }

const ruleUnder = (rule: CallerIdRule, { limits }: PoolAsk): CallerIdRule =>
  limits ? { ...rule, ...stricterLimits(rule, limits) } : rule
/** Why this number may not be used now. */
export const memberNo = ({ rule, use }: PoolMember, ask: PoolAsk): CallerIdNo | undefined =>
  callerIdNo(ruleUnder(rule, ask), use, ask)

/** `杭州` and `杭州市` are one place. */
const bare = (city: string): string => (city.length > 2 && city.endsWith('市') ? city.slice(0, -1) : city)
/** 0: the same city; 1: the same province; 2: elsewhere, or nobody knows. */
export const distance = (one: Whereabouts, other: Whereabouts): 0 | 1 | 2 => {
  const isOneProvince = one.province !== '' && one.province === other.province
  const mayBeOne = isOneProvince || one.province === '' || other.province === ''
  if (mayBeOne && one.city !== '' && bare(one.city) === bare(other.city)) return 0
  return isOneProvince ? 1 : 2
}

/**
 * The share of its limits a number has used, by the one it is nearest to. A number that has no such limit is worn like
 * the widest of the others; where none has one, calls of the day tell them apart.
 */
const wearOf = (
  { use, limits }: { use: CallerUse; limits: CallerIdLimits },
  usual: CallerIdLimits,
  nowMs: number,
): number => {
  const share = (count: number, own: number | null, others: number | null): number => {
    const most = own ?? others
    return most === null ? 0 : count / most
  }
  return Math.max(
    share(use.inDay(nowMs), limits.dayLimit, usual.dayLimit),
    share(use.inHour(nowMs), limits.hourLimit, usual.hourLimit),
    share(use.concurrent(), limits.concurrentLimit, usual.concurrentLimit),
  )
}
const wider = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other)
const widest = (all: readonly CallerIdLimits[]): CallerIdLimits =>
  all.reduce(
    (one, other) => ({
      concurrentLimit: wider(one.concurrentLimit, other.concurrentLimit),
      hourLimit: wider(one.hourLimit, other.hourLimit),
      dayLimit: wider(one.dayLimit, other.dayLimit),
    }),
    { concurrentLimit: null, hourLimit: null, dayLimit: null },
  )

/** In which order numbers are preferred: the smaller of the first that differ. */
const isBefore = (one: readonly number[], other: readonly number[]): boolean => {
  const place = one.findIndex((value, index) => value !== other[index])
  return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0)
}

/**
 * The number of the pool under which this customer is called now; undefined where none may be used. Never one that rests,
 * is flagged, retired or at a limit. Of the others: the one this customer saw last, so that who calls back finds us and
 * nobody meets us under ever new numbers; else one of their city, else of their province; of those the least worn, by
 * its share of its limits, then by calls of the day, then by its place in the pool. Looks at each number once or twice.
 *
 * Numbers change for place and limits only. What a customer refused or forbade, and how often they may be called, is
 * asked of the customer and holds under every number: the gate never learns which one is shown.
 */
export const chooseCallerId = (
  pool: readonly PoolMember[],
  ask: PoolAsk,
  { near, seen }: Called,
): PoolMember | undefined => {
  const good = pool.flatMap((member) => {
    const limits = ruleUnder(member.rule, ask)
    return callerIdNo(limits, member.use, ask) ? [] : [{ member, use: member.use, limits }]
  })
  if (good.length <= 1) return good[0]?.member
  const usual = widest(good.map(({ limits }) => limits))
  let [best, rankOfBest]: [PoolMember | undefined, readonly number[]] = [undefined, []]
  for (const one of good) {
    const { number, place, use } = one.member
    const rank = [number === seen ? 0 : 1, distance(place, near), wearOf(one, usual, ask.nowMs), use.inDay(ask.nowMs)]
    if (best && !isBefore(rank, rankOfBest)) continue
    best = one.member
    rankOfBest = rank
  }
  return best
}

export const poolCauses = ['callerIdsFull', 'callerIdsBusy', 'callerIdsOut'] as const
export type PoolCause = (typeof poolCauses)[number]
/** Why no call goes out under any number of the pool now, and from when on one may, as far as a clock tells. */
export type PoolNo =
  | CallerIdNo
  | { cause: PoolCause; againAtMs: number | null; numbers: number; count?: undefined; most?: undefined }

/**
 * Why a whole pool carries no call now; undefined while any of its numbers may be used, or where there is none at all. Of
 * one number its own cause is told. Of several: `callerIdsBusy` while a call that ends makes room, `callerIdsFull`
 * where one is free again at a moment known, `callerIdsOut` where somebody has to act.
 */
export const poolNo = (pool: readonly PoolMember[], ask: PoolAsk): PoolNo | undefined => {
  const all: CallerIdNo[] = []
  for (const member of pool) {
    const no = memberNo(member, ask)
    if (!no) return undefined
    all.push(no)
  }
  const [first, ...others] = all
  if (!first || others.length === 0) return first
  const numbers = all.length
  if (all.some(({ cause }) => cause === 'callerIdBusy')) return { cause: 'callerIdsBusy', againAtMs: null, numbers }
  const soonest = Math.min(...all.map(({ againAtMs }) => againAtMs ?? Number.POSITIVE_INFINITY))
  if (soonest === Number.POSITIVE_INFINITY) return { cause: 'callerIdsOut', againAtMs: null, numbers }
  return { cause: 'callerIdsFull', againAtMs: soonest, numbers }
}
